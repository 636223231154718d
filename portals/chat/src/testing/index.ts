export { createFakeCalls, type FakeCalls } from './fake-calls';
export { createFakeClient, type FakeClient } from './fake-client';
export {
  createFakePlayerDesk,
  createFakeStaffDesk,
  type FakeChatList,
  type FakeDesk,
  type FakePlayerDesk,
  type FakeStaffDesk,
} from './fake-desk';
export { createFakeThread, emptyThread, type FakeThread } from './fake-thread';
export { chatRow, messageRow, testGre, testId, testPlayer } from './rows';

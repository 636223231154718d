import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MemoryServer } from '../../testing/faults/memory-server';
import { playerDesk } from '../../testing/faults/test-desks';
import { createTestSurroundings } from '../../testing/faults/test-surroundings';
import { testGre, testPlayer } from '../../testing/rows';
import type { DeskEvent } from './desk';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const a_moment = () => vi.advanceTimersByTimeAsync(100);
const setUp = async (server = new MemoryServer(), surroundings = createTestSurroundings()) => {
  const desk = playerDesk(server, surroundings);
  await a_moment();
  return { server, surroundings, desk, chats: () => desk.chats.getSnapshot() };
};

describe('the desk of a player', () => {
  test('[PC17] a first message opens a chat, and is seen without a gap until it stands in it', async () => {
    const { desk, chats } = await setUp();
    expect(chats()).toMatchObject({ status: 'ready', current: null, starting: [] });

    desk.startChat({ message_text: 'Help', subject: 'Bonus', category: 'payments' });
    expect(chats().starting).toMatchObject([{ message_text: 'Help', state: 'sending' }]);
    await a_moment();

    const { current, starting } = chats();
    expect(current).toMatchObject({ subject: 'Bonus', category: 'payments', status: 'waiting' });
    expect(starting).toEqual([]);

    const thread = desk.thread(current?.id ?? '');
    thread.state.subscribe(() => {});
    await a_moment();
    expect(thread.state.getSnapshot().messages.map((m) => m.message_text)).toEqual(['Help']);
    expect(desk.outbox.getSnapshot()).toEqual([]);
  });

  test('[PC17] fast clicks make one chat', async () => {
    const { server, desk } = await setUp();

    for (let i = 0; i < 5; i += 1) desk.startChat({ message_text: `Help ${i}` });
    await a_moment();

    expect(server.tables.chats.size).toBe(1);
  });

  test('[PC17] what is written into a chat that was just resolved goes into a new one', async () => {
    const { server, desk, chats } = await setUp();
    desk.startChat({ message_text: 'Help' });
    await a_moment();
    const first = chats().current?.id ?? '';
    const thread = desk.thread(first);
    thread.state.subscribe(() => {});
    await a_moment();

    server.copies = () => 0;
    server.tables.change(first, { status: 'resolved', resolved_at: server.tables.now() });
    thread.send('One more thing');
    server.copies = () => 1;
    await vi.advanceTimersByTimeAsync(20_000);

    const { current } = chats();
    expect(current?.id).not.toBe(first);
    expect(server.tables.thread(current?.id ?? '').map((m) => m.message_text)).toEqual(['One more thing']);
    expect(server.tables.thread(first)).toHaveLength(1);
  });

  test('[PC12] what was written offline is there after a reload, and sent in order once back', async () => {
    const { server, desk, surroundings } = await setUp();
    server.fault = () => 'request lost';
    desk.startChat({ message_text: 'one' });
    desk.startChat({ message_text: 'two' });
    await a_moment();
    desk.end(false);

    const again = await setUp(server, surroundings);
    server.fault = () => null;
    await vi.advanceTimersByTimeAsync(30_000);

    const { current } = again.chats();
    expect(server.tables.thread(current?.id ?? '').map((m) => m.message_text)).toEqual(['one', 'two']);
  });

  test('[PC62] it tells that the chat was taken, of an answer, and of the end; once each', async () => {
    const { server, desk, chats } = await setUp();
    desk.startChat({ message_text: 'Help' });
    await a_moment();
    const events: DeskEvent['kind'][] = [];
    desk.onEvent((event) => events.push(event.kind));
    const id = chats().current?.id ?? '';
    server.copies = () => 2;

    server.tables.change(id, { status: 'active', gre_staff_id: testGre.user_id, gre_staff_name: 'Grace' });
    server.tables.write(id, { sender_type: 'gre', message_text: 'Hi' });
    server.tables.write(id, { sender_type: 'player', message_text: 'Hi' });
    server.tables.change(id, { status: 'resolved', resolved_at: server.tables.now() });
    await a_moment();

    expect(events).toEqual(['chat_assigned', 'message_received', 'chat_resolved']);
    expect(chats()).toMatchObject({ current: null, earlier: [{ id }] });
  });

  test('[PC62] what was there before is no event', async () => {
    const server = new MemoryServer();
    const chat = server.tables.open({
      player_id: testPlayer.user_id,
      status: 'active',
      gre_staff_id: testGre.user_id,
    });
    server.tables.write(chat.id, { sender_type: 'gre', message_text: 'Hi' });
    const desk = playerDesk(server);
    const events: DeskEvent[] = [];
    desk.onEvent((event) => events.push(event));

    await vi.advanceTimersByTimeAsync(120_000);

    expect(desk.chats.getSnapshot().current?.id).toBe(chat.id);
    expect(events).toEqual([]);
  });

  test('[PC55] drafts are kept over a reload, and a text that was sent does not come back', async () => {
    const { server, desk, surroundings } = await setUp();
    desk.drafts.set('new', 'Dear support');
    desk.drafts.set('other', 'Thanks');
    await vi.advanceTimersByTimeAsync(600);
    desk.drafts.set('other', '');

    const again = playerDesk(server, surroundings);

    expect(again.drafts.get('new')).toBe('Dear support');
    expect(again.drafts.get('other')).toBe('');
  });

  test('[PC55] a draft is stored at once when the tab is hidden', async () => {
    const { server, desk, surroundings } = await setUp();
    desk.drafts.set('new', 'Dear support');

    surroundings.go({ visible: false });

    expect(playerDesk(server, surroundings).drafts.get('new')).toBe('Dear support');
  });

  test('[PC50] at its end it closes every channel, asks nothing more, and leaves nothing if told so', async () => {
    const { server, desk, surroundings } = await setUp();
    server.fault = (call) => (call === 'send' ? 'request lost' : null);
    desk.startChat({ message_text: 'secret' });
    desk.drafts.set('new', 'secret');
    await vi.advanceTimersByTimeAsync(600);
    expect(surroundings.storage.length).toBe(2);

    desk.end(true);
    const calls = server.calls.length;
    surroundings.go({ online: false });
    surroundings.go({ online: true });
    await vi.advanceTimersByTimeAsync(300_000);

    expect(surroundings.storage.length).toBe(0);
    expect(server.channels.size).toBe(0);
    expect(server.calls.slice(calls)).toEqual([]);
  });
});

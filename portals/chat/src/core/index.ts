export {
  type ChatClient,
  type ChatClientConfig,
  createPlayerClient,
  createStaffClient,
  type SignUp,
} from './client';
export type { ConnectionState } from './connection/connection-state';
export type { ChatMessage, ChatPriority, ChatRequest, ChatStatus, Side } from './contract';
export type { Database } from './database.types';
export type {
  Desk,
  DeskEvent,
  KnownPlayer,
  NewChatForPlayer,
  NewSupportChat,
  PlayerChatsState,
  PlayerDesk,
  StaffDesk,
} from './desk/desk';
export type { Drafts } from './desk/drafts';
export type { ChatList, ChatListName, ChatListState, ChatSort } from './lists/chat-list';
export { type ChatView, viewChat } from './lists/chat-view';
export type { OutgoingMessage, OutgoingState } from './outbox/outgoing-message';
export { done, isPassing, type Outcome, type Refusal, type RefusalKind, refused } from './outcome';
export type { Colleague, PresentPerson, TypingPerson } from './presence/people';
export { PLACE_OR_BEYOND, type QueueStatus } from './queue/queue-status';
export type { Me, SessionState, SignedOutNotice } from './session/session-state';
export { createStore, type ReadableStore, type Store, type Undo } from './store';
export type { Thread, ThreadState } from './thread/thread-state';

import type { ConnectionState } from '../connection/connection-state';
import type { ChatPriority, ChatRequest } from '../contract';
import type { ChatList, ChatListName } from '../lists/chat-list';
import type { OutgoingMessage } from '../outbox/outgoing-message';
import type { Outcome, Refusal } from '../outcome';
import type { Colleague } from '../presence/people';
import type { QueueStatus } from '../queue/queue-status';
import type { Me } from '../session/session-state';
import type { ReadableStore, Undo } from '../store';
import type { Thread } from '../thread/thread-state';
import type { Drafts } from './drafts';

/** Something worth a sound, a title count or an announcement. Never fired for what was there at the start. */
export type DeskEvent =
  /** A chat came into the queue (staff). */
  | { readonly kind: 'chat_waiting'; readonly chat: ChatRequest }
  /** A chat was given to me by somebody else (staff), or was taken by a GRE (player). */
  | { readonly kind: 'chat_assigned'; readonly chat: ChatRequest }
  /** The other side wrote: in one of my chats (staff), in my chat (player). */
  | { readonly kind: 'message_received'; readonly chat: ChatRequest }
  | { readonly kind: 'chat_resolved'; readonly chat: ChatRequest };

/** Everything of one signed-in person. It ends with the session, and nothing of it is left then. */
export interface Desk {
  readonly me: Me;
  readonly connection: ReadableStore<ConnectionState>;
  readonly drafts: Drafts;
  /** All own messages not yet shown in their thread, of all chats, in order. */
  readonly outbox: ReadableStore<readonly OutgoingMessage[]>;
  /** The same object for the same id; costs nothing until its `state` is subscribed to. */
  thread(chat_request_id: string): Thread;
  onEvent(listener: (event: DeskEvent) => void): Undo;
  /** "Try now": reconnect, pull and send again at once. */
  refresh(): void;
  resolve(chat_request_id: string): Promise<Outcome<ChatRequest>>;
}

export interface PlayerChatsState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly refusal: Refusal | null;
  /** The one open chat. */
  readonly current: ChatRequest | null;
  /** With no current chat: the messages on their way that start one. */
  readonly starting: readonly OutgoingMessage[];
  /** Resolved chats, newest first. */
  readonly earlier: readonly ChatRequest[];
  readonly has_more_earlier: boolean;
}

export interface NewSupportChat {
  readonly message_text: string;
  readonly subject?: string;
  readonly category?: string;
  readonly priority?: 'low' | 'normal';
}

export interface PlayerDesk extends Desk {
  readonly chats: ReadableStore<PlayerChatsState>;
  /** Where the chat that waits stands in the queue; asked for while subscribed to, null until it is known. */
  readonly queue: ReadableStore<QueueStatus | null>;
  /** Queues the first message; `chats.starting` holds it until the chat exists. Returns its id, null for empty text. */
  startChat(chat: NewSupportChat): string | null;
  /** For messages in `chats.starting`. */
  retry(message_id: string): void;
  discard(message_id: string): string | null;
  loadMoreEarlier(): Promise<void>;
  rate(chat_request_id: string, rating: number, rating_comment?: string): Promise<Outcome<ChatRequest>>;
}

/** A player known from his chats, for opening a chat for him. */
export interface KnownPlayer {
  readonly player_id: string;
  readonly player_name: string;
}

export interface NewChatForPlayer {
  readonly player_id: string;
  readonly subject: string;
  readonly category?: string;
  readonly priority?: ChatPriority;
  /** True: `active` with me; false: `waiting`, for anyone to take. */
  readonly take: boolean;
}

export interface StaffDesk extends Desk {
  readonly lists: Readonly<Record<ChatListName, ChatList>>;
  /** Other GREs: on duty now, or known from their chats. */
  readonly colleagues: ReadableStore<readonly Colleague[]>;
  claim(chat_request_id: string): Promise<Outcome<ChatRequest>>;
  transfer(chat_request_id: string, to_gre_staff_id: string): Promise<Outcome<ChatRequest>>;
  release(chat_request_id: string): Promise<Outcome<ChatRequest>>;
  reopen(chat_request_id: string): Promise<Outcome<ChatRequest>>;
  /** Players whose name contains the text, or the one with that UUID. */
  findPlayers(text: string): Promise<Outcome<readonly KnownPlayer[]>>;
  openChat(chat: NewChatForPlayer): Promise<Outcome<ChatRequest>>;
}

import type { ChatMessage, ChatPriority, ChatRequest } from '../contract';
import type { KnownPlayer } from '../desk/desk';
import type { ChatQuery } from '../lists/chat-query';
import type { OutgoingMessage } from '../outbox/outgoing-message';
import type { Outcome } from '../outcome';
import type { StaffMember } from '../presence/people';
import type { QueueStatus } from '../queue/queue-status';
import type { Undo } from '../store';

/**
 * What the client asks of the server: reads, writes, live channels. `supabase/` answers it over the
 * wire; tests answer it from memory where they need a fault at an exact moment.
 */
export interface Backend extends ChatReader, ChatWriter {
  openChannel(spec: ChannelSpec, listener: ChannelListener): Channel;
  /** Reconnect now rather than when the backoff is over. */
  reconnect(): void;
  /** Close the socket with all its channels. */
  disconnect(): void;
}

/** Which messages of a chat: those after a `message_no`, or the newest before one. */
export type MessageRange = { readonly after: number } | { readonly before: number | null };

export interface ChatPage {
  readonly rows: readonly ChatRequest[];
  /** Exact number of all that match, or `MORE_THAN_COUNTED`. */
  readonly count: number;
}

export interface ChatReader {
  /** At most `limit`, by rising `message_no`. */
  messages(
    chat_request_id: string,
    range: MessageRange,
    limit: number,
  ): Promise<Outcome<readonly ChatMessage[]>>;
  message(id: string): Promise<Outcome<ChatMessage | null>>;
  /** Those of the asked that the caller may see. */
  chatsById(ids: readonly string[]): Promise<Outcome<readonly ChatRequest[]>>;
  chats(query: ChatQuery, limit: number): Promise<Outcome<ChatPage>>;
  countChats(query: ChatQuery): Promise<Outcome<number>>;
  /** Of the latest chats in which the name of the player contains the text; for an empty one, of all latest. */
  playersByName(text: string): Promise<Outcome<readonly KnownPlayer[]>>;
  /** Chats that have a GRE: active ones, and the latest resolved, at most `limit` of each. */
  chatsWithStaff(limit: number): Promise<Outcome<readonly ChatRequest[]>>;
  /** Who of the staff wrote in this chat, has it or resolved it. */
  staffOfChat(chat_request_id: string): Promise<Outcome<readonly StaffMember[]>>;
  /** Of the caller's own waiting chat. */
  queueStatus(): Promise<Outcome<QueueStatus>>;
}

export interface NewChatRow {
  readonly id: string;
  readonly player_id: string;
  readonly status: 'waiting' | 'active';
  readonly gre_staff_id: string | null;
  readonly subject: string;
  readonly category: string;
  readonly priority: ChatPriority;
}

export interface ChatWriter {
  /** Into the open chat, or into a new one. Safe to repeat. */
  sendAsPlayer(message: OutgoingMessage): Promise<Outcome<ChatMessage>>;
  /** Into the chat it was written in. Safe to repeat. */
  sendAsGre(message: OutgoingMessage, chat: ChatRequest): Promise<Outcome<ChatMessage>>;
  insertChat(row: NewChatRow): Promise<Outcome<ChatRequest>>;
  claim(chat_request_id: string): Promise<Outcome<ChatRequest>>;
  transfer(chat_request_id: string, to_gre_staff_id: string): Promise<Outcome<ChatRequest>>;
  release(chat_request_id: string): Promise<Outcome<ChatRequest>>;
  resolve(chat_request_id: string): Promise<Outcome<ChatRequest>>;
  reopen(chat_request_id: string): Promise<Outcome<ChatRequest>>;
  markRead(chat_request_id: string, message_no: number): Promise<Outcome<ChatRequest>>;
  rate(
    chat_request_id: string,
    rating: number,
    rating_comment: string | undefined,
  ): Promise<Outcome<ChatRequest>>;
  /** Whether the caller, who is staff, is at work. A yes holds for 90 s. */
  reportDuty(on_duty: boolean): Promise<Outcome<void>>;
}

export interface ChannelSpec {
  readonly topic: string;
  /** Private topics are decided by the policies on `realtime.messages`. */
  readonly private: boolean;
  /** Null: presence is not asked for. */
  readonly presence_key: string | null;
  readonly changes: readonly TableChanges[];
}

export interface TableChanges {
  readonly table: 'chat_requests' | 'chat_messages';
  readonly event: '*' | 'INSERT';
  readonly filter?: string;
}

/** A change as the wire tells it: a column that did not change may be missing in it. */
export interface RowChange {
  readonly table: 'chat_requests' | 'chat_messages';
  readonly event: 'INSERT' | 'UPDATE' | 'DELETE';
  readonly row: Readonly<Record<string, unknown>>;
}

/** `closed`: it will not come back by itself (hosted Supabase, at a token's end). */
export type ChannelStatus = 'live' | 'broken' | 'closed';

export type PresenceMetas = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

export interface ChannelListener {
  onStatus(status: ChannelStatus): void;
  onChange(change: RowChange): void;
  onBroadcast(event: string, payload: Readonly<Record<string, unknown>>): void;
  onPresence(metas: PresenceMetas): void;
}

export interface Channel {
  broadcast(event: string, payload: Readonly<Record<string, unknown>>): void;
  track(meta: Readonly<Record<string, unknown>>): void;
  untrack(): void;
  close: Undo;
}

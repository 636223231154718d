import type { ChatMessage, ChatRequest } from '../../core';
import { chatRow, testId } from '../rows';

/** What a write did, as the write-ahead log would tell it. */
export type MemoryChange =
  | { readonly table: 'chat_requests'; readonly event: 'INSERT' | 'UPDATE'; readonly row: ChatRequest }
  | { readonly table: 'chat_messages'; readonly event: 'INSERT'; readonly row: ChatMessage };

/**
 * The two tables in memory, with numbering and versions as the database has them: enough for faults at
 * exact moments. Who may do what is not repeated here; tests of that talk to the real server.
 */
export class MemoryChats {
  readonly chats = new Map<string, ChatRequest>();
  readonly messages = new Map<string, ChatMessage[]>();
  onChange: (change: MemoryChange) => void = () => {};
  #microseconds = 0;
  #made = 0;

  /** Rises by a microsecond, as versions may: all within one millisecond of a `Date`. */
  now(): string {
    this.#microseconds += 1;
    const seconds = Math.floor(this.#microseconds / 1_000_000);
    const fraction = String(this.#microseconds % 1_000_000).padStart(6, '0');
    return `2026-01-05T10:00:${String(seconds).padStart(2, '0')}.${fraction}+00:00`;
  }

  open(columns: Partial<ChatRequest> = {}): ChatRequest {
    const now = this.now();
    this.#made += 1;
    const id = columns.id ?? testId(500_000 + this.#made);
    const chat = chatRow({ id, created_at: now, updated_at: now, ...columns });
    this.chats.set(chat.id, chat);
    this.messages.set(chat.id, []);
    this.onChange({ table: 'chat_requests', event: 'INSERT', row: chat });
    return chat;
  }

  change(id: string, columns: Partial<ChatRequest>): ChatRequest {
    const chat = { ...this.chat(id), ...columns, updated_at: this.now() };
    this.chats.set(id, chat);
    this.onChange({ table: 'chat_requests', event: 'UPDATE', row: chat });
    return chat;
  }

  chat(id: string): ChatRequest {
    const chat = this.chats.get(id);
    if (chat === undefined) throw new Error(`There is no chat ${id}.`);
    return chat;
  }

  thread(id: string): readonly ChatMessage[] {
    return this.messages.get(id) ?? [];
  }

  message(id: string): ChatMessage | null {
    return [...this.messages.values()].flat().find((m) => m.id === id) ?? null;
  }

  openChatOf(player_id: string): ChatRequest | null {
    return [...this.chats.values()].find((c) => c.player_id === player_id && c.status !== 'resolved') ?? null;
  }

  write(
    chat_request_id: string,
    message: Pick<ChatMessage, 'sender_type' | 'message_text'> & Partial<ChatMessage>,
  ): ChatMessage {
    const chat = this.chat(chat_request_id);
    const stored = message.id === undefined ? null : this.message(message.id);
    if (stored !== null) return stored;
    this.#made += 1;
    const row: ChatMessage = {
      id: testId(600_000 + this.#made),
      sender_id: message.sender_type === 'player' ? chat.player_id : (chat.gre_staff_id ?? testId(1)),
      ...message,
      chat_request_id,
      player_id: chat.player_id,
      message_no: chat.message_count + 1,
      created_at: this.now(),
    };
    this.messages.get(chat_request_id)?.push(row);
    this.onChange({ table: 'chat_messages', event: 'INSERT', row });
    this.change(chat_request_id, {
      message_count: row.message_no,
      last_message_at: row.created_at,
      last_message_text: row.message_text.slice(0, 140),
      last_sender_type: row.sender_type,
    });
    return row;
  }
}

import type { ChatRequest, Side } from '../contract';

/** What a list row or a header shows of a chat beyond its columns; the same for both sides. */
export interface ChatView {
  readonly unread: number;
  /** Whose turn it is: the side that did not write last; null in a chat without messages. */
  readonly last_word: Side | null;
  /**
   * Since when the player waits for staff (ISO): while `waiting`, since the chat was opened; while
   * `active`, since his last unanswered message; null when nobody waits.
   */
  readonly waiting_since: string | null;
  /** When something last happened in it (ISO). */
  readonly last_activity_at: string;
}

export function viewChat(chat: ChatRequest, side: Side): ChatView {
  const read_no = side === 'player' ? chat.player_read_no : chat.gre_read_no;
  // Whoever wrote last has seen what was before.
  const unread = chat.last_sender_type === side ? 0 : Math.max(0, chat.message_count - read_no);
  return {
    unread,
    last_word: chat.last_sender_type,
    waiting_since: waitingSince(chat),
    last_activity_at: chat.last_message_at ?? chat.created_at,
  };
}

function waitingSince(chat: ChatRequest): string | null {
  if (chat.status === 'waiting') return chat.created_at;
  if (chat.status === 'active' && chat.last_sender_type === 'player') return chat.last_message_at;
  return null;
}

import type { ChatMessage, ChatRequest, Me } from '../core';

const START = Date.parse('2026-01-05T09:00:00Z');
let made = 0;

/** A UUID that is the same in each run: 1, 2, 3 … in its last digits. */
export const testId = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const testPlayer: Me = {
  user_id: testId(900_001),
  display_name: 'Alice',
  email: 'alice@player.example',
  side: 'player',
  role: null,
};

export const testGre: Me = {
  user_id: testId(900_002),
  display_name: 'Grace',
  email: 'grace@staff.example',
  side: 'gre',
  role: 'gre',
};

/** A waiting chat of Alice; give the columns that matter. */
export function chatRow(columns: Partial<ChatRequest> = {}): ChatRequest {
  made += 1;
  const created_at = columns.created_at ?? new Date(START + made * 1000).toISOString();
  return {
    id: testId(made),
    player_id: testPlayer.user_id,
    player_name: testPlayer.display_name,
    status: 'waiting',
    category: 'support',
    subject: 'Issue or Question',
    priority: 'normal',
    gre_staff_id: null,
    gre_staff_name: null,
    created_at,
    updated_at: created_at,
    assigned_at: null,
    first_reply_at: null,
    resolved_at: null,
    resolved_by: null,
    message_count: 0,
    last_message_at: null,
    last_message_text: null,
    last_sender_type: null,
    player_read_no: 0,
    gre_read_no: 0,
    rating: null,
    rating_comment: null,
    ...columns,
  };
}

/** A stored message of a chat, by its player unless `sender_type` says `gre`. */
export function messageRow(
  chat: ChatRequest,
  message_no: number,
  columns: Partial<ChatMessage> = {},
): ChatMessage {
  const sender_type = columns.sender_type ?? 'player';
  return {
    id: testId(1_000_000 + message_no),
    chat_request_id: chat.id,
    player_id: chat.player_id,
    sender_id: sender_type === 'gre' ? (chat.gre_staff_id ?? testGre.user_id) : chat.player_id,
    sender_type,
    message_text: `Message ${message_no}`,
    message_no,
    created_at: new Date(Date.parse(chat.created_at) + message_no * 1000).toISOString(),
    ...columns,
  };
}

import type { ChatMessage, ChatRequest } from '../contract';

type Told = Readonly<Record<string, unknown>>;

/**
 * The wire leaves out a long value that did not change. With the row as it was before, the change is
 * whole; without it the change is only a hint (null), and the row has to be asked for.
 */
export function wholeChat(told: Told, before: ChatRequest | null): ChatRequest | null {
  const row = { ...before, ...told };
  return isWhole(row, CHAT_COLUMNS) ? row : null;
}

export function wholeMessage(told: Told): ChatMessage | null {
  return isWhole<ChatMessage>(told, MESSAGE_COLUMNS) ? told : null;
}

function isWhole<Row>(told: Told, columns: Readonly<Record<keyof Row, true>>): told is Told & Row {
  return Object.keys(columns).every((column) => told[column] !== undefined);
}

// Written as records so that the compiler holds them against the generated types, both ways.
const CHAT_COLUMNS: Readonly<Record<keyof ChatRequest, true>> = {
  assigned_at: true,
  category: true,
  created_at: true,
  first_reply_at: true,
  gre_read_no: true,
  gre_staff_id: true,
  gre_staff_name: true,
  id: true,
  last_message_at: true,
  last_message_text: true,
  last_sender_type: true,
  message_count: true,
  player_id: true,
  player_name: true,
  player_read_no: true,
  priority: true,
  rating: true,
  rating_comment: true,
  resolved_at: true,
  resolved_by: true,
  status: true,
  subject: true,
  updated_at: true,
};

const MESSAGE_COLUMNS: Readonly<Record<keyof ChatMessage, true>> = {
  chat_request_id: true,
  created_at: true,
  id: true,
  message_no: true,
  message_text: true,
  player_id: true,
  sender_id: true,
  sender_type: true,
};

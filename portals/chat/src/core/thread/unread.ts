import type { ChatMessage, ChatRequest, Side } from '../contract';

/** Exact as far as the messages are held; what is older than these counts whole. */
export function unreadIn(
  chat: ChatRequest,
  side: Side,
  messages: readonly ChatMessage[],
  read_no: number,
): number {
  const first = messages[0]?.message_no ?? 1;
  const older = Math.max(0, Math.min(first - 1, chat.message_count) - read_no);
  return older + messages.filter((m) => m.message_no > read_no && m.sender_type !== side).length;
}

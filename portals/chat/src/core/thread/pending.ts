import type { ChatRequest, Side } from '../contract';
import type { OutgoingMessage } from '../outbox/outgoing-message';

/**
 * The messages on their way that a thread shows below its own. Staff's stay in the chat they were
 * written in. A player's go wherever his open chat is, so they are shown there.
 */
export function pendingOf(
  outgoing: readonly OutgoingMessage[],
  side: Side,
  chat_request_id: string,
  chat: ChatRequest | null,
): readonly OutgoingMessage[] {
  if (side === 'gre') return outgoing.filter((m) => m.chat_request_id === chat_request_id);
  return chat === null || chat.status === 'resolved' ? [] : outgoing;
}

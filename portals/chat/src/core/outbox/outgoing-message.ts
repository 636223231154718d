import type { ChatPriority } from '../contract';
import type { Refusal } from '../outcome';

/**
 * - `sending`: not yet confirmed; it is (re)sent by itself, also after a reload.
 * - `sent`: the server has it; it leaves the outbox as soon as the thread shows it in its place.
 * - `failed`: the server refused it for good; it stays, with its text, until retried or discarded.
 */
export type OutgoingState = 'sending' | 'sent' | 'failed';

export interface OutgoingMessage {
  /** The id of the row that it becomes: made here, so that sending again cannot double it. */
  readonly id: string;
  /** The chat it was written in; null for a player's message that starts a chat. */
  readonly chat_request_id: string | null;
  readonly message_text: string;
  /** When it was written, by this device's clock (ISO). */
  readonly written_at: string;
  readonly state: OutgoingState;
  /** Set when `failed`; also while `sending` after a try that came to nothing (kind `network` …). */
  readonly refusal: Refusal | null;
  /** For a message that starts a chat. */
  readonly opening: {
    readonly subject: string;
    readonly category: string;
    readonly priority: ChatPriority;
  } | null;
}

import type { ChatMessage, ChatRequest } from '../contract';
import type { OutgoingMessage } from '../outbox/outgoing-message';
import type { Refusal } from '../outcome';
import type { PresentPerson, TypingPerson } from '../presence/people';
import type { ReadableStore } from '../store';

export interface ThreadState {
  readonly chat_request_id: string;
  /** `failed`: the first load was refused, see `refusal`; it tries again by itself if that can help. */
  readonly status: 'loading' | 'ready' | 'failed';
  readonly refusal: Refusal | null;
  readonly chat: ChatRequest | null;
  /** Stored messages, by rising `message_no`, without a hole; the newest is the last. */
  readonly messages: readonly ChatMessage[];
  /** Own messages not yet among `messages`, in the order in which they were written; shown below them. */
  readonly pending: readonly OutgoingMessage[];
  readonly has_older: boolean;
  readonly loading_older: boolean;
  /** Messages of the other side that my side has not read. */
  readonly unread: number;
  /** Own-side messages up to this `message_no` were read by the other side. */
  readonly read_by_other_no: number;
  /** By id, as far as they are known: the staff in this chat, now and before, who are not me. */
  readonly staff_names: ReadonlyMap<string, string>;
  readonly typing: readonly TypingPerson[];
  /** Others (not me) who have this chat open. */
  readonly present: readonly PresentPerson[];
}

/**
 * One chat's messages, kept equal to the server's. It is live while somebody is subscribed to `state`
 * (and a little longer, so that switching back and forth costs nothing).
 */
export interface Thread {
  readonly chat_request_id: string;
  readonly state: ReadableStore<ThreadState>;
  /** Who types, for a list's row: subscribing to it shows nobody as being in the chat, unlike `state`. */
  readonly typing: ReadableStore<readonly TypingPerson[]>;
  /** Puts it into the outbox and returns its id at once. Empty text is ignored (null). */
  send(message_text: string): string | null;
  retry(message_id: string): void;
  /** Removes a failed message, when its writer says so. Returns its text. */
  discard(message_id: string): string | null;
  loadOlder(): Promise<void>;
  /** Everything shown so far is read (call when the newest message is on a visible screen). */
  markRead(): void;
  /** Call at each keystroke with text, and with false when the composer is emptied; throttled here. */
  setTyping(typing: boolean): void;
}

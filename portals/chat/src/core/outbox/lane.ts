import type { ChatMessage } from '../contract';
import { isPassing, type Outcome, type Refusal } from '../outcome';
import { backoffMs } from '../sync/backoff';
import type { OutgoingMessage } from './outgoing-message';

export interface LaneEvents {
  /** The next to send, or null. Asked anew before each try. */
  next(): OutgoingMessage | null;
  send(message: OutgoingMessage): Promise<Outcome<ChatMessage>>;
  stored(message: OutgoingMessage, row: ChatMessage): void;
  /** Nothing was decided; it is tried again. */
  delayed(message: OutgoingMessage, refusal: Refusal): void;
  failed(message: OutgoingMessage, refusal: Refusal): void;
}

export interface Lane {
  /** There is something to send, or it may succeed now: try at once. */
  wake(): void;
  stop(): void;
}

/** Sends one after the other, so that what was written first is stored first. */
export function createLane(events: LaneEvents): Lane {
  let busy = false;
  let stopped = false;
  let tries = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const work = async (): Promise<void> => {
    if (busy || stopped) return;
    clearTimeout(timer);
    busy = true;
    try {
      for (let message = events.next(); message !== null && !stopped; message = events.next()) {
        const outcome = await events.send(message);
        if (stopped) return;
        if (outcome.ok) {
          tries = 0;
          events.stored(message, outcome.value);
        } else if (mayPass(outcome.refusal)) {
          tries += 1;
          events.delayed(message, outcome.refusal);
          timer = setTimeout(() => void work(), backoffMs(tries));
          return;
        } else {
          tries = 0;
          events.failed(message, outcome.refusal);
        }
      }
    } finally {
      busy = false;
    }
  };

  return {
    wake: () => void work(),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

// Without a session nothing is decided about the message: either the token is renewed, and the next try
// carries it, or the session ends, and the outbox with it.
const mayPass = (refusal: Refusal): boolean => isPassing(refusal) || refusal.kind === 'signed_out';

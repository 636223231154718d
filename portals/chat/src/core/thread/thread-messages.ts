import type { ChatReader } from '../backend/backend';
import type { ChatMessage } from '../contract';
import { done, type Outcome, type Refusal } from '../outcome';
import { createStore, type ReadableStore } from '../store';
import { createPull } from '../sync/pull';
import {
  addMessages,
  emptyRun,
  firstNo,
  type MessageRun,
  prependMessages,
  seenNo,
  startRun,
} from './message-run';

const FIRST_PAGE = 50;
const NEXT_PAGE = 200;
/** Farther behind than this, only the newest page is fetched; the rest is read when scrolled to. */
const FAR_BEHIND = 500;

export interface ThreadMessagesState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly refusal: Refusal | null;
  readonly run: MessageRun;
  readonly has_older: boolean;
  readonly loading_older: boolean;
}

/**
 * Holds a chat's messages equal to the server's. What is told live goes in at once; a number missing in
 * between, or a `message_count` beyond what is held, leads to a pull. The pull is the truth.
 */
export interface ThreadMessages {
  readonly state: ReadableStore<ThreadMessagesState>;
  receive(message: ChatMessage): void;
  /** The chat's row says that there are this many. */
  expect(message_count: number): void;
  /** False if it failed. */
  pull(): Promise<boolean>;
  loadOlder(): Promise<void>;
  stop(): void;
}

export function createThreadMessages(
  reader: ChatReader,
  chat_request_id: string,
  /** What was held when the thread was last live; it goes on from there. */
  held: MessageRun | null = null,
): ThreadMessages {
  const state = createStore<ThreadMessagesState>({
    status: held === null ? 'loading' : 'ready',
    refusal: null,
    run: held ?? emptyRun(0),
    has_older: held !== null && firstNo(held) > 1,
    loading_older: false,
  });
  let expected = 0;
  // While true, what is told live waits aside: it is not known yet where the run begins.
  let starting = held === null;

  const setRun = (run: MessageRun): void =>
    state.update((s) =>
      s.run === run && s.status === 'ready'
        ? s
        : { ...s, status: 'ready', refusal: null, run, has_older: firstNo(run) > 1 },
    );

  const start = async (): Promise<Outcome<unknown>> => {
    const outcome = await reader.messages(chat_request_id, { before: null }, FIRST_PAGE);
    if (!outcome.ok) {
      if (starting) state.update((s) => ({ ...s, status: 'failed', refusal: outcome.refusal }));
      return outcome;
    }
    starting = false;
    setRun(startRun(outcome.value, state.getSnapshot().run.aside));
    return outcome;
  };

  const catchUp = async (): Promise<Outcome<unknown>> => {
    for (;;) {
      const { last_no } = state.getSnapshot().run;
      if (expected - last_no > FAR_BEHIND) return start();
      const outcome = await reader.messages(chat_request_id, { after: last_no }, NEXT_PAGE);
      if (!outcome.ok) return outcome;
      setRun(addMessages(state.getSnapshot().run, outcome.value));
      if (outcome.value.length < NEXT_PAGE) return done(undefined);
    }
  };

  const pulling = createPull(async () => {
    const outcome = await (starting ? start() : catchUp());
    // The server has answered: what it does not have now, another hint will announce.
    if (outcome.ok) expected = Math.min(expected, state.getSnapshot().run.last_no);
    return outcome;
  });

  const isBehind = (): boolean => {
    const { run } = state.getSnapshot();
    return Math.max(expected, seenNo(run)) > run.last_no;
  };

  return {
    state,
    receive(message) {
      const { run } = state.getSnapshot();
      if (starting) {
        const aside = new Map(run.aside).set(message.message_no, message);
        state.update((s) => ({ ...s, run: { ...run, aside } }));
        return;
      }
      setRun(addMessages(run, [message]));
      if (isBehind()) void pulling.now();
    },
    expect(message_count) {
      expected = Math.max(expected, message_count);
      if (!starting && isBehind()) void pulling.now();
    },
    pull: pulling.now,
    async loadOlder() {
      const { has_older, loading_older, run } = state.getSnapshot();
      if (!has_older || loading_older) return;
      state.update((s) => ({ ...s, loading_older: true }));
      const outcome = await reader.messages(chat_request_id, { before: firstNo(run) }, FIRST_PAGE);
      if (outcome.ok) setRun(prependMessages(state.getSnapshot().run, outcome.value));
      state.update((s) => ({ ...s, loading_older: false }));
    },
    stop: pulling.stop,
  };
}

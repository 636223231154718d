import type { ChatMessage } from '../contract';
import type { DeskParts } from '../desk/desk-parts';
import type { TypingPerson } from '../presence/people';
import { createStore } from '../store';
import { type LiveThread, openLiveThread } from './live-thread';
import type { MessageRun } from './message-run';
import type { Thread, ThreadState } from './thread-state';

/** After the last subscriber leaves, a thread stays live this long: people switch back and forth. */
const LINGER_MS = 10_000;

export interface KeptThread extends Thread {
  isLive(): boolean;
  /** See `LiveThread`; false while nobody looks. */
  receive(message: ChatMessage): boolean;
  stop(): void;
}

/** Live while somebody is subscribed to its state or its typing, and asleep with what it held otherwise. */
export function createThread(parts: DeskParts, chat_request_id: string): KeptThread {
  const { me, rows, outbox } = parts;
  let linger: ReturnType<typeof setTimeout> | undefined;
  let live: LiveThread | null = null;
  let held: MessageRun | null = null;
  let open = false;
  let watched = false;

  const wake = (): void => {
    clearTimeout(linger);
    live ??= openLiveThread(parts, chat_request_id, held, show);
  };
  const leave = (): void => {
    if (!open && !watched) linger = setTimeout(stop, LINGER_MS);
  };
  const stop = (): void => {
    clearTimeout(linger);
    held = live?.held() ?? held;
    live?.stop();
    live = null;
    tell([]);
  };

  const state = createStore<ThreadState>(nothingYet(chat_request_id), {
    wake() {
      open = true;
      wake();
      live?.setHere(true);
    },
    rest() {
      open = false;
      live?.setHere(false);
      leave();
    },
  });
  // Listening at the door: live like an open thread, but nobody is shown as being here.
  const typing = createStore<readonly TypingPerson[]>([], {
    wake() {
      watched = true;
      wake();
    },
    rest() {
      watched = false;
      leave();
    },
  });
  const tell = (people: readonly TypingPerson[]): void => {
    if (people.length > 0 || typing.getSnapshot().length > 0) typing.set(people);
  };
  const show = (next: ThreadState): void => {
    state.set(next);
    tell(next.typing);
  };

  return {
    chat_request_id,
    state,
    typing,
    isLive: () => live !== null,
    receive: (message) => live?.receive(message) ?? false,
    send(message_text) {
      live?.setTyping(false);
      return outbox.add({ chat_request_id, message_text, opening: null });
    },
    retry: outbox.retry,
    discard: outbox.discard,
    loadOlder: async () => live?.loadOlder(),
    markRead() {
      const chat = rows.get(chat_request_id);
      // Looking over a colleague's shoulder is not reading for him.
      if (chat !== null && (me.side === 'player' || chat.gre_staff_id === me.user_id)) live?.markRead();
    },
    setTyping: (typing) => live?.setTyping(typing),
    stop,
  };
}

const nothingYet = (chat_request_id: string): ThreadState => ({
  chat_request_id,
  status: 'loading',
  refusal: null,
  chat: null,
  messages: [],
  pending: [],
  has_older: false,
  loading_older: false,
  unread: 0,
  read_by_other_no: 0,
  staff_names: new Map(),
  typing: [],
  present: [],
});

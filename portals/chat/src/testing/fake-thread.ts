import { createStore, type Store, type Thread, type ThreadState, type TypingPerson } from '../core';
import type { FakeCalls } from './fake-calls';
import { testId } from './rows';

export interface FakeThread extends Thread {
  readonly state: Store<ThreadState>;
}

let sent = 0;

export function emptyThread(chat_request_id: string): ThreadState {
  return {
    chat_request_id,
    status: 'ready',
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
  };
}

/** `send` adds a pending message and leaves it `sending`; the test decides what becomes of it. */
export function createFakeThread(chat_request_id: string, calls: FakeCalls): FakeThread {
  const state = createStore(emptyThread(chat_request_id));
  const typing = createStore<readonly TypingPerson[]>([]);
  state.subscribe(() => typing.set(state.getSnapshot().typing));
  return {
    chat_request_id,
    state,
    typing,
    send(message_text) {
      if (message_text.trim() === '') return null;
      calls.record('thread.send', chat_request_id, message_text);
      sent += 1;
      const id = testId(2_000_000 + sent);
      const written_at = new Date().toISOString();
      const outgoing = { id, chat_request_id, message_text, written_at, refusal: null, opening: null };
      state.update((s) => ({ ...s, pending: [...s.pending, { ...outgoing, state: 'sending' }] }));
      return id;
    },
    retry(message_id) {
      calls.record('thread.retry', chat_request_id, message_id);
      state.update((s) => ({
        ...s,
        pending: s.pending.map((m) => (m.id === message_id ? { ...m, state: 'sending', refusal: null } : m)),
      }));
    },
    discard(message_id) {
      calls.record('thread.discard', chat_request_id, message_id);
      const text = state.getSnapshot().pending.find((m) => m.id === message_id)?.message_text ?? null;
      state.update((s) => ({ ...s, pending: s.pending.filter((m) => m.id !== message_id) }));
      return text;
    },
    loadOlder: async () => calls.record('thread.loadOlder', chat_request_id),
    markRead: () => calls.record('thread.markRead', chat_request_id),
    setTyping: (typing) => calls.record('thread.setTyping', chat_request_id, typing),
  };
}

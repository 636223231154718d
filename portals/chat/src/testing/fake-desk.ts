import {
  type ChatList,
  type ChatListName,
  type ChatListState,
  type ChatRequest,
  type Colleague,
  type ConnectionState,
  createStore,
  type Desk,
  type DeskEvent,
  type Drafts,
  type KnownPlayer,
  type Me,
  type OutgoingMessage,
  type PlayerChatsState,
  type PlayerDesk,
  type QueueStatus,
  type StaffDesk,
  type Store,
} from '../core';
import { createFakeCalls, type FakeCalls } from './fake-calls';
import { createFakeThread, type FakeThread } from './fake-thread';
import { chatRow, testGre, testId, testPlayer } from './rows';

/** Everything that a desk shows can be set, everything asked of it is in `calls`. */
export interface FakeDesk extends Desk {
  readonly calls: FakeCalls;
  readonly connection: Store<ConnectionState>;
  readonly outbox: Store<readonly OutgoingMessage[]>;
  thread(chat_request_id: string): FakeThread;
  emit(event: DeskEvent): void;
}

export interface FakePlayerDesk extends FakeDesk, PlayerDesk {
  readonly calls: FakeCalls;
  readonly connection: Store<ConnectionState>;
  readonly outbox: Store<readonly OutgoingMessage[]>;
  readonly chats: Store<PlayerChatsState>;
  readonly queue: Store<QueueStatus | null>;
  thread(chat_request_id: string): FakeThread;
}

export interface FakeChatList extends ChatList {
  readonly state: Store<ChatListState>;
}

export interface FakeStaffDesk extends FakeDesk, StaffDesk {
  readonly calls: FakeCalls;
  readonly connection: Store<ConnectionState>;
  readonly outbox: Store<readonly OutgoingMessage[]>;
  readonly lists: Readonly<Record<ChatListName, FakeChatList>>;
  readonly colleagues: Store<readonly Colleague[]>;
  /** What `findPlayers` finds. */
  readonly players: Store<readonly KnownPlayer[]>;
  thread(chat_request_id: string): FakeThread;
}

export function createFakePlayerDesk(me: Me = testPlayer): FakePlayerDesk {
  const desk = createFakeDesk(me);
  const { calls } = desk;
  let started = 0;
  const chats = createStore<PlayerChatsState>({
    status: 'ready',
    refusal: null,
    current: null,
    starting: [],
    earlier: [],
    has_more_earlier: false,
  });
  return {
    ...desk,
    chats,
    queue: createStore<QueueStatus | null>(null),
    startChat(chat) {
      if (chat.message_text.trim() === '') return null;
      calls.record('startChat', chat);
      started += 1;
      const outgoing: OutgoingMessage = {
        id: testId(3_000_000 + started),
        chat_request_id: null,
        message_text: chat.message_text,
        written_at: new Date().toISOString(),
        state: 'sending',
        refusal: null,
        opening: {
          subject: chat.subject ?? '',
          category: chat.category ?? 'support',
          priority: chat.priority ?? 'normal',
        },
      };
      chats.update((s) => ({ ...s, starting: [...s.starting, outgoing] }));
      return outgoing.id;
    },
    retry: (message_id) => calls.record('retry', message_id),
    discard(message_id) {
      calls.record('discard', message_id);
      const text = chats.getSnapshot().starting.find((m) => m.id === message_id)?.message_text ?? null;
      chats.update((s) => ({ ...s, starting: s.starting.filter((m) => m.id !== message_id) }));
      return text;
    },
    loadMoreEarlier: async () => calls.record('loadMoreEarlier'),
    rate: (id, rating, rating_comment) => {
      calls.record('rate', id, rating, rating_comment);
      return calls.outcome('rate', () => ({
        ...chatRow({ id }),
        rating,
        rating_comment: rating_comment ?? null,
      }));
    },
  };
}

export function createFakeStaffDesk(me: Me = testGre): FakeStaffDesk {
  const desk = createFakeDesk(me);
  const { calls } = desk;
  const players = createStore<readonly KnownPlayer[]>([]);
  const act =
    (method: string) =>
    (id: string, ...args: unknown[]) => {
      calls.record(method, id, ...args);
      return calls.outcome<ChatRequest>(method, () => chatRow({ id }));
    };
  return {
    ...desk,
    lists: {
      waiting: createFakeList('waiting', calls),
      mine: createFakeList('mine', calls),
      active: createFakeList('active', calls),
      resolved: createFakeList('resolved', calls),
    },
    colleagues: createStore<readonly Colleague[]>([]),
    players,
    claim: act('claim'),
    transfer: act('transfer'),
    release: act('release'),
    reopen: act('reopen'),
    findPlayers: (text) => {
      calls.record('findPlayers', text);
      return calls.outcome('findPlayers', players.getSnapshot);
    },
    openChat: ({ take, ...columns }) => {
      calls.record('openChat', { take, ...columns });
      return calls.outcome('openChat', () => chatRow({ ...columns, status: take ? 'active' : 'waiting' }));
    },
  };
}

function createFakeDesk(me: Me): FakeDesk {
  const calls = createFakeCalls();
  const threads = new Map<string, FakeThread>();
  const listeners = new Set<(event: DeskEvent) => void>();
  return {
    me,
    calls,
    connection: createStore<ConnectionState>({ kind: 'online', synced_at: null }),
    drafts: createFakeDrafts(),
    outbox: createStore<readonly OutgoingMessage[]>([]),
    thread(id) {
      const thread = threads.get(id) ?? createFakeThread(id, calls);
      threads.set(id, thread);
      return thread;
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    emit(event) {
      for (const listener of [...listeners]) listener(event);
    },
    refresh: () => calls.record('refresh'),
    resolve(id) {
      calls.record('resolve', id);
      return calls.outcome('resolve', () => chatRow({ id, status: 'resolved' }));
    },
  };
}

function createFakeDrafts(): Drafts {
  const texts = createStore<ReadonlyMap<string, string>>(new Map());
  return {
    ...texts,
    get: (key) => texts.getSnapshot().get(key) ?? '',
    set: (key, text) =>
      texts.update((map) => {
        const next = new Map(map);
        if (text === '') next.delete(key);
        else next.set(key, text);
        return next;
      }),
  };
}

function createFakeList(name: ChatListName, calls: FakeCalls): FakeChatList {
  const state = createStore<ChatListState>({
    name,
    status: 'ready',
    refusal: null,
    rows: [],
    count: 0,
    has_more: false,
    loading_more: false,
    sort: 'longest_wait',
    search: '',
  });
  const count = createStore<number | null>(0);
  state.subscribe(() => count.set(state.getSnapshot().count));
  return {
    name,
    state,
    count,
    setSort(sort) {
      calls.record('setSort', name, sort);
      state.update((s) => ({ ...s, sort }));
    },
    setSearch(search) {
      calls.record('setSearch', name, search);
      state.update((s) => ({ ...s, search }));
    },
    loadMore: async () => calls.record('loadMore', name),
  };
}

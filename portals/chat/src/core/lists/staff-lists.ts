import type { ChatStatus } from '../contract';
import type { DeskParts } from '../desk/desk-parts';
import { createStore, type Undo } from '../store';
import type { ChatList, ChatListName, ChatListState, ChatSort } from './chat-list';
import { type ChatQuery, orderOf } from './chat-query';
import { type ChatWindow, createChatWindow } from './chat-window';

export interface StaffLists {
  readonly lists: Readonly<Record<ChatListName, ChatList>>;
  pull(): Promise<boolean>;
  stop(): void;
}

const STATUSES: Readonly<Record<ChatListName, readonly ChatStatus[]>> = {
  waiting: ['waiting'],
  mine: ['active'],
  active: ['active'],
  resolved: ['resolved'],
};

export function createStaffLists(parts: DeskParts): StaffLists {
  const all = {
    waiting: createList(parts, 'waiting'),
    mine: createList(parts, 'mine'),
    active: createList(parts, 'active'),
    resolved: createList(parts, 'resolved'),
  };
  return {
    lists: all,
    pull: async () => (await Promise.all(Object.values(all).map((list) => list.pull()))).every(Boolean),
    stop: () => {
      for (const list of Object.values(all)) list.stop();
    },
  };
}

function createList(parts: DeskParts, name: ChatListName) {
  const statuses = STATUSES[name];
  let sort: ChatSort = 'longest_wait';
  let search = '';

  const query = (text: string): ChatQuery => ({
    statuses,
    player_id: null,
    gre_staff_id: name === 'mine' ? parts.me.user_id : null,
    search: text,
    order: orderOf(statuses, sort),
  });
  const open = (text: string) => createChatWindow(parts.backend, parts.rows, parts.asking, query(text));

  // A search has a window of its own, so that the number of the whole list stays live beside it.
  const whole = open('');
  let found: { readonly window: ChatWindow; readonly undo: Undo } | null = null;
  const shown = () => found?.window ?? whole;

  const look = (): ChatListState => ({ name, sort, search, ...shown().state.getSnapshot() });
  const draw = (): void => {
    state.set(look());
    count.set(whole.state.getSnapshot().count);
  };
  // Resolved chats are many and seldom looked at: until somebody does, only their number is kept.
  const wanted = name === 'resolved' ? whole.setRowsWanted : () => {};
  const state = createStore<ChatListState>(look(), { wake: () => wanted(true), rest: () => wanted(false) });
  const count = createStore<number | null>(null);
  const undo = whole.state.subscribe(draw);
  wanted(false);

  const stopSearch = (): void => {
    found?.undo();
    found?.window.stop();
    found = null;
  };

  return {
    name,
    state,
    count,
    setSort(next: ChatSort) {
      if (next === sort) return;
      sort = next;
      whole.setQuery(query(''));
      found?.window.setQuery(query(search));
      draw();
    },
    setSearch(text: string) {
      if (text.trim() === search) return;
      search = text.trim();
      stopSearch();
      if (search !== '') {
        const window = open(search);
        found = { window, undo: window.state.subscribe(draw) };
        void window.pull();
      }
      draw();
    },
    loadMore: () => shown().loadMore(),
    pull: async () => (await Promise.all([whole.pull(), found?.window.pull() ?? true])).every(Boolean),
    stop() {
      undo();
      stopSearch();
      whole.stop();
    },
  };
}

import type { ChatStatus } from '../contract';
import type { DeskParts } from '../desk/desk-parts';
import { createStore } from '../store';
import type { ChatList, ChatListName, ChatListState, ChatSort } from './chat-list';
import { type ChatQuery, orderOf } from './chat-query';
import { createChatWindow } from './chat-window';

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

  const query = (): ChatQuery => ({
    statuses,
    player_id: null,
    gre_staff_id: name === 'mine' ? parts.me.user_id : null,
    search,
    order: orderOf(statuses, sort),
  });
  const shown = createChatWindow(parts.backend, parts.rows, parts.asking, query());
  const look = (): ChatListState => ({ name, sort, search, ...shown.state.getSnapshot() });
  // Resolved chats are many and seldom looked at: until somebody does, only their number is kept.
  const life =
    name === 'resolved'
      ? { wake: () => shown.setRowsWanted(true), rest: () => shown.setRowsWanted(false) }
      : {};
  const state = createStore<ChatListState>(look(), life);
  const undo = shown.state.subscribe(() => state.set(look()));
  if (name === 'resolved') shown.setRowsWanted(false);

  return {
    name,
    state,
    setSort(next: ChatSort) {
      if (next === sort) return;
      sort = next;
      shown.setQuery(query());
    },
    setSearch(text: string) {
      if (text.trim() === search) return;
      search = text.trim();
      shown.setQuery(query());
    },
    loadMore: shown.loadMore,
    pull: shown.pull,
    stop() {
      undo();
      shown.stop();
    },
  };
}

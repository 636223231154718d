import type { ChatRequest } from '../contract';
import type { Refusal } from '../outcome';
import type { ReadableStore } from '../store';

export type ChatListName = 'waiting' | 'mine' | 'active' | 'resolved';
export type ChatSort = 'longest_wait' | 'priority' | 'last_activity';

export interface ChatListState {
  readonly name: ChatListName;
  readonly status: 'loading' | 'ready' | 'failed';
  readonly refusal: Refusal | null;
  /** The first rows in the order of `sort`, live. */
  readonly rows: readonly ChatRequest[];
  /** How many there are on the server (with the search applied); null before the first answer. */
  readonly count: number | null;
  readonly has_more: boolean;
  readonly loading_more: boolean;
  readonly sort: ChatSort;
  readonly search: string;
}

/** Counts are always live. Rows are kept while somebody is subscribed to `state`. */
export interface ChatList {
  readonly name: ChatListName;
  readonly state: ReadableStore<ChatListState>;
  setSort(sort: ChatSort): void;
  /** Subject or player name contains it. */
  setSearch(text: string): void;
  loadMore(): Promise<void>;
}

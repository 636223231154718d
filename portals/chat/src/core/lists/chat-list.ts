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
  /** How many there are on the server of what is searched for, as in `ChatPage`; null before the first answer. */
  readonly count: number | null;
  readonly has_more: boolean;
  readonly loading_more: boolean;
  readonly sort: ChatSort;
  readonly search: string;
}

/** Rows of `resolved` are kept while somebody is subscribed to `state`; all else is always live. */
export interface ChatList {
  readonly name: ChatListName;
  /** How many there are, whatever is searched for, or `MORE_THAN_COUNTED`; null before the first answer. */
  readonly count: ReadableStore<number | null>;
  readonly state: ReadableStore<ChatListState>;
  setSort(sort: ChatSort): void;
  /** Subject or player name contains it. */
  setSearch(text: string): void;
  loadMore(): Promise<void>;
}

import type { ChatReader } from '../backend/backend';
import type { ChatRequest } from '../contract';
import type { Refusal } from '../outcome';
import { done, type Outcome } from '../outcome';
import type { AskRows } from '../rows/ask-rows';
import type { ChatRows, RowUpdate } from '../rows/chat-rows';
import { createStore, type ReadableStore } from '../store';
import { coalesce } from '../sync/coalesce';
import { createPull } from '../sync/pull';
import { type ChatQuery, compareChats, matchesQuery } from './chat-query';

const PAGE = 50;
/** Hosted projects answer at most one more, which says that there are more. */
const MOST_ROWS = 999;
/** Screens show nothing faster than this; a storm of changes costs one sort per interval. */
const REDRAW_MS = 50;
/** Counts and refills that need the server, in a storm. */
const RECOUNT_MS = 2_000;

export interface WindowState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly refusal: Refusal | null;
  readonly rows: readonly ChatRequest[];
  readonly count: number | null;
  readonly has_more: boolean;
  readonly loading_more: boolean;
}

const NOTHING: WindowState = {
  status: 'loading',
  refusal: null,
  rows: [],
  count: null,
  has_more: false,
  loading_more: false,
};

/**
 * The first rows of a query, kept live: the server gives the window and the count, and changes of known
 * rows move them in, out and about between two pulls. Rows past the last one pulled are not shown,
 * since others that are not known here may come before them.
 */
export interface ChatWindow {
  readonly state: ReadableStore<WindowState>;
  query(): ChatQuery;
  setQuery(query: ChatQuery): void;
  /** With rows off, only the count is kept. */
  setRowsWanted(wanted: boolean): void;
  /** False if it failed. */
  pull(): Promise<boolean>;
  loadMore(): Promise<void>;
  stop(): void;
}

export function createChatWindow(
  reader: ChatReader,
  rows: ChatRows,
  asking: AskRows,
  initial: ChatQuery,
): ChatWindow {
  const state = createStore(NOTHING);
  let query = initial;
  let limit = PAGE;
  let rows_wanted = true;
  let count: number | null = null;
  // The last row that the server gave while there were more behind it; null: all are known here.
  let horizon: ChatRequest | null = null;
  let loaded = false;
  let paging = false;
  // While a page is put in row by row, nobody sees the half of it.
  let applying = false;

  const inWindow = (chat: ChatRequest): boolean =>
    matchesQuery(chat, query) && (horizon === null || compareChats(chat, horizon, query.order) <= 0);

  const draw = (): void => {
    if (!loaded || applying) return;
    const shown = rows_wanted
      ? [...rows.all()].filter(inWindow).sort((a, b) => compareChats(a, b, query.order))
      : [];
    if (rows_wanted && horizon === null) count = shown.length;
    state.update((s) => ({
      ...s,
      status: 'ready',
      refusal: null,
      rows: sameRows(s.rows, shown) ? s.rows : shown,
      count,
      has_more: horizon !== null,
    }));
    if (rows_wanted && horizon !== null && shown.length < PAGE / 2) refillSoon();
  };
  const redraw = coalesce(draw, REDRAW_MS);

  const load = async (): Promise<Outcome<unknown>> => {
    const asked = query;
    const asked_limit = limit;
    const began = rows.revision();
    if (!rows_wanted) return recount();

    const outcome = await reader.chats(asked, asked_limit);
    if (asked !== query) return done(undefined);
    if (!outcome.ok) {
      if (!loaded) state.update((s) => ({ ...s, status: 'failed', refusal: outcome.refusal }));
      return outcome;
    }
    const page = outcome.value;
    const last = page.rows.at(-1);
    horizon = last !== undefined && page.rows.length < page.count ? last : null;
    count = page.count;
    // Only what a repeated pull brings is news; the rest was there before anybody looked.
    const source = loaded && !paging ? 'pulled' : 'paged';
    loaded = true;
    applying = true;
    for (const row of page.rows) rows.put(row, source);
    applying = false;
    draw();

    // What is held here as a match, but did not come and did not change meanwhile, has gone elsewhere.
    const came = new Set(page.rows.map((row) => row.id));
    const gone = [...rows.all()].filter(
      (row) => inWindow(row) && !came.has(row.id) && !rows.changedSince(row.id, began),
    );
    if (gone.length > 0) await asking.ask(gone.map((row) => row.id));
    draw();
    return outcome;
  };
  const loading = createPull(load);
  const refillSoon = coalesce(() => void loading.now(), RECOUNT_MS);

  const recount = async (): Promise<Outcome<unknown>> => {
    const asked = query;
    const outcome = await reader.countChats(asked);
    if (asked !== query) return done(undefined);
    if (outcome.ok) {
      count = outcome.value;
      // With rows wanted by now, the count is theirs to tell once they are here.
      loaded ||= !rows_wanted;
      draw();
    }
    return outcome;
  };
  const recounting = createPull(recount);
  const recountSoon = coalesce(() => void recounting.now(), RECOUNT_MS);

  const onUpdate = ({ before, after, inserted }: RowUpdate): void => {
    const was = before !== null && matchesQuery(before, query);
    const is = after !== null && matchesQuery(after, query);
    if (!was && !is) return;
    const all_known = rows_wanted && horizon === null;
    if (!all_known && count !== null && was !== is) {
      // A row that was not known here may have been counted already: then only the server knows.
      if (before !== null || inserted) count += is ? 1 : -1;
      else recountSoon();
    }
    redraw();
  };
  const undo = rows.onUpdate(onUpdate);

  return {
    state,
    query: () => query,
    setQuery(next) {
      query = next;
      limit = PAGE;
      horizon = null;
      loaded = false;
      count = null;
      state.set(NOTHING);
      void loading.now();
    },
    setRowsWanted(wanted) {
      if (wanted === rows_wanted) return;
      rows_wanted = wanted;
      limit = PAGE;
      horizon = null;
      loaded = false;
      if (wanted) state.update((s) => ({ ...s, status: 'loading', rows: [] }));
      void loading.now();
    },
    pull: loading.now,
    async loadMore() {
      if (horizon === null || state.getSnapshot().loading_more) return;
      limit = Math.min(limit + PAGE, MOST_ROWS);
      paging = true;
      state.update((s) => ({ ...s, loading_more: true }));
      await loading.now();
      paging = false;
      state.update((s) => ({ ...s, loading_more: false }));
    },
    stop() {
      undo();
      redraw.cancel();
      refillSoon.cancel();
      recountSoon.cancel();
      loading.stop();
      recounting.stop();
    },
  };
}

function sameRows(a: readonly ChatRequest[], b: readonly ChatRequest[]): boolean {
  return a.length === b.length && a.every((row, i) => row === b[i]);
}

import type { ChatRequest } from '../contract';
import type { Undo } from '../store';
import { createSignal } from '../sync/signal';
import { compareTimestamps } from '../sync/timestamps';

/**
 * Where a row came from. A `live` one just changed; a `pulled` one may have changed while nobody told
 * us; a `paged` one is old news that somebody scrolled to.
 */
export type RowSource = 'live' | 'pulled' | 'paged';

export interface RowUpdate {
  /** Null: not known here before. */
  readonly before: ChatRequest | null;
  /** Null: no longer to be seen by this person. */
  readonly after: ChatRequest | null;
  readonly source: RowSource;
  /** Known to be new on the server, not only new here. */
  readonly inserted: boolean;
}

/**
 * All chats known here, each in its newest version (`updated_at` rises with each change of a row, so an
 * answer that was overtaken on its way changes nothing).
 */
export interface ChatRows {
  get(id: string): ChatRequest | null;
  all(): Iterable<ChatRequest>;
  put(row: ChatRequest, source: RowSource, inserted?: boolean): void;
  drop(id: string): void;
  /** Rises with each change; with `changedSince` it tells what moved during a pull. */
  revision(): number;
  changedSince(id: string, revision: number): boolean;
  onUpdate(listener: (update: RowUpdate) => void): Undo;
}

export function createChatRows(): ChatRows {
  const rows = new Map<string, { row: ChatRequest; revision: number }>();
  const updates = createSignal<RowUpdate>();
  let revision = 0;

  return {
    get: (id) => rows.get(id)?.row ?? null,
    *all() {
      for (const { row } of rows.values()) yield row;
    },
    put(row, source, inserted = false) {
      const before = rows.get(row.id)?.row ?? null;
      if (before !== null && compareTimestamps(row.updated_at, before.updated_at) <= 0) return;
      revision += 1;
      rows.set(row.id, { row, revision });
      updates.emit({ before, after: row, source, inserted: inserted && before === null });
    },
    drop(id) {
      const before = rows.get(id)?.row;
      if (before === undefined) return;
      revision += 1;
      rows.delete(id);
      updates.emit({ before, after: null, source: 'pulled', inserted: false });
    },
    revision: () => revision,
    changedSince: (id, since) => (rows.get(id)?.revision ?? 0) > since,
    onUpdate: updates.on,
  };
}

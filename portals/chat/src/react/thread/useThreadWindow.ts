import { useCallback, useMemo, useState } from 'react';
import type { ThreadItem } from './threadItems';

/** How many items are on the page at most: several screens, and few enough for a cheap phone. */
export const WINDOW_SIZE = 120;
/** How far the window moves at once; what both windows share is what one is reading. */
const STEP = 60;

export interface ThreadWindow {
  readonly shown: readonly ThreadItem[];
  /** There are loaded items before, or after, those that are shown. */
  readonly earlier: boolean;
  readonly later: boolean;
  up(): void;
  down(): void;
  toEnd(): void;
}

/**
 * The part of a thread that is on the page. It ends at a known item, or, as long as one follows the
 * chat, at the newest: older ones may load above and new ones come below without moving it.
 */
export function useThreadWindow(items: readonly ThreadItem[]): ThreadWindow {
  const [endKey, setEndKey] = useState<string | null>(null);
  const found = endKey === null ? -1 : items.findLastIndex((item) => item.key === endKey);
  const end = found < 0 ? items.length : found + 1;
  const start = Math.max(0, end - WINDOW_SIZE);
  const shown = useMemo(() => items.slice(start, end), [items, start, end]);

  const endAt = useCallback(
    (wanted: number) => {
      const next = Math.max(wanted, Math.min(WINDOW_SIZE, items.length));
      setEndKey(items[next - 1]?.key ?? null);
      if (next >= items.length) setEndKey(null);
    },
    [items],
  );
  const up = useCallback(() => endAt(end - STEP), [endAt, end]);
  const down = useCallback(() => endAt(end + STEP), [endAt, end]);
  const toEnd = useCallback(() => setEndKey(null), []);
  return { shown, earlier: start > 0, later: end < items.length, up, down, toEnd };
}

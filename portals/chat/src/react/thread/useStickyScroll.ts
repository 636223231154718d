import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ThreadItem } from './threadItems';

/** Closer to the end than this counts as being there, in px. */
const NEAR_PX = 48;

/**
 * Stays at the newest message if the reader is there, stays put if he is not, and counts what came
 * meanwhile. In a scroller that runs from the bottom up, `scrollTop` is 0 at the end and negative above.
 */
export function useStickyScroll(items: readonly ThreadItem[], onSeen: (() => void) | undefined) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [away, setAway] = useState(false);
  const [leftAt, setLeftAt] = useState(0);
  const newest = newestNo(items);
  const bottom = useRef<{ key: string; height: number } | null>(null);

  const toNewest = useCallback(() => {
    scroller.current?.scrollTo({ top: 0 });
    setAway(false);
  }, []);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const listener = () => setAway(element.scrollTop < -NEAR_PX);
    element.addEventListener('scroll', listener, { passive: true });
    return () => element.removeEventListener('scroll', listener);
  }, []);

  // What is counted as new starts at the moment of leaving the end.
  useEffect(() => {
    if (!away) setLeftAt(newest);
  }, [away, newest]);

  // Something came below while the reader is further up: what he reads stays where it is.
  useLayoutEffect(() => {
    const element = scroller.current;
    const inner = content.current;
    if (!element || !inner) return;
    const last = lastKey(items);
    const height = inner.scrollHeight;
    const before = bottom.current;
    bottom.current = { key: last, height };
    if (!before || before.key === last || element.scrollTop >= -NEAR_PX) return;
    if (ownCameLast(items)) element.scrollTop = 0;
    else element.scrollTop -= height - before.height;
  }, [items]);

  useEffect(() => {
    if (away || !onSeen || newest === 0) return;
    const see = () => {
      if (document.visibilityState === 'visible') onSeen();
    };
    see();
    document.addEventListener('visibilitychange', see);
    return () => document.removeEventListener('visibilitychange', see);
  }, [away, newest, onSeen]);

  return { scroller, content, away, arrived: away ? countAfter(items, leftAt) : 0, toNewest };
}

function lastGroup(items: readonly ThreadItem[]) {
  return items.findLast((item) => item.kind === 'group');
}

const lastKey = (items: readonly ThreadItem[]) => lastGroup(items)?.messages.at(-1)?.id ?? '';

/** A message of one's own on its way: whoever writes wants to see it. */
const ownCameLast = (items: readonly ThreadItem[]) =>
  lastGroup(items)?.messages.at(-1)?.delivery === 'sending';

function newestNo(items: readonly ThreadItem[]): number {
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i];
    if (item?.kind !== 'group') continue;
    const no = item.messages.findLast((message) => message.no !== null)?.no;
    if (no) return no;
  }
  return 0;
}

function countAfter(items: readonly ThreadItem[], no: number): number {
  let count = 0;
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i];
    if (item?.kind !== 'group') continue;
    const fresh = item.messages.filter((message) => (message.no ?? 0) > no);
    if (!item.own) count += fresh.length;
    if (fresh.length < item.messages.length && item.messages.some((message) => message.no !== null)) break;
  }
  return count;
}

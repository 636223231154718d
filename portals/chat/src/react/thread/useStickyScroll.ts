import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ThreadItem } from './threadItems';
import type { ThreadWindow } from './useThreadWindow';

/** Closer to the end than this counts as being there, in px. */
const NEAR_PX = 48;
/** Closer to an edge of what is on the page than this, more is put there, in px. */
const EDGE_PX = 900;

/**
 * Stays at the newest message if the reader is there, stays put if he is not, and counts what came
 * meanwhile. In a scroller that runs from the bottom up, `scrollTop` is 0 at the end and negative above.
 */
export function useStickyScroll(
  scroller: RefObject<HTMLElement | null>,
  items: readonly ThreadItem[],
  view: ThreadWindow,
  onSeen: (() => void) | undefined,
) {
  const { shown, earlier, later, up, down, toEnd } = view;
  const [away, setAway] = useState(false);
  const [leftAt, setLeftAt] = useState(0);
  const anchor = useRef<{ element: Element; top: number } | null>(null);
  const lastSent = useRef<string | null>(null);
  const newest = newestNo(items);

  const remember = useCallback(() => {
    const element = scroller.current && firstVisible(scroller.current);
    anchor.current = element ? { element, top: element.getBoundingClientRect().top } : null;
  }, [scroller]);

  const toNewest = useCallback(() => {
    toEnd();
    scroller.current?.scrollTo({ top: 0 });
    anchor.current = null;
    setAway(false);
  }, [scroller, toEnd]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const listener = () => {
      setAway(element.scrollTop < -NEAR_PX || later);
      remember();
      const above = element.scrollHeight - element.clientHeight + element.scrollTop;
      if (above < EDGE_PX && earlier) up();
      else if (element.scrollTop > -EDGE_PX && later) down();
    };
    element.addEventListener('scroll', listener, { passive: true });
    return () => element.removeEventListener('scroll', listener);
  }, [scroller, remember, earlier, later, up, down]);

  // What is counted as new starts at the moment of leaving the end.
  useEffect(() => {
    if (!away) setLeftAt(newest);
  }, [away, newest]);

  // Whatever came or went around it: what one reads stays where it is. Whoever writes sees his words.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about what is on the page
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const sending = sendingId(items);
    const kept = anchor.current;
    if (sending !== null && sending !== lastSent.current) {
      lastSent.current = sending;
      toNewest();
    } else if (kept?.element.isConnected && (element.scrollTop < -NEAR_PX || later)) {
      const moved = kept.element.getBoundingClientRect().top - kept.top;
      if (moved !== 0) element.scrollTop += moved;
    }
    remember();
  }, [shown]);

  useEffect(() => {
    if (away || !onSeen || newest === 0) return;
    const see = () => {
      if (document.visibilityState === 'visible') onSeen();
    };
    see();
    document.addEventListener('visibilitychange', see);
    return () => document.removeEventListener('visibilitychange', see);
  }, [away, newest, onSeen]);

  return { away, arrived: away ? countAfter(items, leftAt) : 0, toNewest };
}

/** The first item that reaches into the visible part. */
function firstVisible(scroller: HTMLElement): Element | null {
  const { top } = scroller.getBoundingClientRect();
  for (const element of scroller.querySelectorAll('[data-testid="message"]')) {
    if (element.getBoundingClientRect().bottom > top) return element;
  }
  return null;
}

/** A message of one's own that has just been written. */
function sendingId(items: readonly ThreadItem[]): string | null {
  const last = items.findLast((item) => item.kind === 'group')?.messages.at(-1);
  return last?.delivery === 'sending' ? last.id : null;
}

function newestNo(items: readonly ThreadItem[]): number {
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i];
    if (item?.kind !== 'group') continue;
    const no = item.messages.findLast((message) => message.no !== null)?.no;
    if (no) return no;
  }
  return 0;
}

/** How many messages of the other side came after the one with that number. */
function countAfter(items: readonly ThreadItem[], no: number): number {
  let count = 0;
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i];
    if (item?.kind !== 'group') continue;
    const numbers = item.messages.flatMap((message) => message.no ?? []);
    const fresh = numbers.filter((each) => each > no).length;
    if (!item.own) count += fresh;
    if (fresh < numbers.length) break;
  }
  return count;
}

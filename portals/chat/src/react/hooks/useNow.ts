import { useMemo, useSyncExternalStore } from 'react';

function createTicker(everyMs: number) {
  let now = new Date();
  let timer: ReturnType<typeof setInterval> | undefined;
  const listeners = new Set<() => void>();
  const tick = () => {
    now = new Date();
    for (const each of [...listeners]) each();
  };
  return {
    getSnapshot: () => now,
    subscribe(listener: () => void) {
      if (listeners.size === 0) {
        now = new Date();
        timer = setInterval(tick, everyMs);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) clearInterval(timer);
      };
    },
  };
}

const tickers = new Map<number, ReturnType<typeof createTicker>>();

/** The time, renewed so often. All who ask for one rhythm share one timer. */
export function useNow(everyMs: number): Date {
  const ticker = useMemo(() => {
    const known = tickers.get(everyMs) ?? createTicker(everyMs);
    tickers.set(everyMs, known);
    return known;
  }, [everyMs]);
  return useSyncExternalStore(ticker.subscribe, ticker.getSnapshot);
}

import { type RefObject, useEffect, useRef } from 'react';

/** Calls back when the reader comes near the top, so that older messages are there before he is. */
export function useOlder(ready: boolean, scroller: RefObject<HTMLElement | null>, onLoadOlder: () => void) {
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = top.current;
    if (!ready || !element || !('IntersectionObserver' in window)) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) onLoadOlder();
      },
      { root: scroller.current, rootMargin: '600px 0px 0px 0px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [ready, scroller, onLoadOlder]);
  return top;
}

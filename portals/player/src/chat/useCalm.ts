import { useEffect, useRef, useState } from 'react';

/**
 * A text for a live region: the newest, but changed at most once in so many ms, as each change is read out. A change of
 * `pressing` does not wait.
 */
export function useCalm(text: string, every_ms: number, pressing: string): string {
  const [said, setSaid] = useState('');
  const last = useRef({ at: Number.NEGATIVE_INFINITY, pressing });

  useEffect(() => {
    if (text === said) return;
    const wait = pressing === last.current.pressing ? last.current.at + every_ms - Date.now() : 0;
    const timer = setTimeout(
      () => {
        last.current = { at: Date.now(), pressing };
        setSaid(text);
      },
      Math.max(0, wait),
    );
    return () => clearTimeout(timer);
  }, [text, said, pressing, every_ms]);

  return said;
}

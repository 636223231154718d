import { useEffect, useRef, useState } from 'react';
import { texts } from '../text/texts';
import type { ThreadItem } from './threadItems';

/**
 * Reads out what the other side writes from now on, and only that. The log itself is silent, because
 * a browser would also read out what scrolling back loads, and each message of one's own.
 */
export function Announcer({ items }: { items: readonly ThreadItem[] }) {
  const heard = useRef<number | null>(null);
  const [said, setSaid] = useState('');

  useEffect(() => {
    const incoming = items.flatMap((item) =>
      item.kind === 'group' && !item.own
        ? item.messages.map((message) => ({
            no: message.no ?? 0,
            text: texts.thread.saidBy(item.name ?? '', message.text),
          }))
        : [],
    );
    const newest = incoming.at(-1)?.no ?? 0;
    const before = heard.current;
    heard.current = Math.max(before ?? 0, newest);
    if (before === null) return;
    const fresh = incoming.filter((message) => message.no > before);
    if (fresh.length > 0) setSaid(fresh.map((message) => message.text).join('\n'));
  }, [items]);

  return (
    <div className="sr-only" aria-live="polite">
      {said}
    </div>
  );
}

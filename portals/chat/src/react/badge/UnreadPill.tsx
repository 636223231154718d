import { texts } from '../text/texts';

/** "3", and "9+" for more than fits. The exact number is what a screen reader says. */
export function UnreadPill({ count }: { count: number }) {
  if (count <= 0) return null;
  return (
    <span
      data-testid="unread"
      className="inline-grid h-5 min-w-5 shrink-0 place-items-center rounded-full bg-accent px-1.5 text-[0.6875rem] font-bold text-accent-ink tabular-nums"
    >
      <span aria-hidden>{count > 9 ? '9+' : count}</span>
      <span className="sr-only">{texts.common.unread(count)}</span>
    </span>
  );
}

import { cx } from '../cx';
import { useDelayed } from '../hooks/useDelayed';
import { texts } from '../text/texts';

/** How long something may take before its absence is worth showing. */
const SLOW_AFTER_MS = 300;

const rows = ['a', 'b', 'c', 'd', 'e', 'f'];

function Bar({ className }: { className: string }) {
  return <div className={cx('bg-sunken animate-shimmer', className)} />;
}

/** Placeholder rows for a list of chats; nothing at all while loading is quick. */
export function ListSkeleton() {
  if (!useDelayed(SLOW_AFTER_MS)) return null;
  return (
    <div role="status" aria-label={texts.common.loading} className="grid gap-1 p-3 animate-fade">
      {rows.map((row, i) => (
        <div key={row} className="flex gap-3 p-2">
          <Bar className="size-9 shrink-0 rounded-full" />
          <div className="grid flex-1 content-center gap-2">
            <Bar className={cx('h-3 rounded-full', i % 2 ? 'w-2/5' : 'w-3/5')} />
            <Bar className={cx('h-2.5 rounded-full', i % 3 ? 'w-4/5' : 'w-3/5')} />
          </div>
        </div>
      ))}
    </div>
  );
}

/** Placeholder bubbles for a thread. */
export function ThreadSkeleton() {
  const slow = useDelayed(SLOW_AFTER_MS);
  return (
    <div className="flex flex-1 flex-col justify-end gap-3 p-5">
      {slow && (
        <div role="status" aria-label={texts.common.loading} className="contents">
          <Bar className="h-10 w-3/5 rounded-2xl" />
          <Bar className="h-10 w-2/5 rounded-2xl" />
          <Bar className="h-16 w-1/2 self-end rounded-2xl" />
          <Bar className="h-10 w-3/5 rounded-2xl" />
        </div>
      )}
    </div>
  );
}

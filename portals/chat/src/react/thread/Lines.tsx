import { timeOfDay } from '../format/clock';
import { dayLabel } from '../format/days';
import { texts } from '../text/texts';

export function DayLine({ at, now }: { at: Date; now: Date }) {
  return (
    <div className="flex items-center gap-3 pt-5 pb-2 first:pt-1">
      <span aria-hidden className="h-px flex-1 bg-line" />
      <span className="text-xs font-semibold text-muted">{dayLabel(at, now)}</span>
      <span aria-hidden className="h-px flex-1 bg-line" />
    </div>
  );
}

export function StatusLine({ text, at }: { text: string; at: Date }) {
  return (
    <p data-testid="status-line" className="py-2.5 text-center text-xs text-muted">
      {text} <span aria-hidden>·</span> <span className="tabular-nums text-faint">{timeOfDay(at)}</span>
    </p>
  );
}

export function UnreadLine() {
  return (
    <div className="flex items-center gap-3 py-2 text-accent-text">
      <span aria-hidden className="h-px flex-1 bg-current opacity-40" />
      <span className="text-xs font-bold">{texts.thread.unreadFrom}</span>
      <span aria-hidden className="h-px flex-1 bg-current opacity-40" />
    </div>
  );
}

import { texts } from '../text/texts';
import { longDate } from './clock';

/** A key that is equal for two moments of the same local day. */
export function dayKey(at: Date): string {
  return `${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()}`;
}

/** "Today", "Yesterday", or the date. */
export function dayLabel(at: Date, now: Date): string {
  const key = dayKey(at);
  if (key === dayKey(now)) return texts.thread.today;
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  return key === dayKey(yesterday) ? texts.thread.yesterday : longDate(at, now);
}

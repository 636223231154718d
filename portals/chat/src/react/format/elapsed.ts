import { shortDate } from './clock';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const locale = undefined;
const narrow = (unit: 'second' | 'minute' | 'hour' | 'day') =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow', maximumFractionDigits: 0 });
const unit = { second: narrow('second'), minute: narrow('minute'), hour: narrow('hour'), day: narrow('day') };
const nowWord = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'narrow' }).format(0, 'second');

/** "40s", "3m", "2h", "5d": how long something has lasted. Clocks that disagree count as zero. */
export function duration(ms: number): string {
  const span = Math.max(0, ms);
  if (span < MINUTE) return unit.second.format(Math.floor(span / SECOND));
  if (span < HOUR) return unit.minute.format(Math.floor(span / MINUTE));
  if (span < DAY) return unit.hour.format(Math.floor(span / HOUR));
  return unit.day.format(Math.floor(span / DAY));
}

/** "now", "3m", "2h", then the date: when something was, as a list shows it. */
export function ago(at: Date, now: Date): string {
  const span = now.getTime() - at.getTime();
  if (span < MINUTE) return nowWord;
  return span < 6 * DAY ? duration(span) : shortDate(at);
}

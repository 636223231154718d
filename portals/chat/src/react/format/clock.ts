/** How dates, times and durations are written: by the reader's locale, made once per kind. */
const time = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const dated = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const short = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

export const timeOfDay = (at: Date) => time.format(at);
export const dateAndTime = (at: Date) => full.format(at);
export const shortDate = (at: Date) => short.format(at);

/** "Monday, 3 March", with the year instead of the weekday once it is another year. */
export const longDate = (at: Date, now: Date) =>
  at.getFullYear() === now.getFullYear() ? weekday.format(at) : dated.format(at);

const shortWithTime = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
});

/** The time alone for today, with the day before that. */
export const whenShort = (at: Date, now: Date) =>
  at.toDateString() === now.toDateString() ? time.format(at) : shortWithTime.format(at);

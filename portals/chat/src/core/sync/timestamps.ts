/**
 * Orders two timestamps of the database. They carry microseconds, which `Date` cuts off, and rows of
 * one chat may differ by a single one: `updated_at` is a row's version.
 */
export function compareTimestamps(a: string, b: string): number {
  if (a === b) return 0;
  const milliseconds = Date.parse(a) - Date.parse(b);
  if (milliseconds !== 0) return milliseconds;
  return microseconds(a) - microseconds(b);
}

function microseconds(timestamp: string): number {
  const fraction = /\.(\d+)/.exec(timestamp)?.[1] ?? '';
  return Number(fraction.slice(0, 6).padEnd(6, '0'));
}

import { describe, expect, it } from 'vitest';
import { dayLabel } from './days';
import { ago, duration } from './elapsed';

const now = new Date(2026, 2, 15, 12, 0);
const before = (ms: number) => new Date(now.getTime() - ms);

describe('times', () => {
  it.each([
    [-5000, '0s'],
    [39_000, '39s'],
    [61_000, '1m'],
    [3_600_000 * 2.5, '2h'],
    [86_400_000 * 3, '3d'],
  ])('writes a duration of %i ms as %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });

  it('says when something was, and the date once it is long ago', () => {
    expect(ago(before(10_000), now)).toBe('now');
    expect(ago(before(180_000), now)).toBe('3m');
    expect(ago(new Date(2026, 0, 2), now)).toContain('2');
  });

  it('calls days by what they are to the reader, by his calendar and not by 24 hours', () => {
    expect(dayLabel(new Date(2026, 2, 15, 0, 1), now)).toBe('Today');
    expect(dayLabel(new Date(2026, 2, 14, 23, 59), now)).toBe('Yesterday');
    expect(dayLabel(new Date(2025, 5, 1), now)).toContain('2025');
  });
});

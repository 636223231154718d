import { describe, expect, test } from 'vitest';
import { compareTimestamps } from './timestamps';

describe('[PC30] timestamps are compared', () => {
  test.each([
    ['2026-01-05T09:00:00.000001+00:00', '2026-01-05T09:00:00.000002+00:00', -1],
    ['2026-01-05T09:00:00.1+00:00', '2026-01-05T09:00:00.100000+00:00', 0],
    ['2026-01-05T09:00:00.12+00:00', '2026-01-05T09:00:00.119999+00:00', 1],
    ['2026-01-05T09:00:00+00:00', '2026-01-05T09:00:00.000001Z', -1],
    ['2026-01-05T11:00:00.5+02:00', '2026-01-05T09:00:00.500000Z', 0],
  ])('to the microsecond: %s and %s', (a, b, sign) => {
    expect(Math.sign(compareTimestamps(a, b))).toBe(sign);
    expect(Math.sign(compareTimestamps(b, a))).toBe(0 - sign);
  });
});

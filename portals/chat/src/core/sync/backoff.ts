const STEPS_MS = [1_000, 2_000, 5_000, 10_000, 30_000] as const;

/**
 * How long to wait before try number `tries` + 1. Half of it is chance, so that a thousand clients of a
 * server that comes back do not knock at the same moment.
 */
export function backoffMs(tries: number): number {
  const step = STEPS_MS[Math.min(Math.max(tries, 1), STEPS_MS.length) - 1] ?? 30_000;
  return step / 2 + Math.random() * (step / 2);
}

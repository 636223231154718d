import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { noAnswer } from '../../testing/faults/memory-server';
import { done, type Outcome, refused } from '../outcome';
import { createPull } from './pull';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('[PC23] a call during a pull leads to one more, and waits for that one', async () => {
  const answers: ((outcome: Outcome<unknown>) => void)[] = [];
  const pull = createPull(() => new Promise((resolve) => answers.push(resolve)));

  void pull.now();
  const second = pull.now();
  const third = pull.now();
  expect(answers).toHaveLength(1);

  answers[0]?.(done(undefined));
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.(done(undefined));

  expect(await second).toBe(true);
  expect(await third).toBe(true);
  expect(answers).toHaveLength(2);
});

test('[PC13] a pull without an answer is tried again by itself until it has one', async () => {
  const outcomes = [refused(noAnswer), refused(noAnswer), done(undefined)];
  const run = vi.fn(async () => outcomes.shift() ?? done(undefined));
  const pull = createPull(run);

  expect(await pull.now()).toBe(false);
  await vi.advanceTimersByTimeAsync(60_000);

  expect(run).toHaveBeenCalledTimes(3);
});

test('[PC13] a pull that was refused for good is not tried again by itself', async () => {
  const run = vi.fn(async () => refused({ ...noAnswer, kind: 'forbidden' }));
  const pull = createPull(run);

  await pull.now();
  await vi.advanceTimersByTimeAsync(600_000);

  expect(run).toHaveBeenCalledTimes(1);
});

test('[PC2] a stopped pull does nothing more', async () => {
  const run = vi.fn(async () => refused(noAnswer));
  const pull = createPull(run);

  await pull.now();
  pull.stop();
  await vi.advanceTimersByTimeAsync(60_000);

  expect(await pull.now()).toBe(false);
  expect(run).toHaveBeenCalledTimes(1);
});

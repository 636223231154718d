import { expect, test } from 'vitest';
import { chatRow, messageRow } from '../../testing/rows';
import { addMessages, emptyRun, prependMessages, seenNo, startRun } from './message-run';

const chat = chatRow();
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => messageRow(chat, from + i));
const held = (run: ReturnType<typeof emptyRun>) => run.messages.map((m) => m.message_no);

test('[PC22] a message after a hole waits aside until the hole is filled', () => {
  const run = addMessages(addMessages(emptyRun(0), numbers(1, 2)), numbers(4, 5));
  expect(held(run)).toEqual([1, 2]);
  expect(seenNo(run)).toBe(5);

  expect(held(addMessages(run, numbers(3, 3)))).toEqual([1, 2, 3, 4, 5]);
});

test('[PC21] what is held already changes nothing', () => {
  const run = addMessages(emptyRun(0), [...numbers(1, 3), ...numbers(5, 5)]);

  expect(addMessages(run, [...numbers(2, 3), ...numbers(5, 5)])).toBe(run);
});

test('[PC25] older messages go in front only where they end right before the first', () => {
  const run = startRun(numbers(11, 12), new Map());

  expect(held(prependMessages(run, numbers(9, 10)))).toEqual([9, 10, 11, 12]);
  expect(prependMessages(run, numbers(7, 8))).toBe(run);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTypingIn } from './typing-in';
import { createTypingOut } from './typing-out';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('[PC44] many keystrokes make few signals, and one at the end', async () => {
  const told: boolean[] = [];
  const typing = createTypingOut((is_typing) => told.push(is_typing));

  for (let i = 0; i < 50; i += 1) {
    typing.set(true);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(told).toEqual([true, true, true]);

  await vi.advanceTimersByTimeAsync(3_000);
  expect(told).toEqual([true, true, true, false]);
});

test('[PC44] an emptied composer ends it at once, and says so once', () => {
  const told: boolean[] = [];
  const typing = createTypingOut((is_typing) => told.push(is_typing));

  typing.set(true);
  typing.set(false);
  typing.set(false);

  expect(told).toEqual([true, false]);
});

test('[PC45] typing that is not renewed ends by itself', async () => {
  const typing = createTypingIn();
  typing.hear({ sender_type: 'player', name: 'Alice', typing: true });
  expect(typing.people.getSnapshot()).toEqual([{ sender_type: 'player', name: 'Alice' }]);

  await vi.advanceTimersByTimeAsync(5_000);
  expect(typing.people.getSnapshot()).toEqual([]);
});

test('[PC45] a message ends the typing of its side only', () => {
  const typing = createTypingIn();
  typing.hear({ sender_type: 'player', name: 'Alice', typing: true });
  typing.hear({ sender_type: 'gre', name: 'Grace', typing: true });

  typing.wrote('player');

  expect(typing.people.getSnapshot()).toEqual([{ sender_type: 'gre', name: 'Grace' }]);
});

test('[PC45] a signal that makes no sense is passed over', () => {
  const typing = createTypingIn();

  typing.hear({ sender_type: 'admin', name: 'Eve', typing: true });
  typing.hear({ sender_type: 'gre', typing: true });

  expect(typing.people.getSnapshot()).toEqual([]);
});

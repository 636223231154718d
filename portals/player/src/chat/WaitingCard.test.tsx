import { createStore, type QueueStatus } from '@portalchat/chat';
import { expectAccessible, show } from '@portalchat/chat/react/testkit/screen.tsx';
import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WaitingCard } from './WaitingCard';

const status = (
  place: number | null,
  estimated_wait_seconds: number | null = null,
  on_duty = true,
): QueueStatus => ({ place, estimated_wait_seconds, on_duty });

function open(first: QueueStatus | null = null) {
  const queue = createStore<QueueStatus | null>(first);
  const chat = { created_at: new Date(Date.now() - 180_000).toISOString() };
  const shown = show(<WaitingCard desk={{ queue }} chat={chat} />);
  return { ...shown, tell: (next: QueueStatus | null) => act(() => queue.set(next)) };
}

const title = () => screen.getByRole('heading').textContent;
const card = () => screen.getByTestId('queue').textContent;
const said = () => screen.getByRole('status').textContent;

describe('what a waiting player is told', () => {
  it.each([
    [null, 'You are in line', 'Waiting for 3m'],
    [status(null), 'You are in line', 'Waiting for 3m'],
    [status(1), 'You are next in line', 'Waiting for 3m'],
    [status(7), 'You are number 7 in line', 'Waiting for 3m'],
    [status(1000), 'There are 999 or more before you', 'Waiting for 3m'],
    [status(2, 61), 'You are number 2 in line', 'Waiting for 3m · about 2 minutes to go'],
    [status(2, 60), 'You are number 2 in line', 'Waiting for 3m · about 1 minute to go'],
    [status(1, 59), 'You are next in line', 'Waiting for 3m · less than a minute to go'],
    [status(1, 0), 'You are next in line', 'Waiting for 3m · a little longer than usual'],
    [status(2, null, false), 'Nobody is here right now', 'Waiting for 3m · number 2 in line'],
    [status(1000, null, false), 'Nobody is here right now', 'Waiting for 3m'],
  ])('of %j', async (queue, heading, line) => {
    const { container } = open(queue);
    expect(title()).toBe(heading);
    expect(screen.getByText(/^Waiting for/).textContent).toBe(line);
    await expectAccessible(container);
  });

  it('says that a message is kept while nobody is on duty, and nothing of soon', () => {
    const { tell } = open(status(1, 30));
    expect(card()).toContain('will be with you soon');
    tell(status(1, null, false));
    expect(card()).toContain('Your message is kept');
    expect(card()).not.toContain('soon.');
    expect(card()).not.toContain('minute');
  });
});

describe('what is read out of it', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

  it('is the place once it is known, then the newest of each minute, however often it changes', () => {
    const { tell } = open();
    pass(5_000);
    expect(said()).toBe('');

    tell(status(9, 130));
    pass(0);
    expect(said()).toBe('You are number 9 in line, about 3 minutes to go');
    for (const place of [8, 7, 6]) {
      tell(status(place, 100));
      pass(15_000);
      expect(said()).toContain('number 9');
    }
    pass(15_000);
    expect(said()).toBe('You are number 6 in line, about 2 minutes to go');
  });

  it('is at once that he is next, and that nobody is here', () => {
    const { tell } = open(status(2));
    pass(0);
    tell(status(1));
    pass(0);
    expect(said()).toBe('You are next in line');
    tell(status(1, null, false));
    pass(0);
    expect(said()).toContain('Nobody is here right now, Your message is kept');
    tell(status(1));
    pass(0);
    expect(said()).toBe('You are next in line');
  });
});

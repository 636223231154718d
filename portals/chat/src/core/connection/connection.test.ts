import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTestSurroundings } from '../../testing/faults/test-surroundings';
import type { LastingStatus } from '../channels/lasting-channel';
import { createStore } from '../store';
import { watchConnection } from './connection';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const setUp = () => {
  const channel = createStore<LastingStatus>('joining');
  const surroundings = createTestSurroundings();
  const connection = watchConnection(channel, surroundings);
  return { channel, surroundings, connection, kind: () => connection.getSnapshot().kind };
};

test('[PC40] trouble that lasts less than 1.5 s is not shown', async () => {
  const { channel, kind } = setUp();
  channel.set('live');

  channel.set('broken');
  await vi.advanceTimersByTimeAsync(1_400);
  expect(kind()).toBe('online');
  channel.set('live');
  await vi.advanceTimersByTimeAsync(5_000);

  expect(kind()).toBe('online');
});

test('[PC40] trouble that lasts is shown with its beginning, and ends at once', async () => {
  const { channel, connection, kind } = setUp();
  channel.set('live');
  const since = Date.now();

  channel.set('broken');
  await vi.advanceTimersByTimeAsync(1_600);
  expect(connection.getSnapshot()).toMatchObject({ kind: 'trouble', since });

  channel.set('live');
  expect(kind()).toBe('online');
});

test('[PC41] without a network it says offline, not trouble', async () => {
  const { channel, surroundings, kind } = setUp();
  channel.set('live');

  surroundings.go({ online: false });
  await vi.advanceTimersByTimeAsync(1_600);
  expect(kind()).toBe('offline');

  surroundings.go({ online: true });
  expect(kind()).toBe('online');
});

test('[PC40] a first connection may take its time, but not for ever', async () => {
  const { kind } = setUp();

  await vi.advanceTimersByTimeAsync(9_000);
  expect(kind()).toBe('connecting');
  await vi.advanceTimersByTimeAsync(3_000);
  expect(kind()).toBe('trouble');
});

test('[PC40] it says when everything was last up to date', async () => {
  const { channel, connection } = setUp();
  channel.set('live');

  connection.synced();

  expect(connection.getSnapshot()).toEqual({ kind: 'online', synced_at: Date.now() });
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MemoryServer } from '../../testing/faults/memory-server';
import { testGre } from '../../testing/rows';
import { openLastingChannel } from './lasting-channel';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const spec = { topic: 'staff', private: true, presence_key: testGre.user_id, changes: [] };
const open = (server: MemoryServer, onLive = () => {}) =>
  openLastingChannel(server.backend(testGre.user_id), spec, {
    onLive,
    onChange: () => {},
    onBroadcast: () => {},
    onPresence: () => {},
  });
const opened = (server: MemoryServer) => server.calls.filter((call) => call === 'open staff').length;

test('[PC42] a channel that the server closes for good is opened again, and tells that it is live', async () => {
  const server = new MemoryServer();
  const onLive = vi.fn();
  const channel = open(server, onLive);
  await vi.advanceTimersByTimeAsync(0);
  expect(onLive).toHaveBeenCalledTimes(1);

  server.status('closed');
  expect(channel.status.getSnapshot()).toBe('broken');
  await vi.advanceTimersByTimeAsync(1_000);

  expect(opened(server)).toBe(2);
  expect(onLive).toHaveBeenCalledTimes(2);
  expect(channel.status.getSnapshot()).toBe('live');
});

test('[PC42] while the server keeps closing it, it is opened ever more seldom', async () => {
  const server = new MemoryServer();
  server.joins = false;
  open(server);

  for (let second = 0; second < 60; second += 1) {
    server.status('closed');
    await vi.advanceTimersByTimeAsync(1_000);
  }

  expect(opened(server)).toBeGreaterThan(3);
  expect(opened(server)).toBeLessThan(12);
});

test('[PC42] an error is left to the library, which joins again by itself', async () => {
  const server = new MemoryServer();
  open(server);
  await vi.advanceTimersByTimeAsync(0);

  server.status('broken');
  await vi.advanceTimersByTimeAsync(60_000);

  expect(opened(server)).toBe(1);
});

test('[PC46] presence is told again after each join', async () => {
  const server = new MemoryServer();
  const channel = open(server);
  channel.track({ name: 'Grace' });
  await vi.advanceTimersByTimeAsync(0);

  server.status('broken');
  server.status('live');

  expect(server.calls.filter((call) => call === 'track {"name":"Grace"}')).toHaveLength(2);
});

test('[PC50] a closed channel hears nothing more and is not opened again', async () => {
  const server = new MemoryServer();
  const onLive = vi.fn();
  const channel = open(server, onLive);
  await vi.advanceTimersByTimeAsync(0);
  server.status('closed');

  channel.close();
  channel.hurry();
  await vi.advanceTimersByTimeAsync(60_000);

  expect(opened(server)).toBe(1);
  expect(onLive).toHaveBeenCalledTimes(1);
});

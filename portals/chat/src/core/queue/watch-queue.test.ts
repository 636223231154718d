import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MemoryServer } from '../../testing/faults/memory-server';
import { playerDesk, staffDesk } from '../../testing/faults/test-desks';
import { createTestSurroundings } from '../../testing/faults/test-surroundings';
import { testId, testPlayer } from '../../testing/rows';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const a_moment = () => vi.advanceTimersByTimeAsync(100);
const setUp = async () => {
  const server = new MemoryServer();
  const ahead = server.tables.open({ player_id: testId(1) });
  server.tables.open({ player_id: testPlayer.user_id });
  const surroundings = createTestSurroundings();
  const desk = playerDesk(server, surroundings);
  await a_moment();
  const asked = () => server.calls.filter((call) => call === 'queueStatus').length;
  return { server, ahead, surroundings, desk, asked, queue: () => desk.queue.getSnapshot() };
};

describe('the place in the queue', () => {
  test('[PC70] is known soon after somebody looks, and follows within seconds', async () => {
    const { server, ahead, desk, queue } = await setUp();
    expect(queue()).toBeNull();

    desk.queue.subscribe(() => {});
    await a_moment();
    expect(queue()).toEqual({ place: 2, estimated_wait_seconds: null, on_duty: false });

    server.tables.change(ahead.id, { status: 'resolved', resolved_at: server.tables.now() });
    server.on_duty.add(testId(2));
    await vi.advanceTimersByTimeAsync(18_000);
    expect(queue()).toMatchObject({ place: 1, on_duty: true });
  });

  test('[PC70] nothing is asked while nobody looks, and after signing out', async () => {
    const { desk, asked } = await setUp();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(asked()).toBe(0);

    const leave = desk.queue.subscribe(() => {});
    await a_moment();
    leave();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(asked()).toBe(1);

    desk.queue.subscribe(() => {});
    await a_moment();
    desk.end(true);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(asked()).toBe(2);
  });

  test('[PC70] a hidden tab asks nothing, and one that is shown again asks at once', async () => {
    const { server, ahead, surroundings, desk, asked, queue } = await setUp();
    desk.queue.subscribe(() => {});
    await a_moment();
    surroundings.go({ visible: false });
    server.tables.change(ahead.id, { status: 'resolved', resolved_at: server.tables.now() });
    await vi.advanceTimersByTimeAsync(120_000);
    expect([asked(), queue()?.place]).toEqual([1, 2]);

    surroundings.go({ visible: true });
    await a_moment();
    expect([asked(), queue()?.place]).toEqual([2, 1]);
  });

  test('[PC70] a join asks at once, and what got no answer is asked again', async () => {
    const { server, desk, queue } = await setUp();
    server.fault = (call) => (call === 'queueStatus' ? 'request lost' : null);
    desk.queue.subscribe(() => {});
    await a_moment();
    expect(queue()).toBeNull();

    server.fault = () => null;
    server.status('live');
    await a_moment();
    expect(queue()?.place).toBe(2);
  });

  test('[PC70] a server that does not know the question costs a word, not a place', async () => {
    const { server, desk, queue } = await setUp();
    server.fault = (call) =>
      call === 'queueStatus' ? { kind: 'not_found', reason: '', hint: null, code: 'PGRST202' } : null;
    desk.queue.subscribe(() => {});
    await vi.advanceTimersByTimeAsync(60_000);
    expect(queue()).toBeNull();
    expect(desk.chats.getSnapshot().current?.status).toBe('waiting');
  });
});

describe('being on duty', () => {
  test('[PC49] is said while the desk is open, every half minute, and unsaid when one signs out', async () => {
    const server = new MemoryServer();
    const desk = staffDesk(server);
    await a_moment();
    expect(server.on_duty.size).toBe(1);

    server.calls.length = 0;
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    const said = server.calls.filter((call) => call === 'reportDuty true').length;
    expect(said).toBeGreaterThanOrEqual(20);
    expect(said).toBeLessThanOrEqual(40);

    desk.end(true);
    await a_moment();
    expect(server.on_duty.size).toBe(0);
    server.calls.length = 0;
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(server.calls).toEqual([]);
  });

  test('[PC49] a closed page unsays nothing: another tab may be open', async () => {
    const server = new MemoryServer();
    const desk = staffDesk(server);
    await a_moment();
    desk.end(false);
    await a_moment();
    expect(server.on_duty.size).toBe(1);
  });
});

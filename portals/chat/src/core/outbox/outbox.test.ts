import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Fault, MemoryServer, noAnswer } from '../../testing/faults/memory-server';
import { testPlayer } from '../../testing/rows';
import type { Refusal } from '../outcome';
import { createMemoryStorage } from '../surroundings/memory-storage';
import { createPersonalStorage } from '../surroundings/personal-storage';
import { createOutbox, type Outbox } from './outbox';
import { createOutboxStorage } from './outbox-storage';

/** Many runs take a second, and many times that where others are at work too. */
const A_BUSY_MACHINE_MS = 120_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const resolved: Refusal = {
  kind: 'conflict',
  reason: 'This chat is resolved.',
  hint: 'Reopen it.',
  code: 'PT409',
};
const page = (server: MemoryServer, storage = createMemoryStorage()) => {
  const backend = server.backend(testPlayer.user_id);
  const outbox = createOutbox({
    storage: createOutboxStorage(createPersonalStorage(storage, 'player', testPlayer.user_id)),
    laneOf: () => 'player',
    send: (message) => backend.sendAsPlayer(message),
    stored: () => false,
  });
  outbox.wake();
  return outbox;
};
const write = (outbox: Outbox, message_text: string) =>
  outbox.add({ chat_request_id: null, message_text, opening: null });
const stored = (server: MemoryServer) =>
  [...server.tables.messages.values()].flat().map((m) => m.message_text);
const settle = () => vi.advanceTimersByTimeAsync(300_000);

describe('the outbox', () => {
  test('[PC11] stores messages in the order in which they were written', async () => {
    const server = new MemoryServer();
    const outbox = page(server);

    for (const text of ['one', 'two', 'three']) write(outbox, text);
    await settle();

    expect(stored(server)).toEqual(['one', 'two', 'three']);
    expect(outbox.messages.getSnapshot()).toEqual([]);
  });

  test('[PC11] the second is not on its way before the first has its answer', async () => {
    const server = new MemoryServer();
    const outbox = page(server);
    const held = server.hold();

    write(outbox, 'one');
    write(outbox, 'two');
    outbox.wake();
    await settle();
    expect(server.calls).toEqual(['send']);

    held.release();
    await settle();
    expect(server.calls).toEqual(['send', 'send']);
  });

  test('[PC13] without an answer a message stays, and goes by itself once the server is back', async () => {
    const server = new MemoryServer();
    server.fault = () => 'request lost';
    const outbox = page(server);

    write(outbox, 'one');
    await settle();
    expect(outbox.messages.getSnapshot()).toMatchObject([{ state: 'sending', refusal: noAnswer }]);

    server.fault = () => null;
    outbox.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(stored(server)).toEqual(['one']);
  });

  test('[PC10] a message whose answer was lost is not stored twice', async () => {
    const server = new MemoryServer();
    let lost = 3;
    server.fault = () => (lost-- > 0 ? 'answer lost' : null);
    const outbox = page(server);

    write(outbox, 'one');
    write(outbox, 'two');
    await settle();

    expect(stored(server)).toEqual(['one', 'two']);
  });

  test('[PC14] what is refused for good fails with the reason and keeps its text; the next still goes', async () => {
    const server = new MemoryServer();
    server.fault = () => resolved;
    const outbox = page(server);

    const id = write(outbox, 'one');
    await vi.advanceTimersByTimeAsync(0);
    server.fault = () => null;
    write(outbox, 'two');
    await settle();

    expect(outbox.messages.getSnapshot()).toMatchObject([
      { id, message_text: 'one', state: 'failed', refusal: resolved },
    ]);
    expect(stored(server)).toEqual(['two']);
  });

  test('[PC14] a failed message goes again when its writer says so, under the same id', async () => {
    const server = new MemoryServer();
    server.fault = () => resolved;
    const outbox = page(server);
    const id = write(outbox, 'one') ?? '';
    await vi.advanceTimersByTimeAsync(0);

    server.fault = () => null;
    outbox.retry(id);
    await settle();

    expect(server.tables.message(id)?.message_text).toBe('one');
    expect(outbox.messages.getSnapshot()).toEqual([]);
  });

  test('[PC14] only a failed message can be discarded, and its text comes back', async () => {
    const server = new MemoryServer();
    server.fault = () => 'request lost';
    const outbox = page(server);
    const id = write(outbox, 'one') ?? '';
    await vi.advanceTimersByTimeAsync(0);
    expect(outbox.discard(id)).toBeNull();

    server.fault = () => resolved;
    await settle();
    expect(outbox.discard(id)).toBe('one');
    expect(outbox.messages.getSnapshot()).toEqual([]);
  });

  test('[PC12] what was written offline is sent in order after a reload', async () => {
    const server = new MemoryServer();
    const storage = createMemoryStorage();
    server.fault = () => 'request lost';
    const before = page(server, storage);
    for (const text of ['one', 'two', 'three']) write(before, text);
    await settle();
    before.stop();

    server.fault = () => null;
    const after = page(server, storage);
    expect(after.messages.getSnapshot()).toHaveLength(3);
    await settle();

    expect(stored(server)).toEqual(['one', 'two', 'three']);
    expect(storage.length).toBe(0);
  });

  test('[PC12] two tabs that know the same unsent messages store each once, in order', async () => {
    const server = new MemoryServer();
    const storage = createMemoryStorage();
    server.fault = () => 'request lost';
    const first = page(server, storage);
    for (const text of ['one', 'two', 'three']) write(first, text);
    await settle();
    const second = page(server, storage);

    server.fault = () => null;
    first.wake();
    second.wake();
    await settle();

    expect(stored(server)).toEqual(['one', 'two', 'three']);
  });

  test('[PC12] unreadable leftovers in the storage are passed over', () => {
    const storage = createMemoryStorage();
    const own = createPersonalStorage(storage, 'player', testPlayer.user_id);
    own.set('outbox:a', '{"id":');
    own.set('outbox:b', '[]');

    expect(page(new MemoryServer(), storage).messages.getSnapshot()).toEqual([]);
  });

  test(
    '[PC10] [PC11] any faults, wakes and reloads: each message is stored once, in order',
    async () => {
      const fault: fc.Arbitrary<Fault | null> = fc.constantFrom(
        null,
        'request lost' as const,
        'answer lost' as const,
      );
      const step = fc.oneof(
        { weight: 4, arbitrary: fc.constant('write' as const) },
        { weight: 2, arbitrary: fc.constant('wake' as const) },
        { weight: 2, arbitrary: fc.constant('wait' as const) },
        { weight: 1, arbitrary: fc.constant('reload' as const) },
      );
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { maxLength: 30 }),
          fc.array(fault, { maxLength: 30 }),
          async (steps, faults) => {
            const server = new MemoryServer();
            const storage = createMemoryStorage();
            const left = [...faults];
            server.fault = () => left.shift() ?? null;
            let outbox = page(server, storage);
            const written: string[] = [];

            for (const next of steps) {
              if (next === 'write') {
                written.push(`text ${written.length}`);
                write(outbox, written.at(-1) ?? '');
              } else if (next === 'wake') outbox.wake();
              else if (next === 'wait') await vi.advanceTimersByTimeAsync(700);
              else {
                outbox.stop();
                outbox = page(server, storage);
              }
            }
            await settle();
            outbox.stop();

            expect(stored(server)).toEqual(written);
            expect(outbox.messages.getSnapshot()).toEqual([]);
            expect(storage.length).toBe(0);
          },
        ),
        { numRuns: 200 },
      );
    },
    A_BUSY_MACHINE_MS,
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MemoryServer } from '../../testing/faults/memory-server';
import { testPlayer } from '../../testing/rows';
import type { ChatMessage } from '../contract';
import { createThreadMessages, type ThreadMessages } from './thread-messages';

/** Many runs take a second, and many times that where others are at work too. */
const A_BUSY_MACHINE_MS = 120_000;

/** What may happen to a thread, in any order. Numbers pick among what there is. */
type Step =
  | { readonly kind: 'written'; readonly told: number }
  | { readonly kind: 'told late'; readonly which: number }
  | { readonly kind: 'row told'; readonly behind: number }
  | { readonly kind: 'pulled'; readonly answered: boolean }
  | { readonly kind: 'older' }
  | { readonly kind: 'settled' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('written' as const), told: fc.integer({ min: 0, max: 2 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('told late' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('row told' as const), behind: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pulled' as const), answered: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'older' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'settled' as const }) },
);

describe('[PC24] a thread', () => {
  test(
    'ends equal to the server after any order of live events, doubles, losses and pulls',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat(120), fc.array(step, { maxLength: 60 }), async (already, steps) => {
          const server = new MemoryServer();
          const chat = server.tables.open({ player_id: testPlayer.user_id });
          for (let i = 0; i < already; i += 1) write(server, chat.id);
          const thread = createThreadMessages(server.backend(testPlayer.user_id), chat.id);
          const first_pull = thread.pull();

          for (const next of steps) {
            await play(next, server, chat.id, thread);
            expectWhole(thread);
          }

          server.fault = () => null;
          await first_pull;
          await thread.pull();
          while (thread.state.getSnapshot().has_older) await thread.loadOlder();
          thread.stop();
          expect(thread.state.getSnapshot().run.messages).toEqual(server.tables.thread(chat.id));
        }),
        { numRuns: 300 },
      );
    },
    A_BUSY_MACHINE_MS,
  );
});

const write = (server: MemoryServer, chat: string): ChatMessage =>
  server.tables.write(chat, { sender_type: 'player', message_text: 'Hello' });

async function play(next: Step, server: MemoryServer, chat: string, thread: ThreadMessages): Promise<void> {
  switch (next.kind) {
    case 'written': {
      const message = write(server, chat);
      for (let i = 0; i < next.told; i += 1) thread.receive(message);
      return;
    }
    case 'told late': {
      const all = server.tables.thread(chat);
      const message = all[next.which % Math.max(1, all.length)];
      if (message) thread.receive(message);
      return;
    }
    case 'row told':
      thread.expect(Math.max(0, server.tables.thread(chat).length - next.behind));
      return;
    case 'pulled':
      server.fault = () => (next.answered ? null : 'request lost');
      void thread.pull();
      return;
    case 'older':
      void thread.loadOlder();
      return;
    case 'settled':
      await Promise.resolve();
  }
}

/** [PC20] At no moment is there a hole, a double or a wrong order on the screen. */
function expectWhole(thread: ThreadMessages): void {
  const numbers = thread.state.getSnapshot().run.messages.map((m) => m.message_no);
  const first = numbers[0] ?? 1;
  expect(numbers).toEqual(numbers.map((_, i) => first + i));
}

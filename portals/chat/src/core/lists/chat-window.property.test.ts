import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MemoryServer } from '../../testing/faults/memory-server';
import { testGre, testId } from '../../testing/rows';
import type { ChatRequest } from '../contract';
import { createAskRows } from '../rows/ask-rows';
import { createChatRows } from '../rows/chat-rows';
import type { ChatSort } from './chat-list';
import { type ChatQuery, compareChats, matchesQuery, orderOf } from './chat-query';
import { createChatWindow } from './chat-window';
import { isCountedWhole, MORE_THAN_COUNTED } from './counted';

/** Many runs take a second, and many times that where others are at work too. */
const A_BUSY_MACHINE_MS = 120_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const query = (status: ChatRequest['status'], sort: ChatSort): ChatQuery => ({
  statuses: [status],
  player_id: null,
  gre_staff_id: null,
  search: '',
  order: orderOf([status], sort),
});

const columns = fc.record({
  status: fc.constantFrom('waiting' as const, 'active' as const, 'resolved' as const),
  priority: fc.constantFrom('low' as const, 'normal' as const, 'high' as const, 'urgent' as const),
});

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('open' as const), columns, copies: fc.nat(2) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      which: fc.nat(),
      columns,
      copies: fc.nat(2),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('message' as const), which: fc.nat(), copies: fc.nat(2) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pull' as const), answered: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'more' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'time' as const }) },
);

describe('[PC32] a list', () => {
  test(
    'ends equal to the server after any order of live events, doubles, losses and pulls',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.nat(130),
          fc.constantFrom<ChatSort>('longest_wait', 'priority', 'last_activity'),
          fc.constantFrom<ChatRequest['status']>('waiting', 'active', 'resolved'),
          fc.array(step, { maxLength: 50 }),
          async (already, sort, status, steps) => {
            const server = new MemoryServer();
            const { tables } = server;
            const backend = server.backend(testGre.user_id);
            const rows = createChatRows();
            backend.openChannel(
              {
                topic: 'staff',
                private: true,
                presence_key: null,
                changes: [{ table: 'chat_requests', event: '*' }],
              },
              {
                onStatus: () => {},
                onBroadcast: () => {},
                onPresence: () => {},
                onChange: ({ row, event }) => rows.put(row as ChatRequest, 'live', event === 'INSERT'),
              },
            );
            server.copies = () => 0;
            for (let i = 0; i < already; i += 1) tables.open({ status, player_id: testId(i) });
            const wanted = query(status, sort);
            const list = createChatWindow(backend, rows, createAskRows(backend, rows), wanted);
            void list.pull();
            const pick = (which: number) =>
              [...tables.chats.values()][which % Math.max(1, tables.chats.size)];

            for (const next of steps) {
              server.copies = () => ('copies' in next ? next.copies : 0);
              server.fault = () => null;
              if (next.kind === 'open') tables.open({ ...next.columns, resolved_at: tables.now() });
              else if (next.kind === 'change') {
                const chat = pick(next.which);
                if (chat) tables.change(chat.id, { ...next.columns, resolved_at: tables.now() });
              } else if (next.kind === 'message') {
                const chat = pick(next.which);
                if (chat) tables.write(chat.id, { sender_type: 'player', message_text: 'Hello' });
              } else if (next.kind === 'pull') {
                server.fault = () => (next.answered ? null : 'request lost');
                void list.pull();
              } else if (next.kind === 'more') void list.loadMore();
              else await vi.advanceTimersByTimeAsync(100);
            }

            server.fault = () => null;
            void list.pull();
            await vi.advanceTimersByTimeAsync(60_000);
            const truth = [...tables.chats.values()]
              .filter((chat) => matchesQuery(chat, wanted))
              .sort((a, b) => compareChats(a, b, wanted.order));
            const shown = list.state.getSnapshot();
            list.stop();

            const is_counted = isCountedWhole(wanted) || !shown.has_more;
            expect(shown.count).toBe(is_counted ? truth.length : MORE_THAN_COUNTED);
            expect(shown.rows).toEqual(truth.slice(0, shown.rows.length));
            expect(shown.rows.length).toBeGreaterThanOrEqual(Math.min(25, truth.length));
            expect(shown.has_more).toBe(shown.rows.length < truth.length);
          },
        ),
        { numRuns: 150 },
      );
    },
    A_BUSY_MACHINE_MS,
  );
});

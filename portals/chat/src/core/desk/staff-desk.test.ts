import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MemoryServer } from '../../testing/faults/memory-server';
import { staffDesk } from '../../testing/faults/test-desks';
import { testGre, testId } from '../../testing/rows';
import type { ChatListName } from '../lists/chat-list';
import { MORE_THAN_COUNTED, MOST_COUNTED } from '../lists/counted';
import type { Refusal } from '../outcome';
import type { DeskEvent } from './desk';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const a_moment = () => vi.advanceTimersByTimeAsync(100);
const hugo = testId(900_003);
const setUp = async (waiting = 0) => {
  const server = new MemoryServer();
  for (let i = 0; i < waiting; i += 1) server.tables.open({ player_id: testId(i) });
  const desk = staffDesk(server);
  await a_moment();
  const counts = () =>
    (['waiting', 'mine', 'active', 'resolved'] as ChatListName[]).map((name) =>
      desk.lists[name].count.getSnapshot(),
    );
  return { server, desk, counts, chats: [...server.tables.chats.values()] };
};

describe('the desk of a GRE', () => {
  test('[PC33] the counts of all lists follow each step of a chat', async () => {
    const { server, desk, counts } = await setUp(2);
    expect(counts()).toEqual([2, 0, 0, 0]);

    const chat = server.tables.open({ player_id: testId(10) });
    await a_moment();
    expect(counts()).toEqual([3, 0, 0, 0]);

    await desk.claim(chat.id);
    await a_moment();
    expect(counts()).toEqual([2, 1, 1, 0]);

    server.tables.change(chat.id, { gre_staff_id: hugo });
    await a_moment();
    expect(counts()).toEqual([2, 0, 1, 0]);

    server.tables.change(chat.id, { status: 'resolved', resolved_at: server.tables.now() });
    await a_moment();
    expect(counts()).toEqual([2, 0, 0, 1]);
  });

  test('[PC34] a chat that was taken while nobody told us leaves the queue at the next pull', async () => {
    const { server, desk, counts, chats } = await setUp(2);
    server.copies = () => 0;
    server.tables.change(chats[0]?.id ?? '', { status: 'active', gre_staff_id: hugo });

    server.status('live');
    await a_moment();

    expect(counts()).toEqual([1, 0, 1, 0]);
    expect(desk.lists.waiting.state.getSnapshot().rows).toHaveLength(1);
  });

  test('[PC35] a long queue comes in pages, with the exact count, and fills up as chats leave', async () => {
    const { server, desk, chats } = await setUp(120);
    const waiting = () => desk.lists.waiting.state.getSnapshot();
    expect(waiting()).toMatchObject({ count: 120, has_more: true });
    expect(waiting().rows).toHaveLength(50);

    await desk.lists.waiting.loadMore();
    expect(waiting().rows).toHaveLength(100);

    for (const chat of chats.slice(0, 90))
      server.tables.change(chat.id, { status: 'active', gre_staff_id: hugo });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(waiting().count).toBe(30);
    expect(waiting().rows.map((row) => row.id)).toEqual(chats.slice(90).map((chat) => chat.id));
  });

  test('[PC37] a search shows and counts only what it finds, live', async () => {
    const { server, desk } = await setUp(3);
    server.tables.open({ player_id: testId(20), player_name: 'Bruno', subject: 'Bonus' });
    desk.lists.waiting.setSearch('brun');
    await a_moment();
    expect(desk.lists.waiting.state.getSnapshot()).toMatchObject({
      count: 1,
      rows: [{ player_name: 'Bruno' }],
    });

    server.tables.open({ player_id: testId(21), player_name: 'Chen' });
    server.tables.open({ player_id: testId(22), player_name: 'Chen', subject: 'For Bruno' });
    await a_moment();
    expect(desk.lists.waiting.state.getSnapshot().count).toBe(2);
    expect(desk.lists.waiting.count.getSnapshot()).toBe(6);

    desk.lists.waiting.setSearch('');
    expect(desk.lists.waiting.state.getSnapshot()).toMatchObject({ count: 6, search: '' });
  });

  test('[PC39] of resolved chats only the number is fetched until somebody looks', async () => {
    const { server, desk } = await setUp();
    server.tables.open({ player_id: testId(1), status: 'resolved', resolved_at: server.tables.now() });
    const list = desk.lists.resolved;
    await a_moment();
    expect(list.state.getSnapshot()).toMatchObject({ count: 1, rows: [] });

    const undo = list.state.subscribe(() => {});
    await a_moment();
    expect(list.state.getSnapshot().rows).toHaveLength(1);
    undo();
    expect(list.count.getSnapshot()).toBe(1);
    await a_moment();
    expect(list.state.getSnapshot()).toMatchObject({ count: 1, rows: [] });
  });

  test('[PC33] beyond what is counted there are more, whatever comes and goes, and another page', async () => {
    const { server, desk } = await setUp();
    const open = server.tables.open({ player_id: testId(1) });
    for (let i = 0; i < MOST_COUNTED; i += 1) {
      server.tables.open({ player_id: testId(2), status: 'resolved', resolved_at: server.tables.now() });
    }
    const list = desk.lists.resolved;
    const undo = list.state.subscribe(() => {});
    await vi.advanceTimersByTimeAsync(10_000);
    expect(list.state.getSnapshot()).toMatchObject({ count: MOST_COUNTED, has_more: false });

    await desk.resolve(open.id);
    desk.refresh();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(list.state.getSnapshot()).toMatchObject({ count: MORE_THAN_COUNTED, has_more: true });
    expect(list.count.getSnapshot()).toBe(MORE_THAN_COUNTED);
    undo();
  });

  test('[PC39] a look that begins while the number is being asked for never shows a wrong one', async () => {
    const server = new MemoryServer();
    for (let i = 0; i < 3; i += 1) {
      server.tables.open({ player_id: testId(i), status: 'resolved', resolved_at: server.tables.now() });
    }
    const held = server.hold();
    const { lists } = staffDesk(server);
    const counts = new Set<number | null>();
    lists.resolved.count.subscribe(() => counts.add(lists.resolved.count.getSnapshot()));
    lists.resolved.state.subscribe(() => {});

    held.release();
    await a_moment();

    expect([...counts]).toEqual([3]);
  });

  test('[PC60] the loser of a race reads who won, and the chat moves to where it is', async () => {
    const { server, desk, counts, chats } = await setUp(1);
    const id = chats[0]?.id ?? '';
    const taken: Refusal = {
      kind: 'conflict',
      reason: 'This chat was already taken by Hugo.',
      hint: null,
      code: 'PT409',
    };
    server.copies = () => 0;
    server.tables.change(id, { status: 'active', gre_staff_id: hugo, gre_staff_name: 'Hugo' });
    server.fault = (call) => (call === 'claim' ? taken : null);

    expect(await desk.claim(id)).toEqual({ ok: false, refusal: taken });
    await a_moment();

    expect(counts()).toEqual([0, 0, 1, 0]);
  });

  test('[PC62] what I do to a chat is no event; one that is given to me is', async () => {
    const { server, desk, chats } = await setUp(2);
    const events: DeskEvent[] = [];
    desk.onEvent((event) => events.push(event));
    const [first, second] = chats;

    await desk.claim(first?.id ?? '');
    await desk.release(first?.id ?? '');
    await desk.claim(first?.id ?? '');
    await desk.resolve(first?.id ?? '');
    await a_moment();
    expect(events).toEqual([]);

    server.tables.change(second?.id ?? '', { status: 'active', gre_staff_id: testGre.user_id });
    expect(events).toMatchObject([{ kind: 'chat_assigned', chat: { id: second?.id } }]);
  });

  test('[PC62] a new chat in the queue is an event, also when it came while the page was cut off', async () => {
    const { server, desk } = await setUp(1);
    const events: string[] = [];
    desk.onEvent(({ kind, chat }) => events.push(`${kind} ${chat.subject}`));

    server.tables.open({ player_id: testId(30), subject: 'told' });
    server.copies = () => 0;
    server.tables.open({ player_id: testId(31), subject: 'missed' });
    server.status('live');
    await a_moment();

    expect(events).toEqual(['chat_waiting told', 'chat_waiting missed']);
  });

  test('[PC62] sorting, searching and turning pages are no events', async () => {
    const { desk } = await setUp(120);
    const events: DeskEvent[] = [];
    desk.onEvent((event) => events.push(event));

    desk.lists.waiting.setSort('last_activity');
    await a_moment();
    await desk.lists.waiting.loadMore();
    desk.lists.waiting.setSearch('Alice');
    await a_moment();

    expect(events).toEqual([]);
  });

  test('[PC47] colleagues are those on duty and those known from their chats', async () => {
    const { server, desk } = await setUp();
    server.tables.open({
      player_id: testId(1),
      status: 'active',
      gre_staff_id: hugo,
      gre_staff_name: 'Hugo',
    });
    const [staff] = [...server.channels];

    staff?.listener.onPresence({
      [testGre.user_id]: [{ side: 'gre', name: 'Grace' }],
      [testId(5)]: [{ side: 'gre', name: 'Lena' }],
    });

    expect(desk.colleagues.getSnapshot()).toEqual([
      { user_id: testId(5), name: 'Lena', on_duty: true },
      { user_id: hugo, name: 'Hugo', on_duty: false },
    ]);

    staff?.listener.onPresence({ [testGre.user_id]: [{ side: 'gre', name: 'Grace' }] });
    expect(desk.colleagues.getSnapshot()).toEqual([
      { user_id: hugo, name: 'Hugo', on_duty: false },
      { user_id: testId(5), name: 'Lena', on_duty: false },
    ]);
  });

  test('[PC61] a player is found by a part of his name, or named by his id', async () => {
    const { server, desk } = await setUp();
    server.tables.open({ player_id: testId(7), player_name: 'Bruno' });
    server.tables.open({ player_id: testId(7), player_name: 'Bruno', status: 'resolved' });

    expect(await desk.findPlayers('Bru')).toEqual({
      ok: true,
      value: [{ player_id: testId(7), player_name: 'Bruno' }],
    });
    expect(await desk.findPlayers(` ${testId(8)} `)).toEqual({
      ok: true,
      value: [{ player_id: testId(8), player_name: '' }],
    });
  });

  test('[PC61] a chat opened for a player waits, or is mine at once', async () => {
    const { desk, counts } = await setUp();

    await desk.openChat({ player_id: testId(1), subject: 'Hello', take: false });
    await desk.openChat({ player_id: testId(2), subject: 'Hello', take: true });
    await a_moment();

    expect(counts()).toEqual([1, 1, 1, 0]);
  });

  test('[PC11] messages of one chat do not wait for those of another', async () => {
    const { server, desk } = await setUp(2);
    const [first, second] = [...server.tables.chats.keys()];
    server.fault = (call) =>
      call === 'send' && server.calls.filter((c) => c === 'send').length === 1 ? 'request lost' : null;

    desk.thread(first ?? '').send('to the first');
    desk.thread(second ?? '').send('to the second');
    await a_moment();

    expect(server.tables.thread(first ?? '')).toHaveLength(0);
    expect(server.tables.thread(second ?? '')).toHaveLength(1);
  });
});

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MemoryServer } from '../../testing/faults/memory-server';
import { playerDesk, staffDesk } from '../../testing/faults/test-desks';
import { createTestSurroundings } from '../../testing/faults/test-surroundings';
import { testGre, testPlayer } from '../../testing/rows';
import type { Thread } from './thread-state';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const a_moment = () => vi.advanceTimersByTimeAsync(100);
const texts = (thread: Thread) => thread.state.getSnapshot().messages.map((m) => m.message_text);
const pending = (thread: Thread) => thread.state.getSnapshot().pending.map((m) => m.message_text);
const seen = (thread: Thread) => [...texts(thread), ...pending(thread)];

/** Grace has Alice's chat, and looks at it. */
const setUp = async (already = 2) => {
  const server = new MemoryServer();
  const chat = server.tables.open({
    player_id: testPlayer.user_id,
    status: 'active',
    gre_staff_id: testGre.user_id,
    gre_staff_name: 'Grace',
  });
  for (let no = 1; no <= already; no += 1) {
    server.tables.write(chat.id, { sender_type: 'player', message_text: `m${no}` });
  }
  const surroundings = createTestSurroundings();
  const desk = staffDesk(server, surroundings);
  const thread = desk.thread(chat.id);
  const undo = thread.state.subscribe(() => {});
  await a_moment();
  return { server, chat, surroundings, desk, thread, undo };
};

describe('a thread', () => {
  test('[PC25] shows the newest fifty first, and older ones on demand', async () => {
    const { thread } = await setUp(120);
    expect(texts(thread)).toHaveLength(50);
    expect(texts(thread).at(-1)).toBe('m120');

    await thread.loadOlder();
    await thread.loadOlder();

    expect(texts(thread)).toHaveLength(120);
    expect(thread.state.getSnapshot().has_older).toBe(false);
  });

  test('[PC25] far behind, it fetches the newest and leaves the rest for when it is scrolled to', async () => {
    const { server, chat, thread, surroundings } = await setUp(2);
    server.copies = () => 0;
    surroundings.go({ online: false });
    for (let no = 3; no <= 900; no += 1) {
      server.tables.write(chat.id, { sender_type: 'player', message_text: `m${no}` });
    }

    surroundings.go({ online: true });
    await vi.advanceTimersByTimeAsync(30_000);

    expect(texts(thread).at(-1)).toBe('m900');
    expect(thread.state.getSnapshot().has_older).toBe(true);
  });

  test('[PC22] a message that was not told is fetched as soon as the next one is', async () => {
    const { server, chat, thread } = await setUp();

    server.copies = () => 0;
    server.tables.write(chat.id, { sender_type: 'player', message_text: 'm3' });
    server.copies = ({ table }) => (table === 'chat_messages' ? 1 : 0);
    server.tables.write(chat.id, { sender_type: 'player', message_text: 'm4' });
    await a_moment();

    expect(texts(thread)).toEqual(['m1', 'm2', 'm3', 'm4']);
  });

  test('[PC22] the count in the row of the chat alone is enough to fetch what is missing', async () => {
    const { server, chat, thread } = await setUp();

    server.copies = ({ table }) => (table === 'chat_requests' ? 1 : 0);
    server.tables.write(chat.id, { sender_type: 'player', message_text: 'm3' });
    await a_moment();

    expect(texts(thread)).toEqual(['m1', 'm2', 'm3']);
  });

  test.each([
    ['a join of its channel', (server: MemoryServer, chat: string) => server.status('live', `chat:${chat}`)],
    ['a join of the main channel', (server: MemoryServer) => server.status('live', 'staff')],
    ['the network coming back', null],
  ])('[PC23] %s fetches what was missed meanwhile', async (_, happen) => {
    const { server, chat, thread, surroundings } = await setUp();
    server.copies = () => 0;
    if (happen === null) surroundings.go({ online: false });
    server.tables.write(chat.id, { sender_type: 'player', message_text: 'm3' });
    await a_moment();
    expect(texts(thread)).toEqual(['m1', 'm2']);

    if (happen === null) surroundings.go({ online: true });
    else happen(server, chat.id);
    await a_moment();

    expect(texts(thread)).toEqual(['m1', 'm2', 'm3']);
  });

  test('[PC23] a tab that is shown again fetches what it missed', async () => {
    const { server, chat, thread, surroundings } = await setUp();
    server.copies = () => 0;
    surroundings.go({ visible: false });
    server.tables.write(chat.id, { sender_type: 'player', message_text: 'm3' });

    surroundings.go({ visible: true });
    await a_moment();

    expect(texts(thread)).toEqual(['m1', 'm2', 'm3']);
  });

  test('[PC43] without a live channel it asks by itself', async () => {
    const { server, chat, thread } = await setUp();
    server.status('broken');
    server.copies = () => 0;
    server.tables.write(chat.id, { sender_type: 'player', message_text: 'm3' });

    await vi.advanceTimersByTimeAsync(60_000);
    expect(texts(thread)).toEqual(['m1', 'm2', 'm3']);
  });

  test('[PC43] with one it asks about once a minute while the tab is visible, and never while hidden', async () => {
    const { server, surroundings } = await setUp();
    const pulls = () => server.calls.filter((call) => call === 'messages').length;
    const before = pulls();

    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(pulls() - before).toBeGreaterThanOrEqual(8);
    expect(pulls() - before).toBeLessThanOrEqual(10);

    surroundings.go({ visible: false });
    const hidden = pulls();
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(pulls()).toBe(hidden);
  });

  test('[PC16] a message is on the screen exactly once from the keystroke on', async () => {
    const { thread } = await setUp();
    const shown: string[][] = [];
    thread.state.subscribe(() => shown.push(seen(thread)));

    thread.send('mine');
    await a_moment();

    expect(texts(thread)).toEqual(['m1', 'm2', 'mine']);
    expect(pending(thread)).toEqual([]);
    for (const screen of shown) expect(screen).toEqual(['m1', 'm2', 'mine']);
  });

  test('[PC16] so also when live news comes before the answer, or after, or not at all', async () => {
    for (const copies of [0, 1, 2]) {
      const { server, thread } = await setUp();
      server.copies = () => copies;
      const held = server.hold();
      thread.send('mine');
      await a_moment();
      expect(seen(thread)).toEqual(['m1', 'm2', 'mine']);

      held.release();
      await a_moment();
      expect(texts(thread)).toEqual(['m1', 'm2', 'mine']);
      expect(pending(thread)).toEqual([]);
    }
  });

  test('[PC16] when its answer is lost, live news of the row settles it', async () => {
    const { server, thread, desk } = await setUp();
    server.fault = (call) => (call === 'send' ? 'answer lost' : null);

    thread.send('mine');
    await a_moment();

    expect(texts(thread)).toEqual(['m1', 'm2', 'mine']);
    expect(desk.outbox.getSnapshot()).toEqual([]);
  });

  test('[PC16] a stored message behind a hole stays pending until the hole is filled', async () => {
    const { server, chat, thread } = await setUp();
    server.copies = () => 0;
    server.tables.write(chat.id, { sender_type: 'player', message_text: 'm3' });
    server.fault = (call) => (call === 'messages' ? 'request lost' : null);

    thread.send('mine');
    await a_moment();
    expect(seen(thread)).toEqual(['m1', 'm2', 'mine']);
    expect(thread.state.getSnapshot().pending).toMatchObject([{ state: 'sent' }]);

    server.fault = () => null;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(texts(thread)).toEqual(['m1', 'm2', 'm3', 'mine']);
    expect(pending(thread)).toEqual([]);
  });

  test('[PC26] unread counts the messages of the other side after the marker, and falls when read', async () => {
    const { server, thread, chat } = await setUp(3);
    server.tables.write(chat.id, { sender_type: 'gre', message_text: 'mine' });
    server.tables.write(chat.id, { sender_type: 'player', message_text: 'm5' });
    await a_moment();
    expect(thread.state.getSnapshot().unread).toBe(4);

    thread.markRead();
    expect(thread.state.getSnapshot().unread).toBe(0);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.tables.chat(chat.id).gre_read_no).toBe(5);
  });

  test('[PC26] looking at a chat of a colleague marks nothing as read', async () => {
    const { server, chat, thread } = await setUp();
    server.tables.change(chat.id, { gre_staff_id: testPlayer.user_id });

    thread.markRead();
    await vi.advanceTimersByTimeAsync(1_000);

    expect(server.calls).not.toContain('markRead');
  });

  test('[PC44] typing reaches the other side of the chat', async () => {
    const { server, chat, thread } = await setUp();
    const player = playerDesk(server).thread(chat.id);
    player.state.subscribe(() => {});
    await a_moment();

    player.setTyping(true);
    expect(thread.state.getSnapshot().typing).toEqual([{ sender_type: 'player', name: 'Alice' }]);

    player.send('Hello');
    expect(thread.state.getSnapshot().typing).toEqual([]);
  });

  test('[PC48] who only listens for typing hears it, and is shown to nobody as being here', async () => {
    const { server, chat, thread, undo } = await setUp();
    undo();
    await vi.advanceTimersByTimeAsync(20_000);
    server.calls.length = 0;
    const heard: string[][] = [];
    const deaf = thread.typing.subscribe(() =>
      heard.push(thread.typing.getSnapshot().map((person) => person.name)),
    );
    const player = playerDesk(server).thread(chat.id);
    player.state.subscribe(() => {});
    await a_moment();
    const tracked = server.calls.filter((call) => call.startsWith('track {')).length;

    player.setTyping(true);
    player.send('Hello');
    expect(heard).toEqual([['Alice'], []]);
    expect(tracked).toBe(1);
    deaf();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(
      [...server.channels].filter(
        ({ spec }) => spec.presence_key === testGre.user_id && spec.topic.startsWith('chat:'),
      ),
    ).toEqual([]);
  });

  test('[PC46] it shows who else is here, one entry for all tabs of a person, as long as it is told', async () => {
    const { server, thread } = await setUp();
    const [channel] = [...server.channels].filter(({ spec }) => spec.topic.startsWith('chat:'));

    channel?.listener.onPresence({
      [testGre.user_id]: [{ side: 'gre', name: 'Grace' }],
      [testPlayer.user_id]: [
        { side: 'player', name: 'Alice', viewing: false },
        { side: 'player', name: 'Alice', viewing: true },
      ],
    });

    expect(thread.state.getSnapshot().present).toEqual([
      { user_id: testPlayer.user_id, side: 'player', name: 'Alice', viewing: true },
    ]);

    server.status('broken');
    expect(thread.state.getSnapshot().present).toEqual([]);
  });

  test('[PC2] it stays live for a while after the last look, and then closes its channel', async () => {
    const { server, undo } = await setUp();
    const open = () => [...server.channels].filter(({ spec }) => spec.topic.startsWith('chat:')).length;

    undo();
    await vi.advanceTimersByTimeAsync(9_000);
    expect(server.calls).toContain('untrack');
    expect(open()).toBe(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(open()).toBe(0);
  });

  test('[PC2] looked at again, it shows what it had at once, and goes on from there', async () => {
    const { server, chat, thread, undo } = await setUp(3);
    undo();
    await vi.advanceTimersByTimeAsync(20_000);
    server.tables.write(chat.id, { sender_type: 'player', message_text: 'm4' });
    const screens: number[] = [];

    thread.state.subscribe(() => screens.push(texts(thread).length));
    await a_moment();

    expect(Math.min(...screens)).toBe(3);
    expect(texts(thread)).toEqual(['m1', 'm2', 'm3', 'm4']);
  });

  test('[PC27] a chat that is not there, or not for these eyes, says so', async () => {
    const { desk } = await setUp();
    const thread = desk.thread(testPlayer.user_id);

    thread.state.subscribe(() => {});
    await a_moment();

    expect(thread.state.getSnapshot()).toMatchObject({ status: 'failed', refusal: { kind: 'not_found' } });
  });

  test('[PC46] however often one switches tabs, presence is told seldom enough for the server', async () => {
    const { server, surroundings } = await setUp();

    for (let i = 0; i < 30; i += 1) {
      surroundings.go({ visible: i % 2 === 1 });
      await vi.advanceTimersByTimeAsync(1_000);
    }

    expect(server.calls.filter((call) => call.includes('"viewing"')).length).toBeLessThanOrEqual(6);
  });
});

import { afterEach, describe, expect, test } from 'vitest';
import type { ChatClient, Thread } from '../src/core';
import { createStaffClient } from '../src/core';
import { createTestSurroundings } from '../src/testing/faults/test-surroundings';
import { config, newPlayer, type Person, staff, until } from './people';

const open: ChatClient<unknown>[] = [];
afterEach(() => {
  for (const client of open.splice(0)) client.close();
});
async function enter<Desk>(coming: Promise<Person<Desk>>): Promise<Person<Desk>> {
  const person = await coming;
  open.push(person.client);
  return person;
}

const texts = (thread: Thread) => thread.state.getSnapshot().messages.map((m) => m.message_text);
const shows = (thread: Thread, ...wanted: string[]) =>
  until(
    thread.state,
    (s) => s.pending.length === 0 && JSON.stringify(texts(thread)) === JSON.stringify(wanted),
  );

/** A player with an open chat, and his thread of it. */
async function playerWithChat(name: string, message_text: string) {
  const player = await enter(newPlayer(name));
  player.desk.startChat({ message_text, subject: `Subject of ${name}`, category: 'payments' });
  const { current } = await until(player.desk.chats, (s) => s.current !== null);
  const chat_id = current?.id ?? '';
  const thread = player.desk.thread(chat_id);
  await shows(thread, message_text);
  return { player, chat_id, thread };
}

describe('the chat client and the real server', () => {
  test('[PC33] [PC16] a chat from the first message to its end, live on both sides', async () => {
    const grace = await enter(staff('grace'));
    const { player, chat_id, thread } = await playerWithChat('Ada', 'Help, I have a problem!');

    // 1. It is in the queue of staff at once.
    const { rows } = await until(grace.desk.lists.waiting.state, (s) =>
      s.rows.some((r) => r.id === chat_id && r.message_count === 1),
    );
    expect(rows.find((row) => row.id === chat_id)).toMatchObject({
      player_name: 'Ada',
      subject: 'Subject of Ada',
      category: 'payments',
      status: 'waiting',
      message_count: 1,
    });

    // 2. Grace takes it; the player reads who has it.
    expect(await grace.desk.claim(chat_id)).toMatchObject({ ok: true, value: { status: 'active' } });
    await until(player.desk.chats, (s) => s.current?.gre_staff_name === 'Grace');
    await until(grace.desk.lists.mine.state, (s) => s.rows.some((r) => r.id === chat_id));
    await until(grace.desk.lists.waiting.state, (s) => s.rows.every((r) => r.id !== chat_id));

    // 3. Both write.
    const other = grace.desk.thread(chat_id);
    await shows(other, 'Help, I have a problem!');
    other.send('Hello Ada');
    thread.send('Hello Grace');
    await until(other.state, (s) => s.messages.length === 3 && s.pending.length === 0);
    await until(thread.state, (s) => s.messages.length === 3 && s.pending.length === 0);
    expect(thread.state.getSnapshot().messages).toEqual(other.state.getSnapshot().messages);

    // 4. Read markers meet.
    other.markRead();
    await until(thread.state, (s) => s.read_by_other_no === 3);
    await until(other.state, (s) => s.unread === 0);

    // 5. Resolved by staff; rated by the player.
    expect(await grace.desk.resolve(chat_id)).toMatchObject({ ok: true });
    await until(player.desk.chats, (s) => s.current === null && s.earlier.some((c) => c.id === chat_id));
    expect(await player.desk.rate(chat_id, 5, 'Thanks')).toMatchObject({ ok: true, value: { rating: 5 } });

    // 6. The next message opens a new chat.
    player.desk.startChat({ message_text: 'One more thing' });
    const { current } = await until(player.desk.chats, (s) => s.current !== null);
    expect(current?.id).not.toBe(chat_id);
  });

  test('[PC44] [PC46] each side sees that the other is here and types', async () => {
    const grace = await enter(staff('grace'));
    const { chat_id, thread } = await playerWithChat('Bea', 'Hello');
    await grace.desk.claim(chat_id);
    const other = grace.desk.thread(chat_id);
    await until(other.state, (s) => s.present.some((p) => p.name === 'Bea' && p.side === 'player'));
    const undo = thread.state.subscribe(() => {});
    await until(thread.state, (s) => s.present.some((p) => p.name === 'Grace' && p.side === 'gre'));

    thread.setTyping(true);
    await until(other.state, (s) => s.typing.some((t) => t.name === 'Bea'));
    thread.setTyping(false);
    await until(other.state, (s) => s.typing.length === 0);
    undo();
  });

  test('[PC60] of two GREs who take one chat, the loser reads who has it', async () => {
    const [grace, hugo] = [await enter(staff('grace')), await enter(staff('hugo'))];
    const { chat_id } = await playerWithChat('Cid', 'Hello');

    const outcomes = await Promise.all([grace.desk.claim(chat_id), hugo.desk.claim(chat_id)]);

    expect(outcomes.filter((o) => o.ok)).toHaveLength(1);
    const winner = outcomes[0].ok ? 'Grace' : 'Hugo';
    expect(outcomes.find((o) => !o.ok)).toMatchObject({
      refusal: { kind: 'conflict', reason: `This chat was already taken by ${winner}.` },
    });
  });

  test('[PC47] [PC62] a transfer reaches the other GRE as an event, and the player with the new name', async () => {
    const [grace, hugo] = [await enter(staff('grace')), await enter(staff('hugo'))];
    const { player, chat_id } = await playerWithChat('Dan', 'Hello');
    await grace.desk.claim(chat_id);
    const known = await until(grace.desk.colleagues, (all) =>
      all.some((c) => c.name === 'Hugo' && c.on_duty),
    );
    const assigned = new Promise((done) =>
      hugo.desk.onEvent((e) => e.kind === 'chat_assigned' && done(e.chat.id)),
    );

    const to = known.find((c) => c.name === 'Hugo')?.user_id ?? '';
    expect(await grace.desk.transfer(chat_id, to)).toMatchObject({ ok: true });

    expect(await assigned).toBe(chat_id);
    await until(player.desk.chats, (s) => s.current?.gre_staff_name === 'Hugo');
  });

  test('[PC28] who took over a chat reads who wrote in it before', async () => {
    const [grace, hugo] = [await enter(staff('grace')), await enter(staff('hugo'))];
    const { player, chat_id, thread } = await playerWithChat('Eve', 'Hello');
    await grace.desk.claim(chat_id);
    const theirs = grace.desk.thread(chat_id);
    await until(theirs.state, (s) => s.chat?.status === 'active');
    theirs.send('One moment');
    await shows(theirs, 'Hello', 'One moment');
    expect(await grace.desk.transfer(chat_id, hugo.desk.me.user_id)).toMatchObject({ ok: true });

    const names = await until(hugo.desk.thread(chat_id).state, (s) =>
      s.staff_names.has(grace.desk.me.user_id),
    );
    expect(names.staff_names.get(grace.desk.me.user_id)).toBe('Grace');

    // The player has seen both of them come.
    const { staff_names } = await until(thread.state, (s) => s.staff_names.size === 2);
    expect([...staff_names.values()].sort()).toEqual(['Grace', 'Hugo']);
    expect(staff_names.has(player.desk.me.user_id)).toBe(false);
  });

  test('[PC61] staff open a chat for a player, who sees it at once and can end it', async () => {
    const grace = await enter(staff('grace'));
    const { player, chat_id } = await playerWithChat('Eve', 'Hello');
    await player.desk.resolve(chat_id);
    await until(player.desk.chats, (s) => s.current === null);

    const found = await grace.desk.findPlayers('Eve');
    const player_id = player.desk.me.user_id;
    expect(found).toMatchObject({ ok: true });
    expect(found.ok && found.value).toContainEqual({ player_id, player_name: 'Eve' });
    const opened = await grace.desk.openChat({ player_id, subject: 'Your bonus', take: true });
    expect(opened).toMatchObject({
      ok: true,
      value: { status: 'active', player_name: 'Eve', gre_staff_name: 'Grace' },
    });

    const { current } = await until(player.desk.chats, (s) => s.current !== null);
    expect(current?.subject).toBe('Your bonus');
    expect(await player.desk.resolve(current?.id ?? '')).toMatchObject({
      ok: true,
      value: { status: 'resolved' },
    });
    await until(grace.desk.lists.mine.state, (s) => !s.rows.some((r) => r.id === current?.id));
  });

  test('[PC61] a second open chat for one player is refused with a reason', async () => {
    const grace = await enter(staff('grace'));
    const { player } = await playerWithChat('Fay', 'Hello');

    const opened = await grace.desk.openChat({
      player_id: player.desk.me.user_id,
      subject: 'x',
      take: false,
    });

    expect(opened).toMatchObject({ ok: false, refusal: { kind: 'conflict' } });
    expect(!opened.ok && opened.refusal.reason).toBeTruthy();
  });

  test('[PC11] a burst of messages from both sides ends equal, whole and in order', async () => {
    const grace = await enter(staff('grace'));
    const { chat_id, thread } = await playerWithChat('Gus', 'Hello');
    await grace.desk.claim(chat_id);
    const other = grace.desk.thread(chat_id);
    const [stay, go] = [thread.state.subscribe(() => {}), other.state.subscribe(() => {})];
    await until(other.state, (s) => s.messages.length === 1);

    for (let i = 0; i < 60; i += 1) {
      thread.send(`player ${i}`);
      other.send(`gre ${i}`);
    }
    const whole = (t: Thread) =>
      until(t.state, (s) => s.pending.length === 0 && s.messages.length === 121, 60_000);
    await Promise.all([whole(thread), whole(other)]);

    expect(texts(thread)).toEqual(texts(other));
    expect(thread.state.getSnapshot().messages.map((m) => m.message_no)).toEqual(
      Array.from({ length: 121 }, (_, i) => i + 1),
    );
    expect(texts(thread).filter((t) => t.startsWith('gre'))).toEqual(
      Array.from({ length: 60 }, (_, i) => `gre ${i}`),
    );
    stay();
    go();
  });

  test('[PC14] a message of a GRE into a chat that is resolved fails with the reason, and goes after it is reopened', async () => {
    const grace = await enter(staff('grace'));
    const { player, chat_id } = await playerWithChat('Hal', 'Hello');
    await grace.desk.claim(chat_id);
    const thread = grace.desk.thread(chat_id);
    await shows(thread, 'Hello');
    await player.desk.resolve(chat_id);

    const id = thread.send('Are you there?') ?? '';
    const failed = await until(thread.state, (s) => s.pending.some((m) => m.state === 'failed'));
    expect(failed.pending).toMatchObject([
      { id, message_text: 'Are you there?', refusal: { kind: 'conflict', reason: 'This chat is resolved.' } },
    ]);

    expect(await grace.desk.reopen(chat_id)).toMatchObject({ ok: true });
    thread.retry(id);
    await shows(thread, 'Hello', 'Are you there?');
  });

  test.each(['waiting', 'resolved'] as const)(
    '[PC37] a search of %s chats takes every character as it stands',
    async (name) => {
      const grace = await enter(staff('grace'));
      const { chat_id } = await playerWithChat(`Ida "100%_off" of ${name}, (it's) \\ *`, 'Hello');
      if (name === 'resolved') expect(await grace.desk.resolve(chat_id)).toMatchObject({ ok: true });
      const list = grace.desk.lists[name];

      for (const part of [
        `"100%_off" of ${name}`,
        `${name}, (it's)`,
        `${name}, (it's) \\`,
        `IDA "100%_OFF" OF ${name}`,
      ]) {
        list.setSearch(part);
        const { rows } = await until(list.state, (s) => s.status === 'ready' && s.search === part);
        expect(rows.map((row) => row.id)).toEqual([chat_id]);
      }
      const other = `"100x_off" of ${name}`;
      list.setSearch(other);
      const { rows } = await until(list.state, (s) => s.status === 'ready' && s.search === other);
      expect(rows).toEqual([]);
    },
  );

  test('[PC53] a player is turned away at the Staff Portal', async () => {
    const surroundings = createTestSurroundings();
    const client = createStaffClient(config(surroundings));
    open.push(client);

    expect(await client.signIn('alice@player.example', 'portalchat-demo')).toMatchObject({
      ok: false,
      refusal: { kind: 'not_staff' },
    });
    expect(client.session.getSnapshot()).toEqual({ kind: 'signed_out', notice: 'not_staff' });
  });

  test('[PC50] signing out leaves nothing of the person in the browser', async () => {
    const { player, thread } = await playerWithChat('Joy', 'Hello');
    player.desk.drafts.set('new', 'secret');
    thread.send('bye');
    const { storage } = player.surroundings;

    await player.client.signOut();

    const left = Array.from({ length: storage.length }, (_, i) => storage.key(i));
    expect(left).toEqual([]);
    expect(player.client.session.getSnapshot()).toEqual({ kind: 'signed_out', notice: null });
  });

  test('[PC60] wrong credentials and a taken address are told apart', async () => {
    const player = await enter(newPlayer('Kim'));
    const { email } = player.desk.me;
    await player.client.signOut();

    expect(await player.client.signIn(email, 'wrong-password')).toMatchObject({
      refusal: { kind: 'bad_credentials' },
    });
    expect(
      await player.client.signUp({ email, password: 'portalchat-demo', display_name: 'Kim' }),
    ).toMatchObject({ refusal: { kind: 'email_taken' } });
  });
});

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MemoryServer } from '../../testing/faults/memory-server';
import { playerDesk } from '../../testing/faults/test-desks';
import { createTestSurroundings } from '../../testing/faults/test-surroundings';
import { testGre, testId, testPlayer } from '../../testing/rows';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const hugo = testId(900_021);
const lena = testId(900_022);
const a_moment = () => vi.advanceTimersByTimeAsync(100);

/** Alice's chat, which Grace has; Alice looks at it once `look` is called. */
const setUp = () => {
  const server = new MemoryServer();
  server.names.set(testGre.user_id, 'Grace').set(hugo, 'Hugo').set(lena, 'Lena');
  const chat = server.tables.open({
    player_id: testPlayer.user_id,
    status: 'active',
    gre_staff_id: testGre.user_id,
    gre_staff_name: 'Grace',
  });
  const say = (sender_id: string) =>
    server.tables.write(chat.id, { sender_type: 'gre', sender_id, message_text: 'Hello' });
  const surroundings = createTestSurroundings();
  const { state } = playerDesk(server, surroundings).thread(chat.id);
  return {
    server,
    chat,
    say,
    surroundings,
    look: async () => {
      state.subscribe(() => {});
      await a_moment();
    },
    names: () => Object.fromEntries(state.getSnapshot().staff_names),
    asked: () => server.calls.filter((call) => call === 'staffOfChat').length,
  };
};

describe('the names of staff in a thread', () => {
  test('[PC28] are those of everybody who wrote, whoever has the chat now', async () => {
    const { say, look, names, asked } = setUp();
    say(hugo);
    say(testGre.user_id);

    await look();

    expect(names()).toEqual({ [hugo]: 'Hugo', [testGre.user_id]: 'Grace' });
    expect(asked()).toBe(1);
  });

  test('[PC28] nobody is asked about the one who has it, nor about the one who had it a moment ago', async () => {
    const { server, chat, say, look, names, asked } = setUp();
    say(testGre.user_id);
    await look();

    server.tables.change(chat.id, { gre_staff_id: hugo, gre_staff_name: 'Hugo' });
    say(hugo);
    await a_moment();

    expect(names()).toEqual({ [hugo]: 'Hugo', [testGre.user_id]: 'Grace' });
    expect(asked()).toBe(0);
  });

  test('[PC28] whoever writes as a lead, and whoever resolves it, is asked for when that happens', async () => {
    const { server, chat, say, look, names, asked } = setUp();
    await look();
    say(hugo);
    await a_moment();
    expect([names()[hugo], asked()]).toEqual(['Hugo', 1]);

    server.tables.change(chat.id, {
      status: 'resolved',
      resolved_at: server.tables.now(),
      resolved_by: lena,
    });
    await a_moment();
    expect([names()[lena], asked()]).toEqual(['Lena', 2]);
  });

  test('[PC28] a player who resolved his chat himself is not asked about', async () => {
    const { server, chat, look, asked } = setUp();
    await look();
    const resolved_by = testPlayer.user_id;
    server.tables.change(chat.id, { status: 'resolved', resolved_at: server.tables.now(), resolved_by });
    await a_moment();
    expect(asked()).toBe(0);
  });

  test('[PC28] what got no answer is asked again with the next pull', async () => {
    const { server, say, surroundings, look, names, asked } = setUp();
    server.fault = (call) => (call === 'staffOfChat' ? 'request lost' : null);
    say(hugo);
    await look();
    expect([names()[hugo], asked()]).toEqual([undefined, 1]);

    server.fault = () => null;
    surroundings.go({ online: false });
    surroundings.go({ online: true });
    await a_moment();
    expect([names()[hugo], asked()]).toEqual(['Hugo', 2]);
  });

  test('[PC28] a server that does not know the question is asked once', async () => {
    const { server, say, surroundings, look, names, asked } = setUp();
    server.fault = (call) =>
      call === 'staffOfChat' ? { kind: 'not_found', reason: '', hint: null, code: 'PGRST202' } : null;
    say(hugo);
    await look();
    surroundings.go({ online: false });
    surroundings.go({ online: true });
    say(hugo);
    await a_moment();
    expect([names()[hugo], asked()]).toEqual([undefined, 1]);
  });
});

import { beforeEach, describe, expect, test } from 'vitest';
import { createTestSurroundings } from '../../testing/faults/test-surroundings';
import { testGre, testId, testPlayer } from '../../testing/rows';
import type { Side } from '../contract';
import { createMemoryStorage } from '../surroundings/memory-storage';
import { createPersonalStorage } from '../surroundings/personal-storage';
import { type Auth, createSession } from './session';
import type { Me } from './session-state';
import { type AuthUser, whoIs } from './who';

const user = (me: Me): AuthUser => ({
  id: me.user_id,
  email: me.email,
  app_metadata: me.role === null ? {} : { role: me.role },
  user_metadata: { display_name: me.display_name },
});
const bruno: Me = {
  ...testPlayer,
  user_id: testId(77),
  display_name: 'Bruno',
  email: 'bruno@player.example',
};

type Told = Parameters<Parameters<Auth['onAuthStateChange']>[0]>;
type Listener = (...told: Told) => unknown;

/** Auth that knows these people by their e-mail address; any password will do but `wrong`. */
function fakeAuth(...people: Me[]) {
  let tell: Listener = () => {};
  const calls: string[] = [];
  const emit = (event: Told[0], me: Me | null) =>
    void tell(event, (me === null ? null : { user: user(me) }) as Told[1]);
  const auth = {
    onAuthStateChange(listener: Listener) {
      tell = listener;
      return { data: { subscription: { unsubscribe: () => {} } } };
    },
    async signInWithPassword({ email, password }: { email: string; password: string }) {
      const me = people.find((person) => person.email === email);
      if (me === undefined || password === 'wrong') {
        const error = {
          name: 'AuthApiError',
          message: 'Invalid login credentials',
          status: 400,
          code: 'invalid_credentials',
        };
        return { data: { user: null, session: null }, error };
      }
      emit('SIGNED_IN', me);
      return { data: { user: user(me), session: { user: user(me) } }, error: null };
    },
    async signOut() {
      calls.push('signOut');
      emit('SIGNED_OUT', null);
      return { error: null };
    },
    stopAutoRefresh: async () => {},
  };
  return { auth: auth as unknown as Auth, emit, calls };
}

let storage = createMemoryStorage();
beforeEach(() => {
  storage = createMemoryStorage();
});

function setUp(side: Side, ...people: Me[]) {
  const { auth, emit, calls } = fakeAuth(...people);
  const log: string[] = [];
  const client = createSession({
    side,
    auth,
    surroundings: createTestSurroundings(storage),
    openDesk(me) {
      log.push(`open ${me.display_name}`);
      const own = createPersonalStorage(storage, side, me.user_id);
      own.set('outbox:1', `written by ${me.display_name}`);
      return {
        of: me,
        end(wipe) {
          log.push(`end ${me.display_name}${wipe ? ', wiped' : ''}`);
          if (wipe) own.wipe();
        },
      };
    },
  });
  return { client, log, emit, calls, state: () => client.session.getSnapshot() };
}
const left = () => Array.from({ length: storage.length }, (_, i) => storage.getItem(storage.key(i) ?? ''));

describe('a session', () => {
  test('[PC51] opens one desk for the person who signs in, however often the library says so', async () => {
    const { client, log, emit, state } = setUp('player', testPlayer);
    expect(state()).toEqual({ kind: 'starting' });
    emit('INITIAL_SESSION', null);
    expect(state()).toEqual({ kind: 'signed_out', notice: null });

    expect(await client.signIn(testPlayer.email, 'x')).toMatchObject({ ok: true });
    emit('SIGNED_IN', testPlayer);
    emit('TOKEN_REFRESHED', testPlayer);

    expect(log).toEqual(['open Alice']);
    expect(state()).toMatchObject({ kind: 'signed_in', me: testPlayer });
  });

  test('[PC60] wrong credentials are refused with a kind and a reason', async () => {
    const { client, log } = setUp('player', testPlayer);

    expect(await client.signIn(testPlayer.email, 'wrong')).toEqual({
      ok: false,
      refusal: {
        kind: 'bad_credentials',
        reason: 'Invalid login credentials',
        hint: null,
        code: 'invalid_credentials',
      },
    });
    expect(log).toEqual([]);
  });

  test('[PC50] signing out ends the desk and wipes what was kept, before the server is asked', async () => {
    const { client, log, state, calls } = setUp('player', testPlayer);
    await client.signIn(testPlayer.email, 'x');

    const leaving = client.signOut();
    expect(log).toEqual(['open Alice', 'end Alice, wiped']);
    expect(state()).toEqual({ kind: 'signed_out', notice: null });
    await leaving;

    expect(left()).toEqual([]);
    expect(calls).toEqual(['signOut']);
  });

  test('[PC51] another person finds nothing of the last, whose desk ends first', async () => {
    const { client, log } = setUp('player', testPlayer, bruno);
    await client.signIn(testPlayer.email, 'x');

    await client.signIn(bruno.email, 'x');

    expect(log).toEqual(['open Alice', 'end Alice, wiped', 'open Bruno']);
    expect(left()).toEqual(['written by Bruno']);
  });

  test('[PC52] a session that ends by itself keeps what was not sent, for the same person only', async () => {
    const { client, log, emit, state } = setUp('player', testPlayer, bruno);
    await client.signIn(testPlayer.email, 'x');

    emit('SIGNED_OUT', null);
    expect(log).toEqual(['open Alice', 'end Alice']);
    expect(state()).toEqual({ kind: 'signed_out', notice: 'session_ended' });
    expect(left()).toEqual(['written by Alice']);

    await client.signIn(bruno.email, 'x');
    expect(left()).toEqual(['written by Bruno']);
  });

  test('[PC53] the Staff Portal turns a player away, with a reason and without a desk', async () => {
    const { client, log, state, calls } = setUp('gre', testPlayer, testGre);

    expect(await client.signIn(testPlayer.email, 'x')).toMatchObject({
      ok: false,
      refusal: { kind: 'not_staff' },
    });
    expect(log).toEqual([]);
    expect(calls).toEqual(['signOut']);
    expect(state()).toEqual({ kind: 'signed_out', notice: 'not_staff' });

    // The control: staff get in by the same door.
    expect(await client.signIn(testGre.email, 'x')).toMatchObject({ ok: true });
    expect(log).toEqual(['open Grace']);
  });

  test('[PC53] the Player Portal turns staff away', async () => {
    const { client, state } = setUp('player', testGre);

    expect(await client.signIn(testGre.email, 'x')).toMatchObject({
      ok: false,
      refusal: { kind: 'not_player' },
    });
    expect(state()).toEqual({ kind: 'signed_out', notice: 'not_player' });
  });

  test('[PC54] the portals keep things apart, also for one person in one browser', async () => {
    createPersonalStorage(storage, 'gre', testGre.user_id).set('draft:1', 'at the Staff Portal');
    const { client } = setUp('player', testPlayer);

    await client.signIn(testPlayer.email, 'x');
    await client.signOut();

    expect(left()).toEqual(['at the Staff Portal']);
  });
});

describe('[PC53] who somebody is', () => {
  test('is read from app_metadata; what a user writes himself makes nobody staff', () => {
    const claims = { id: testId(1), app_metadata: {}, user_metadata: { role: 'gre', display_name: 'Eve' } };

    expect(whoIs(claims)).toMatchObject({ side: 'player', role: null, display_name: 'Eve' });
    expect(whoIs({ ...claims, app_metadata: { role: 'gre_lead' } })).toMatchObject({
      side: 'gre',
      role: 'gre_lead',
    });
  });

  test('has a name that is never the e-mail address', () => {
    const nameless = { id: testId(1), email: 'a@b.example', app_metadata: {}, user_metadata: { name: ' ' } };

    expect(whoIs(nameless).display_name).toBe('Player');
  });
});

import { assert, until } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';
import { seated, topic } from './seats.mjs';
import { openWire } from './wire.mjs';

const feature = area('Realtime', 'presence');

/** Notes who comes, who goes, and how often there was news. */
const presence = (channel, seat) => {
  seat.told = [];
  for (const event of ['join', 'leave'])
    channel.on('presence', { event }, ({ key }) => seat.told.push(`${event} ${key}`));
  channel.on('presence', { event: 'sync' }, () => seat.told.push('sync'));
};
const keys = (seat) => Object.keys(seat.channel.presenceState()).sort();
const sees = (seat, ...wanted) =>
  until(() => JSON.stringify(keys(seat)) === JSON.stringify(wanted), `${wanted}; it saw ${keys(seat)}`);
const as = (key) => ({ presence: { key } });

feature(
  'track: shown to oneself and to others',
  seated(async (world, join) => {
    const name = topic(world);
    const [alice, bob] = [
      await join(name, { config: as('alice'), on: presence }),
      await join(name, { config: as('bob'), on: presence }),
    ];
    assert.equal(await alice.channel.track({ mood: 'glad' }), 'ok');
    await sees(alice, 'alice');
    await sees(bob, 'alice');
    const [meta] = bob.channel.presenceState().alice;
    assert.equal(meta.mood, 'glad');
    assert.equal(typeof meta.presence_ref, 'string');
    assert.ok(bob.told.includes('join alice'));
  }),
);
feature(
  'somebody who joins later gets the state',
  seated(async (world, join) => {
    const name = topic(world);
    const alice = await join(name, { config: as('alice'), on: presence });
    await alice.channel.track({ n: 1 });
    const late = await join(name, { on: presence });
    await sees(late, 'alice');
  }),
);
feature(
  'untrack, leaving and being cut off take it back',
  seated(async (world, join) => {
    const name = topic(world);
    const watcher = await join(name, { on: presence });
    const seats = [];
    for (const key of ['a', 'b', 'c']) {
      const seat = await join(name, { config: as(key), on: presence });
      await seat.channel.track({});
      seats.push(seat);
    }
    await sees(watcher, 'a', 'b', 'c');
    assert.equal(await seats[0].channel.untrack(), 'ok');
    await sees(watcher, 'b', 'c');
    await seats[1].channel.unsubscribe();
    await sees(watcher, 'c');
    seats[2].client.realtime.disconnect();
    await sees(watcher);
    assert.deepEqual(
      watcher.told.filter((said) => said.startsWith('leave')),
      ['leave a', 'leave b', 'leave c'],
    );
  }),
);
feature(
  'tracking again replaces what was shown',
  seated(async (world, join) => {
    const name = topic(world);
    const watcher = await join(name, { on: presence });
    const seat = await join(name, { config: as('a'), on: presence });
    await seat.channel.track({ n: 1 });
    await seat.channel.track({ n: 2 });
    await until(() => watcher.channel.presenceState().a?.[0]?.n === 2, 'the second');
    assert.equal(watcher.channel.presenceState().a.length, 1);
  }),
);
feature(
  'one key from several places',
  seated(async (world, join) => {
    const name = topic(world);
    const watcher = await join(name, { on: presence });
    const [phone, desk] = [
      await join(name, { config: as('a'), on: presence }),
      await join(name, { config: as('a'), on: presence }),
    ];
    await phone.channel.track({ at: 'phone' });
    await desk.channel.track({ at: 'desk' });
    await until(() => watcher.channel.presenceState().a?.length === 2, 'two places');
    await phone.channel.untrack();
    await until(() => watcher.channel.presenceState().a?.length === 1, 'one place');
    assert.equal(watcher.channel.presenceState().a[0].at, 'desk');
  }),
);
feature(
  'without a key the server makes one',
  seated(async (world, join) => {
    const seat = await join(topic(world), { on: presence });
    await seat.channel.track({});
    await until(() => keys(seat).length === 1, 'somebody');
    assert.match(keys(seat)[0], /^[0-9a-f]{8}-/);
  }),
);
feature(
  'the state on the wire; anything but an object is refused',
  seated(async (world, _join, closing) => {
    const wire = await openWire(world, closing);
    const name = `realtime:${topic(world)}`;
    await wire.join(name, '1', { presence: { key: 'a', enabled: true } });
    assert.deepEqual((await wire.gets(({ event }) => event === 'presence_state')).payload, {});
    wire.push(
      name,
      'presence',
      { type: 'presence', event: 'track', payload: { n: 1 } },
      { ref: '2', joinRef: '1' },
    );
    assert.deepEqual((await wire.reply('2')).payload, { status: 'ok', response: {} });
    const { payload } = await wire.gets(({ event }) => event === 'presence_diff');
    assert.deepEqual(
      [Object.keys(payload.joins), payload.leaves, payload.joins.a.metas[0].n],
      [['a'], {}, 1],
    );
    wire.push(
      name,
      'presence',
      { type: 'presence', event: 'track', payload: 'x' },
      { ref: '3', joinRef: '1' },
    );
    assert.equal((await wire.reply('3')).payload.status, 'error');
  }),
);

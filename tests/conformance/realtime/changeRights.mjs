import { randomUUID } from 'node:crypto';
import { assert, until } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';
import { changes, seated, topic } from './seats.mjs';

const feature = area('Realtime', 'who sees which change, and deletes');
const count = (seat, wanted) =>
  until(
    () => seat.changes.length >= wanted && seat.changes,
    `${wanted} changes; it got ${JSON.stringify(seat.changes)}`,
  );
const add = (world, id, owner, room) =>
  world.sql('insert into conformance.own_events (id, owner, room) values ($1, $2, $3)', id, owner, room);
const own = (room) => changes({ table: 'own_events', filter: `room=eq.${room}` });

feature(
  "policies: one's own rows, not others'",
  seated(async (world, join) => {
    const room = topic(world);
    const [alice, bob] = [randomUUID(), randomUUID()];
    const seats = [
      await join(room, { token: await world.token({ sub: alice }), on: own(room) }),
      await join(room, { token: await world.token({ sub: bob }), on: own(room) }),
    ];
    const all = await join(room, { client: world.client({ key: world.main.service }), on: own(room) });
    const [first, second] = [world.number(), world.number()];
    await add(world, first, alice, room);
    await add(world, second, bob, room);
    assert.deepEqual(
      (await count(seats[1], 1)).map((change) => change.new.id),
      [second],
    );
    assert.deepEqual(
      (await count(seats[0], 1)).map((change) => change.new.id),
      [first],
    );
    assert.deepEqual(
      (await count(all, 2)).map((change) => change.new.id),
      [first, second],
    );
  }),
);
feature(
  'a row that moves out of sight: nothing; into sight: an update',
  seated(async (world, join) => {
    const room = topic(world);
    const [alice, bob] = [randomUUID(), randomUUID()];
    const hers = await join(room, { token: await world.token({ sub: alice }), on: own(room) });
    const his = await join(room, { token: await world.token({ sub: bob }), on: own(room) });
    const id = world.number();
    await add(world, id, alice, room);
    await count(hers, 1);
    await world.sql('update conformance.own_events set owner = $2 where id = $1', id, bob);
    assert.deepEqual(
      (await count(his, 1)).map(({ eventType }) => eventType),
      ['UPDATE'],
    );
    assert.equal(hers.changes.length, 1);
  }),
);
feature(
  'a new token on a joined channel: it sees with the new eyes',
  seated(async (world, join) => {
    const room = topic(world);
    const [alice, bob] = [randomUUID(), randomUUID()];
    let token = await world.token({ sub: alice });
    const seat = await join(room, { token: () => token, on: own(room) });
    token = await world.token({ sub: bob });
    await seat.client.realtime.setAuth();
    const seen = () => seat.changes.some((change) => change.new.owner === bob);
    await until(async () => {
      await add(world, world.number(), bob, room);
      return seen();
    }, "the other's rows");
    const before = seat.changes.length;
    await add(world, world.number(), alice, room);
    await add(world, world.number(), bob, room);
    await count(seat, before + 1);
    assert.ok(seat.changes.slice(before).every((change) => change.new.owner === bob));
    assert.equal(seat.statuses.length, 1);
  }),
);
feature(
  'a delete under policies goes to all, with the key only',
  seated(async (world, join) => {
    const id = world.number();
    await add(world, id, randomUUID(), topic(world));
    const seat = await join(topic(world), {
      token: await world.token(),
      on: changes({ event: 'DELETE', table: 'own_events', filter: `id=eq.${id}` }),
    });
    await world.sql('delete from conformance.own_events where id = $1', id);
    const [change] = await count(seat, 1);
    assert.deepEqual([change.eventType, change.old, change.new], ['DELETE', { id }, {}]);
  }),
);
feature(
  'replica identity: default gives the key, full the whole old row',
  seated(async (world, join) => {
    const id = world.number();
    const kept = await join(topic(world), { on: changes({ table: 'kept_events', filter: `id=eq.${id}` }) });
    const thin = await join(topic(world), { on: changes({ table: 'events', filter: `id=eq.${id}` }) });
    for (const table of ['kept_events', 'events']) {
      await world.sql(`insert into conformance.${table} (id, room, body) values ($1, 'r', 'a')`, id);
      await world.sql(`update conformance.${table} set body = 'b' where id = $1`, id);
      await world.sql(`delete from conformance.${table} where id = $1`, id);
    }
    assert.deepEqual(
      (await count(thin, 3)).map(({ old }) => old),
      [{}, { id }, { id }],
    );
    assert.deepEqual(
      (await count(kept, 3)).map(({ old }) => old),
      [{}, { id, room: 'r', body: 'a' }, { id, room: 'r', body: 'b' }],
    );
  }),
);
feature(
  'a filter on a deleted row holds as far as its replica identity goes',
  seated(async (world, join) => {
    const room = topic(world);
    const id = world.number();
    const kept = await join(topic(world), {
      on: changes({ event: 'DELETE', table: 'kept_events', filter: `room=eq.${room}` }),
    });
    const thin = await join(topic(world), {
      on: changes({ event: 'DELETE', table: 'events', filter: `room=eq.${room}` }),
    });
    for (const table of ['events', 'kept_events']) {
      await world.sql(`insert into conformance.${table} (id, room) values ($1, $2)`, id, room);
      await world.sql(`delete from conformance.${table} where id = $1`, id);
    }
    await count(kept, 1);
    assert.deepEqual(thin.changes, []);
  }),
);
feature(
  'a join before anybody has signed in is refused, and comes back with the token',
  seated(async (world, join) => {
    let token = world.main.anon;
    const seat = await join(topic(world), {
      token: () => token,
      on: changes({ schema: 'public', table: 'chat_requests' }),
      expect: 'CHANNEL_ERROR',
    });
    assert.match(seat.statuses[0].error, /Unauthorized/);
    token = await world.token();
    await seat.client.realtime.setAuth();
    await seat.says('SUBSCRIBED');
  }),
  ['current'],
);
feature(
  'a join before anybody has signed in counts from the token on',
  seated(async (world, join) => {
    let token = world.main.anon;
    const room = topic(world);
    const seat = await join(room, {
      token: () => token,
      on: changes({ schema: 'public', table: 'chat_requests' }),
    });
    const said = (status) => until(() => seat.systems.find((message) => message.status === status), status);
    await said('error');
    token = await world.token();
    await seat.client.realtime.setAuth();
    await said('ok');
    assert.equal(seat.statuses.length, 1);
  }),
  ['vsn1'],
);

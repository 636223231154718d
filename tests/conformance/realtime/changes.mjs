import { assert, until } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';
import { changes, seated, topic } from './seats.mjs';

const feature = area('Realtime', 'postgres_changes');
const count = (seat, wanted) =>
  until(
    () => seat.changes.length >= wanted && seat.changes,
    `${wanted} changes; it got ${JSON.stringify(seat.changes)}`,
  );

feature(
  'INSERT, UPDATE and DELETE, as *',
  seated(async (world, join) => {
    const id = world.number();
    const seat = await join(topic(world), { on: changes({ table: 'events', filter: `id=eq.${id}` }) });
    await world.sql('insert into conformance.events (id, body) values ($1, $2)', id, 'a');
    await world.sql('update conformance.events set body = $2 where id = $1', id, 'b');
    await world.sql('delete from conformance.events where id = $1', id);
    const [inserted, updated, deleted] = await count(seat, 3);
    assert.deepEqual(
      [inserted.schema, inserted.table, inserted.eventType, inserted.errors ?? null],
      ['conformance', 'events', 'INSERT', null],
    );
    assert.match(inserted.commit_timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
    assert.deepEqual(inserted.new, {
      id,
      room: 'lobby',
      body: 'a',
      amount: null,
      tags: null,
      meta: null,
      at: null,
      big: null,
    });
    assert.deepEqual(inserted.old, {});
    assert.deepEqual([updated.eventType, updated.new.body, updated.old], ['UPDATE', 'b', { id }]);
    assert.deepEqual([deleted.eventType, deleted.new, deleted.old], ['DELETE', {}, { id }]);
  }),
);
feature(
  'one kind of event each',
  seated(async (world, join) => {
    const id = world.number();
    const seats = {};
    for (const event of ['INSERT', 'UPDATE', 'DELETE']) {
      seats[event] = await join(topic(world), {
        on: changes({ event, table: 'events', filter: `id=eq.${id}` }),
      });
    }
    await world.sql('insert into conformance.events (id) values ($1)', id);
    await world.sql('update conformance.events set body = $2 where id = $1', id, 'b');
    await world.sql('delete from conformance.events where id = $1', id);
    for (const event of ['DELETE', 'UPDATE', 'INSERT']) {
      assert.deepEqual(
        (await count(seats[event], 1)).map(({ eventType }) => eventType),
        [event],
      );
    }
  }),
);
feature(
  'a whole schema, and all schemas',
  seated(async (world, join) => {
    const mine = (seat) => seat.changes.filter((change) => change.new.id === id);
    const id = world.number();
    const schema = await join(topic(world), { on: changes({}) });
    const all = await join(topic(world), { on: changes({ schema: '*' }) });
    await world.sql('insert into conformance.events (id) values ($1)', id);
    await world.sql('insert into conformance.kept_events (id) values ($1)', id);
    for (const seat of [schema, all]) {
      await until(() => mine(seat).length === 2, 'both tables');
      assert.deepEqual(
        mine(seat).map(({ table }) => table),
        ['events', 'kept_events'],
      );
    }
  }),
);
feature(
  'values of all types',
  seated(async (world, join) => {
    const id = world.number();
    const seat = await join(topic(world), { on: changes({ table: 'events', filter: `id=eq.${id}` }) });
    await world.sql(
      `insert into conformance.events (id, body, amount, tags, meta, at) values ($1, $2, 1.50, '{a,"b c",null}', '{"x": [1, null]}', '2026-01-02 03:04:05')`,
      id,
      'ä "漢"',
    );
    const [{ new: row }] = await count(seat, 1);
    assert.deepEqual(
      { ...row, at: undefined },
      {
        id,
        room: 'lobby',
        body: 'ä "漢"',
        amount: 1.5,
        tags: ['a', 'b c', null],
        meta: { x: [1, null] },
        at: undefined,
        big: null,
      },
    );
    assert.equal(row.at, '2026-01-02T03:04:05');
  }),
);
feature(
  'a subscription is live when its reply is sent',
  seated(async (world, join) => {
    for (let round = 0; round < 5; round++) {
      const id = world.number();
      const seat = await join(topic(world), { on: changes({ table: 'events', filter: `id=eq.${id}` }) });
      await world.sql('insert into conformance.events (id) values ($1)', id);
      await count(seat, 1);
    }
  }),
);
feature(
  'all changes, once each, in the order of their commits',
  seated(async (world, join) => {
    const room = topic(world);
    const seat = await join(room, { on: changes({ table: 'events', filter: `room=eq.${room}` }) });
    const ids = Array.from({ length: 200 }, () => world.number());
    for (const id of ids.slice(0, 50))
      await world.sql('insert into conformance.events (id, room) values ($1, $2)', id, room);
    await world.sql(
      'insert into conformance.events (id, room) select unnest($1::bigint[]), $2',
      ids.slice(50),
      room,
    );
    assert.deepEqual(
      (await count(seat, 200)).map((change) => change.new.id),
      ids,
    );
  }),
);
feature(
  'several bindings on one channel, equal ones too',
  seated(async (world, join) => {
    const id = world.number();
    const told = [];
    const seat = await join(topic(world), {
      on: (channel) => {
        const listen = (name, filter) =>
          channel.on('postgres_changes', { schema: 'conformance', table: 'events', ...filter }, () =>
            told.push(name),
          );
        listen('all', { event: '*', filter: `id=eq.${id}` });
        listen('all again', { event: '*', filter: `id=eq.${id}` });
        listen('insert', { event: 'INSERT', filter: `id=eq.${id}` });
        listen('update', { event: 'UPDATE', filter: `id=eq.${id}` });
      },
    });
    await world.sql('insert into conformance.events (id) values ($1)', id);
    // The newer client takes the second of two equal listeners for a slip.
    const always = world.label === 'current' ? ['all'] : ['all', 'all again'];
    await until(() => told.length > always.length, 'the insert');
    await world.sql('update conformance.events set body = $2 where id = $1', id, 'b');
    await until(() => told.length > 2 * always.length + 1, 'the update');
    assert.deepEqual(told, [...always, 'insert', ...always, 'update']);
    assert.equal(seat.statuses.length, 1);
  }),
);
feature(
  'select: the columns asked for, and the key',
  seated(async (world, join) => {
    const id = world.number();
    const seat = await join(topic(world), {
      on: changes({ table: 'events', filter: `id=eq.${id}`, select: ['body'] }),
    });
    await world.sql('insert into conformance.events (id, body) values ($1, $2)', id, 'a');
    assert.deepEqual((await count(seat, 1))[0].new, { id, body: 'a' });
  }),
);
feature(
  'a system message says that it works',
  seated(async (world, join) => {
    const name = topic(world);
    const seat = await join(name, { on: changes({ table: 'events' }) });
    const told = await until(
      () => seat.systems.find(({ extension }) => extension === 'postgres_changes'),
      'the message',
    );
    assert.deepEqual(
      { ...told },
      { extension: 'postgres_changes', status: 'ok', message: 'Subscribed to PostgreSQL', channel: name },
    );
  }),
);
feature(
  'or that it cannot, and the join stands',
  seated(async (world, join) => {
    for (const filter of [
      { table: 'unheard_events' },
      { table: 'nowhere' },
      { table: 'events', filter: 'nowhere=eq.1' },
      { table: 'events', filter: 'id=eq.x' },
      { table: 'events', filter: 'foo' },
    ]) {
      const seat = await join(topic(world), { on: changes(filter) });
      const told = await until(
        () => seat.systems.find(({ extension }) => extension === 'postgres_changes'),
        `the message on ${JSON.stringify(filter)}`,
      );
      assert.equal(told.status, 'error', JSON.stringify(filter));
      assert.equal(seat.channel.state, 'joined');
    }
  }),
);
feature(
  'wait: a binding that cannot work refuses the join',
  seated(async (world, join) => {
    const config = { postgres_changes_options: { wait: true, timeout: 5000 } };
    const seat = await join(topic(world), {
      config,
      on: changes({ table: 'unheard_events' }),
      expect: 'CHANNEL_ERROR',
    });
    assert.match(seat.statuses[0].error, /RealtimeDisabledForConfiguration/);
    await join(topic(world), { config, on: changes({ table: 'events' }) });
  }),
  ['current'],
);
feature(
  'a change that is too large is sent with its small values and Error 413',
  seated(async (world, join) => {
    const id = world.number();
    const seat = await join(topic(world), { on: changes({ table: 'events', filter: `id=eq.${id}` }) });
    await world.sql(
      `insert into conformance.events (id, body, big) values ($1, 'small', repeat('x', 1100000))`,
      id,
    );
    const [change] = await count(seat, 1);
    assert.deepEqual(
      [change.errors, change.new.id, change.new.body, change.new.big],
      [['Error 413: Payload Too Large'], id, 'small', undefined],
    );
  }),
);

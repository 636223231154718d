import { assert, until } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';
import { broadcasts, seated, topic } from './seats.mjs';
import { openWire, refusedUpgrade } from './wire.mjs';

const feature = area('Realtime', 'sockets and channels');

feature(
  'joins with its own serializer',
  seated(async (world, join) => {
    const seat = await join(topic(world));
    const url = String(seat.client.realtime.endpointURL?.() ?? seat.client.realtime._endPointURL());
    assert.match(url, world.label === 'current' ? /vsn=2\.0\.0/ : /vsn=1\.0\.0/);
  }),
);
feature(
  'several channels on one socket',
  seated(async (world, join) => {
    const client = world.client();
    const [first, second] = [
      await join(topic(world), { client, on: broadcasts }),
      await join(topic(world), { client, on: broadcasts }),
    ];
    await (await join(first.channel.topic.slice(9), {})).channel.send({
      type: 'broadcast',
      event: 'one',
      payload: {},
    });
    await first.hears('one');
    assert.deepEqual(second.heard, []);
  }),
);
feature(
  'heartbeats are answered',
  seated(async (world, join, closing) => {
    const wire = await openWire(world, closing);
    wire.push('phoenix', 'heartbeat', {}, { ref: '1' });
    assert.deepEqual(await wire.reply('1'), {
      ...(await wire.reply('1')),
      topic: 'phoenix',
      payload: { status: 'ok', response: {} },
    });
    const seat = await join(topic(world));
    await seat.client.realtime.sendHeartbeat();
    await until(() => seat.client.realtime.pendingHeartbeatRef === null, 'the heartbeat to be answered');
    assert.ok(seat.client.realtime.isConnected());
  }),
);
feature(
  'leaving: ok, then CLOSED; the topic can be joined again',
  seated(async (world, join) => {
    const name = topic(world);
    const client = world.client();
    const seat = await join(name, { client });
    assert.equal(await seat.channel.unsubscribe(), 'ok');
    await seat.says('CLOSED');
    await join(name, { client });
  }),
);
feature(
  'a leave of what is not joined is ok, other messages are unmatched',
  seated(async (world, _join, closing) => {
    const wire = await openWire(world, closing);
    wire.push('realtime:nowhere', 'phx_leave', {}, { ref: '1' });
    assert.equal((await wire.reply('1')).payload.status, 'ok');
    wire.push('realtime:nowhere', 'broadcast', { type: 'broadcast', event: 'x', payload: {} }, { ref: '2' });
    assert.deepEqual((await wire.reply('2')).payload, {
      status: 'error',
      response: { reason: 'unmatched topic' },
    });
  }),
);
feature(
  'a second join of a topic closes the first',
  seated(async (world, _join, closing) => {
    const wire = await openWire(world, closing);
    const name = `realtime:${topic(world)}`;
    await wire.join(name, '1');
    assert.equal((await wire.join(name, '2')).status, 'ok');
    const closed = await wire.gets(({ event }) => event === 'phx_close');
    assert.equal(closed.joinRef, '1');
  }),
);
feature(
  'a client that was cut off comes back by itself',
  seated(async (world, join) => {
    const name = topic(world);
    const seat = await join(name, { on: broadcasts });
    const before = seat.statuses.length;
    cut(seat.client);
    await seat.says('SUBSCRIBED', before);
    await (await join(name)).channel.send({ type: 'broadcast', event: 'back', payload: {} });
    await seat.hears('back');
  }),
);
feature(
  'a topic needs a name',
  seated(async (world, _join, closing) => {
    const answer = await (await openWire(world, closing)).join('realtime:', '1');
    assert.equal(answer.status, 'error');
    assert.match(answer.response.reason, /^TopicNameRequired: /);
  }),
);
feature(
  'nonsense ends nothing',
  seated(async (world, _join, closing) => {
    const wire = await openWire(world, closing);
    const name = `realtime:${topic(world)}`;
    await wire.join(name, '1');
    for (const nonsense of [
      '',
      '{',
      '[]',
      '[1,2,3]',
      'null',
      '{"topic":1}',
      new Uint8Array([3, 255, 255]),
      new Uint8Array([9]),
    ])
      wire.send(nonsense);
    wire.push(name, 'nothing_such', {}, { ref: '2', joinRef: '1' });
    wire.push('phoenix', 'heartbeat', {}, { ref: '3' });
    assert.equal((await wire.reply('3')).payload.status, 'ok');
    assert.equal(wire.closed, undefined);
  }),
);
feature(
  'booleans as text, null bindings and an empty join are understood',
  seated(async (world, _join, closing) => {
    const wire = await openWire(world, closing);
    const name = `realtime:${topic(world)}`;
    const answer = await wire.join(name, '1', {
      broadcast: { self: 'true', ack: 'true' },
      postgres_changes: [null],
      private: 'false',
    });
    assert.equal(answer.status, 'ok');
    wire.push(name, 'broadcast', { type: 'broadcast', event: 'x', payload: {} }, { ref: '2', joinRef: '1' });
    assert.equal((await wire.reply('2')).payload.status, 'ok');
    wire.push(`realtime:${topic(world)}`, 'phx_join', {}, { ref: '3', joinRef: '3' });
    assert.equal((await wire.reply('3')).payload.status, 'ok');
  }),
);
feature(
  'keys: legacy and publishable, in the address or as x-api-key; none and wrong ones are 401',
  seated(async (world, join) => {
    await join(topic(world), { client: world.client({ key: world.main.publishable }) });
    assert.equal(
      (await refusedUpgrade(world.main, 'vsn=2.0.0', { 'x-api-key': world.main.anon })).status,
      101,
    );
    const none = await refusedUpgrade(world.main, 'vsn=2.0.0');
    assert.equal(none.status, 401);
    assert.equal(typeof JSON.parse(none.text).error, 'string');
    assert.equal((await refusedUpgrade(world.main, 'apikey=sb_publishable_wrong&vsn=2.0.0')).status, 401);
  }),
);

// As a network does; the clients call their socket by different names.
function cut(client) {
  const { conn, socketAdapter } = client.realtime;
  const socket = conn ?? socketAdapter?.getSocket?.()?.conn ?? socketAdapter?.socket?.conn;
  socket.close(3000, 'cut');
}

import { assert, until } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';
import { broadcasts, seated, topic } from './seats.mjs';
import { openWire } from './wire.mjs';

const feature = area('Realtime', 'broadcast');
const say = (seat, event, payload = {}) => seat.channel.send({ type: 'broadcast', event, payload });
const json = { 'Content-Type': 'application/json' };

feature(
  'to everybody else on the topic, in order, not to oneself',
  seated(async (world, join) => {
    const name = topic(world);
    const [alice, bob, carol] = [
      await join(name, { on: broadcasts }),
      await join(name, { on: broadcasts }),
      await join(name, { on: broadcasts }),
    ];
    for (let n = 0; n < 20; n++) assert.equal(await say(alice, 'typing', { n, text: 'ä "漢"' }), 'ok');
    await say(bob, 'over');
    for (const seat of [bob, carol]) {
      const heard = await seat.hears('typing', 20);
      assert.deepEqual(
        heard.map(({ payload }) => payload),
        Array.from({ length: 20 }, (_, n) => ({ n, text: 'ä "漢"' })),
      );
    }
    await alice.hears('over');
    assert.deepEqual(
      alice.heard.map(({ event }) => event),
      ['over'],
    );
  }),
);
feature(
  'self: to oneself too',
  seated(async (world, join) => {
    const seat = await join(topic(world), { config: { broadcast: { self: true } }, on: broadcasts });
    await say(seat, 'echo', { a: 1 });
    assert.deepEqual((await seat.hears('echo'))[0].payload, { a: 1 });
  }),
);
feature(
  'ack: answered once it is passed on',
  seated(async (world, join) => {
    const name = topic(world);
    const other = await join(name, { on: broadcasts });
    const seat = await join(name, { config: { broadcast: { ack: true } } });
    assert.equal(await say(seat, 'sure'), 'ok');
    await other.hears('sure');
  }),
);
feature(
  'one event, or all by *',
  seated(async (world, join) => {
    const name = topic(world);
    const only = await join(name, {
      on: (channel, seat) => channel.on('broadcast', { event: 'wanted' }, (said) => seat.heard.push(said)),
    });
    const all = await join(name, { on: broadcasts });
    const seat = await join(name);
    await say(seat, 'other');
    await say(seat, 'wanted');
    await only.hears('wanted');
    assert.deepEqual(
      only.heard.map(({ event }) => event),
      ['wanted'],
    );
    await all.hears('wanted');
    assert.deepEqual(
      all.heard.map(({ event }) => event),
      ['other', 'wanted'],
    );
  }),
);
feature(
  'bytes',
  seated(async (world, join) => {
    const name = topic(world);
    const seat = await join(name, { on: broadcasts });
    const other = await join(name, { config: { broadcast: { ack: true } } });
    assert.equal(await say(other, 'bytes', new Uint8Array([1, 0, 255]).buffer), 'ok');
    assert.deepEqual([...new Uint8Array((await seat.hears('bytes'))[0].payload)], [1, 0, 255]);
  }),
  ['current'],
);
feature(
  'between both serializers, also as text',
  seated(async (world, join, closing) => {
    const name = topic(world);
    const seat = await join(name, { on: broadcasts });
    const others = { current: '1.0.0', vsn1: '2.0.0' };
    const socket = new WebSocket(
      `${world.main.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${world.main.anon}&vsn=${others[world.label]}`,
    );
    closing.push(() => socket.close());
    const send = (event, payload, ref) =>
      socket.send(
        JSON.stringify(
          world.label === 'current'
            ? { topic: `realtime:${name}`, event, payload, ref, join_ref: '1' }
            : ['1', ref, `realtime:${name}`, event, payload],
        ),
      );
    const got = [];
    socket.binaryType = 'arraybuffer';
    socket.onmessage = ({ data }) =>
      got.push(typeof data === 'string' ? data : Buffer.from(data).toString('latin1'));
    await new Promise((resolve) => {
      socket.onopen = resolve;
    });
    send('phx_join', { config: {} }, '1');
    await until(() => got.some((frame) => frame.includes('phx_reply')), 'the join');
    send('broadcast', { type: 'broadcast', event: 'hello', payload: { from: 'there' } }, '2');
    assert.deepEqual((await seat.hears('hello'))[0].payload, { from: 'there' });
    await say(seat, 'answer', { from: 'here' });
    await until(
      () => got.some((frame) => frame.includes('answer') && frame.includes('{"from":"here"}')),
      'the answer',
    );
  }),
);
feature(
  'the form on the wire',
  seated(async (world, _join, closing) => {
    const name = topic(world);
    const wire = await openWire(world, closing);
    await wire.join(`realtime:${name}`, '1', { broadcast: { self: true, ack: true } });
    wire.push(
      `realtime:${name}`,
      'broadcast',
      { type: 'broadcast', event: 'x', payload: { a: 1 } },
      { ref: '2', joinRef: '1' },
    );
    assert.deepEqual((await wire.reply('2')).payload, { status: 'ok', response: {} });
    if (world.label === 'vsn1') {
      const said = await wire.gets(({ event }) => event === 'broadcast');
      assert.deepEqual(
        [said.ref, said.payload],
        [null, { type: 'broadcast', event: 'x', payload: { a: 1 } }],
      );
    }
  }),
);
feature(
  'send before joining goes by HTTP',
  seated(async (world, join) => {
    const name = topic(world);
    const seat = await join(name, { on: broadcasts });
    const client = world.client();
    assert.equal(
      await client.channel(name).send({ type: 'broadcast', event: 'early', payload: { a: 1 } }),
      'ok',
    );
    assert.deepEqual((await seat.hears('early'))[0].payload, { a: 1 });
  }),
);
feature(
  'httpSend, of JSON and of bytes',
  seated(async (world, join) => {
    const name = topic(world);
    const seat = await join(name, { on: broadcasts });
    const channel = world.client().channel(name);
    assert.deepEqual(await channel.httpSend('posted', { a: 1 }), { success: true });
    assert.deepEqual((await seat.hears('posted'))[0].payload, { a: 1 });
    assert.deepEqual(await channel.httpSend('posted bytes', new Uint8Array([1, 2]).buffer), {
      success: true,
    });
    assert.deepEqual([...new Uint8Array((await seat.hears('posted bytes'))[0].payload)], [1, 2]);
  }),
  ['current'],
);
feature(
  'the HTTP batch: 202, or 422 and 401',
  seated(async (world, join) => {
    const name = topic(world);
    const seat = await join(name, { on: broadcasts });
    const post = (body, more) =>
      world.raw('/realtime/v1/api/broadcast', { method: 'POST', headers: json, body, ...more });
    const both = await post({
      messages: [
        { topic: name, event: 'one', payload: { n: 1 } },
        { topic: name, event: 'two', payload: {}, private: false },
      ],
    });
    assert.deepEqual([both.status, both.text], [202, '']);
    await seat.hears('two');
    assert.deepEqual(
      seat.heard.map(({ event }) => event),
      ['one', 'two'],
    );
    const invalid = await post({ messages: [{ event: 'one' }] });
    assert.equal(invalid.status, 422);
    assert.equal(typeof invalid.json.errors, 'object');
    assert.equal((await post({ messages: [] }, { key: null })).status, 401);
  }),
);
feature(
  'from SQL: realtime.send and broadcast_changes',
  seated(async (world, join) => {
    const name = topic(world);
    const token = await world.token({ app_metadata: { reads: [name] } });
    const seat = await join(name, {
      token,
      config: { private: true, broadcast: { replication_ready: true } },
      on: broadcasts,
    });
    if (world.label === 'current') {
      const ready = await until(
        () => seat.systems.find(({ extension }) => extension === 'system'),
        'the system message',
      );
      assert.deepEqual([ready.status, ready.message], ['ok', 'Replication connection established']);
    }
    await world.sql(`select realtime.send('{"a": 1}', 'sent', $1)`, name);
    const [sent] = await seat.hears('sent');
    assert.equal(sent.payload.a, 1);
    assert.match(sent.payload.id, /^[0-9a-f-]{36}$/);
    await world.sql(
      `select realtime.broadcast_changes($1, 'changed', 'INSERT', 'shelves', 'conformance', row(9, 'new')::conformance.shelves, null::conformance.shelves)`,
      name,
    );
    const [changed] = await seat.hears('changed');
    assert.deepEqual(
      { ...changed.payload, id: undefined },
      {
        id: undefined,
        operation: 'INSERT',
        schema: 'conformance',
        table: 'shelves',
        record: { id: 9, label: 'new' },
        old_record: {},
      },
    );
  }),
);
feature(
  'from SQL to a public topic',
  seated(async (world, join) => {
    const name = topic(world);
    const seat = await join(name, { on: broadcasts });
    await until(async () => {
      await world.sql(`select realtime.send('{}', 'open', $1, false)`, name);
      return seat.heard.length > 0;
    }, 'the broadcast');
  }),
);
feature(
  'replay: what was said from SQL before the join',
  seated(async (world, join, closing) => {
    const name = topic(world);
    for (const n of [1, 2, 3])
      await world.sql("select realtime.send(jsonb_build_object('n', $2::int), 'past', $1)", name, n);
    const token = await world.token({ app_metadata: { reads: [name] } });
    const seat = await join(name, {
      token,
      config: { private: true, broadcast: { replay: { since: Date.now() - 60_000, limit: 2 } } },
      on: broadcasts,
    });
    const past = await seat.hears('past', 2);
    assert.deepEqual(
      past.map(({ payload }) => payload.n),
      [2, 3],
    );
    assert.deepEqual(
      past.map(({ meta }) => meta.replayed),
      [true, true],
    );
    const wire = await openWire(world, closing);
    const open = await wire.join(`realtime:${name}`, '1', { broadcast: { replay: { since: 1 } } });
    assert.match(open.response.reason, /^UnableToReplayMessages: /);
  }),
  ['current'],
);

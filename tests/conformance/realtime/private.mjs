import { assert, until } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';
import { broadcasts, seated, topic } from './seats.mjs';
import { openWire } from './wire.mjs';

const feature = area('Realtime', 'private topics and tokens');
const say = (seat, event) => seat.channel.send({ type: 'broadcast', event, payload: {} });
const allowed = (world, reads, writes = reads) => world.token({ app_metadata: { reads, writes } });
const closed = { private: true };

feature(
  'who may read joins, who may not is refused',
  seated(async (world, join) => {
    const name = topic(world);
    await join(name, { token: await allowed(world, [name]), config: closed });
    const refused = await join(name, {
      token: await allowed(world, [topic(world)]),
      config: closed,
      expect: 'CHANNEL_ERROR',
    });
    assert.ok(
      refused.statuses[0].error.includes(
        `Unauthorized: You do not have permissions to read from this Channel topic: ${name}`,
      ),
      refused.statuses[0].error,
    );
  }),
);
feature(
  'who may not write is not heard',
  seated(async (world, join) => {
    const name = topic(world);
    const listener = await join(name, {
      token: await allowed(world, [name]),
      config: closed,
      on: broadcasts,
    });
    const mute = await join(name, { token: await allowed(world, [name], []), config: closed });
    const speaker = await join(name, { token: await allowed(world, [name]), config: closed });
    assert.equal(await say(mute, 'unheard'), 'ok');
    assert.equal(await say(speaker, 'heard'), 'ok');
    await listener.hears('heard');
    assert.deepEqual(
      listener.heard.map(({ event }) => event),
      ['heard'],
    );
  }),
);
feature(
  'HTTP broadcasts to a private topic need the right too',
  seated(async (world, join) => {
    const name = topic(world);
    const listener = await join(name, {
      token: await allowed(world, [name]),
      config: closed,
      on: broadcasts,
    });
    const post = async (token, event) =>
      world.raw('/realtime/v1/api/broadcast', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
        body: { messages: [{ topic: name, event, payload: {}, private: true }] },
      });
    await post(await allowed(world, [name], []), 'unheard');
    assert.equal((await post(await allowed(world, [name]), 'heard')).status, 202);
    await listener.hears('heard');
    assert.deepEqual(
      listener.heard.map(({ event }) => event),
      ['heard'],
    );
  }),
);
feature(
  'a private and a public topic of one name are two',
  seated(async (world, join) => {
    const name = topic(world);
    const open = await join(name, { on: broadcasts });
    const shut = await join(name, { token: await allowed(world, [name]), config: closed, on: broadcasts });
    await say(await join(name), 'to all');
    await say(await join(name, { token: await allowed(world, [name]), config: closed }), 'to some');
    await open.hears('to all');
    await shut.hears('to some');
    assert.deepEqual([open.heard.length, shut.heard.length], [1, 1]);
  }),
);
feature(
  'presence follows its own rights',
  seated(async (world, join) => {
    const name = topic(world);
    const token = await allowed(world, [name]);
    const seat = await join(name, {
      token,
      config: { ...closed, presence: { key: 'a' } },
      on: (channel) => channel.on('presence', { event: 'sync' }, () => {}),
    });
    assert.equal(await seat.channel.track({}), 'ok');
    await until(() => seat.channel.presenceState().a, 'oneself');
  }),
);
feature(
  'a new token: the policies are asked again; without the right the channel ends',
  seated(async (world, join) => {
    const name = topic(world);
    let token = await allowed(world, [name], []);
    const listener = await join(name, {
      token: await allowed(world, [name]),
      config: closed,
      on: broadcasts,
    });
    const seat = await join(name, { token: () => token, config: closed, on: broadcasts });
    await say(seat, 'unheard');
    token = await allowed(world, [name]);
    await seat.client.realtime.setAuth();
    await say(seat, 'heard');
    await listener.hears('heard');
    assert.deepEqual(
      listener.heard.map(({ event }) => event),
      ['heard'],
    );
    token = await allowed(world, []);
    await seat.client.realtime.setAuth();
    await seat.says('CLOSED');
    assert.deepEqual(
      seat.systems.map(({ status, message }) => [status, message]),
      [['error', `You no longer have permission to read from this Channel topic: ${name}`]],
    );
  }),
);
feature(
  "a join's token that is expired, malformed or forged is refused by name",
  seated(async (world, _join, closing) => {
    const wire = await openWire(world, closing);
    const reason = async (token, ref) =>
      (await wire.join(`realtime:${topic(world)}`, ref, {}, { access_token: token })).response.reason;
    const now = Math.floor(Date.now() / 1000);
    assert.match(
      await reason(await world.token({ exp: now - 90 }), '1'),
      /^InvalidJWTToken: Token has expired/,
    );
    assert.match(await reason('nonsense', '2'), /^MalformedJWT: /);
    assert.match(await reason(`${(await world.token()).slice(0, -6)}AAAAAA`, '3'), /^JwtSignatureError: /);
    assert.match(await reason(await world.token({ role: undefined }), '4'), /^InvalidJWTToken: /);
  }),
);
feature(
  'an access_token that changes nothing: null, or a key in its place',
  seated(async (world, _join, closing) => {
    const wire = await openWire(world, closing);
    const name = `realtime:${topic(world)}`;
    await wire.join(name, '1', { broadcast: { ack: true } }, { access_token: world.main.publishable });
    for (const token of [null, world.main.publishable])
      wire.push(name, 'access_token', { access_token: token }, { ref: '2', joinRef: '1' });
    wire.push(name, 'broadcast', { type: 'broadcast', event: 'x', payload: {} }, { ref: '3', joinRef: '1' });
    assert.equal((await wire.reply('3')).payload.status, 'ok');
  }),
);
feature(
  'a bad access_token ends the channel',
  seated(async (world, _join, closing) => {
    const wire = await openWire(world, closing);
    const name = `realtime:${topic(world)}`;
    await wire.join(name, '1');
    wire.push(name, 'access_token', { access_token: 'nonsense' }, { ref: '2', joinRef: '1' });
    assert.equal((await wire.gets(({ event }) => event === 'system')).payload.status, 'error');
    await wire.gets(({ event }) => event === 'phx_close');
  }),
);
feature(
  'when a token runs out the client comes back with a fresh one',
  seated(async (world, join) => {
    const name = topic(world);
    const fresh = await allowed(world, [name]);
    let token = await world.token({
      app_metadata: { reads: [name], writes: [name] },
      exp: Math.floor(Date.now() / 1000) + 2,
    });
    const seat = await join(name, { token: () => token, config: closed, on: broadcasts });
    token = fresh;
    await seat.says('CHANNEL_ERROR');
    assert.match(seat.systems.at(-1).message, /^Token has expired/);
    await seat.client.realtime.setAuth();
    await seat.says('SUBSCRIBED', 1);
    await say(await join(name, { token: fresh, config: closed }), 'again');
    await seat.hears('again');
  }),
);
feature(
  'a token that is renewed in time changes nothing for the channel',
  seated(async (world, _join, closing) => {
    const name = topic(world);
    const wire = await openWire(world, closing);
    const exp = Math.floor(Date.now() / 1000) + 2;
    const claims = { app_metadata: { reads: [name] } };
    await wire.join(`realtime:${name}`, '1', closed, { access_token: await world.token({ ...claims, exp }) });
    wire.push(
      `realtime:${name}`,
      'access_token',
      { access_token: await world.token(claims) },
      { ref: '2', joinRef: '1' },
    );
    await until(() => Date.now() > (exp + 2) * 1000, "the old token's end");
    wire.push('phoenix', 'heartbeat', {}, { ref: '3' });
    await wire.reply('3');
    assert.deepEqual(
      wire.frames.filter(({ topic: told }) => told === `realtime:${name}`).map(({ event }) => event),
      ['phx_reply', 'presence_state'],
    );
  }),
);

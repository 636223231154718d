import { assert, until } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';
import { broadcasts, seated, topic } from './seats.mjs';
import { openWire } from './wire.mjs';

// The second server has low limits.
const feature = area('Realtime', 'limits');

feature(
  'channels per socket',
  seated(async (world, join) => {
    const client = world.client({ server: world.plain });
    for (let n = 0; n < 5; n++) await join(topic(world), { client });
    const sixth = await join(topic(world), { client, expect: 'CHANNEL_ERROR' });
    assert.match(sixth.statuses[0].error, /ChannelRateLimitReached: Too many channels/);
  }),
);
feature(
  'the size of a broadcast',
  seated(async (world, join) => {
    const name = topic(world);
    const other = await join(name, { server: world.plain, on: broadcasts });
    const seat = await join(name, { server: world.plain, config: { broadcast: { ack: true } } });
    const say = (event, text) => seat.channel.send({ type: 'broadcast', event, payload: { text } });
    assert.equal(await say('large', 'x'.repeat(2000)), 'error');
    assert.equal(await say('small', 'x'), 'ok');
    await other.hears('small');
    assert.equal(other.heard.length, 1);
  }),
);
feature(
  'the size of a message: 1009',
  seated(async (world, _join, closing) => {
    const wire = await openWire(world, closing, { server: world.plain });
    wire.push('phoenix', 'heartbeat', { padding: 'x'.repeat(30_000) }, { ref: '1' });
    assert.equal((await until(() => wire.closed, 'the end')).code, 1009);
  }),
);
feature(
  'messages per second: 1008',
  seated(async (world, _join, closing) => {
    const wire = await openWire(world, closing, { server: world.plain });
    for (let n = 0; n < 200; n++) wire.push('phoenix', 'heartbeat', {}, { ref: `${n}` });
    assert.equal((await until(() => wire.closed, 'the end')).code, 1008);
  }),
);
feature(
  'joins per second: 1008',
  seated(async (world, _join, closing) => {
    const wire = await openWire(world, closing, { server: world.plain });
    const name = `realtime:${topic(world)}`;
    for (let n = 0; n < 35; n++) wire.push(name, 'phx_join', {}, { ref: `${n}`, joinRef: `${n}` });
    assert.equal((await until(() => wire.closed, 'the end')).code, 1008);
  }),
);

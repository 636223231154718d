// A socket without a client: for what clients only send when something is wrong, and for how an answer really looks.
import { request } from 'node:http';
import { until } from '../suite/expect.mjs';

/** Speaks the serializer that the world's client speaks. */
export async function openWire(world, closing, { key, server = world.main } = {}) {
  const version = world.label === 'current' ? '2.0.0' : '1.0.0';
  const query = new URLSearchParams({ apikey: key ?? server.anon, vsn: version });
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/realtime/v1/websocket?${query}`);
  closing.push(() => socket.close());
  const wire = { frames: [], closed: undefined };
  socket.onmessage = ({ data }) => {
    if (typeof data === 'string') wire.frames.push(read(JSON.parse(data)));
  };
  socket.onclose = ({ code, reason }) => {
    wire.closed = { code, reason };
  };
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error('The socket was refused.'));
  });
  socket.onerror = () => {};
  wire.send = (text) => socket.send(text);
  wire.push = (topic, event, payload, { ref = null, joinRef = null } = {}) =>
    socket.send(
      JSON.stringify(
        version === '2.0.0'
          ? [joinRef, ref, topic, event, payload]
          : { topic, event, payload, ref, join_ref: joinRef },
      ),
    );
  wire.gets = (matches, what) =>
    until(
      () => wire.frames.find(matches),
      `${what ?? matches}; it got ${JSON.stringify(wire.frames).slice(0, 2000)}`,
    );
  wire.reply = (ref) =>
    wire.gets((frame) => frame.event === 'phx_reply' && frame.ref === ref, `the reply to ${ref}`);
  wire.join = async (topic, ref, config = {}, more = {}) => {
    wire.push(topic, 'phx_join', { config, ...more }, { ref, joinRef: ref });
    return (await wire.reply(ref)).payload;
  };
  return wire;
}

/** How an upgrade is answered that is refused: status and body. */
export function refusedUpgrade(server, query, headers = {}) {
  return new Promise((resolve, reject) => {
    const asked = request(`${server.url}/realtime/v1/websocket?${query}`, {
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': Buffer.from('0123456789abcdef').toString('base64'),
        ...headers,
      },
    });
    asked.on('response', async (response) => {
      let text = '';
      for await (const part of response) text += part;
      resolve({ status: response.statusCode, text });
    });
    asked.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode, text: '' });
    });
    asked.on('error', reject);
    asked.end();
  });
}

function read(frame) {
  if (!Array.isArray(frame)) return { ...frame, joinRef: frame.join_ref };
  const [joinRef, ref, topic, event, payload] = frame;
  return { joinRef, ref, topic, event, payload };
}

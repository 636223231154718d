// How long a broadcast takes to a client of the same server, and to one of another server on the same database.
// Usage: node tools/measure-servers.mjs <publishable key> <server> <other server> [messages a second] [seconds]
import WebSocket from 'ws';

const [key, near, far, rate = '50', seconds = '10'] = process.argv.slice(2);
if (!far) {
  process.stderr.write(
    'Usage: node tools/measure-servers.mjs <key> <server> <other server> [messages a second] [seconds]\n',
  );
  process.exit(1);
}

const topic = `realtime:measure-${crypto.randomUUID()}`;

/** A client on the topic; tells `hear` each broadcast's payload. */
function join(server, hear) {
  const socket = new WebSocket(
    `${server.replace(/^http/, 'ws')}/realtime/v1/websocket?apikey=${key}&vsn=1.0.0`,
  );
  return new Promise((resolve, reject) => {
    socket.onopen = () =>
      socket.send(
        JSON.stringify({ topic, event: 'phx_join', payload: { config: {} }, ref: '1', join_ref: '1' }),
      );
    socket.onerror = () => reject(new Error(`${server} cannot be reached`));
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.event === 'phx_reply' && message.ref === '1') {
        if (message.payload.status !== 'ok') reject(new Error(data));
        resolve(socket);
      } else if (message.event === 'broadcast') {
        hear(message.payload.payload);
      }
    };
  });
}

const delays = { near: [], far: [] };
const sender = await join(near, () => {});
await join(near, ({ at }) => delays.near.push(performance.now() - at));
await join(far, ({ at }) => delays.far.push(performance.now() - at));

const total = Number(rate) * Number(seconds);
const start = performance.now();
for (let sent = 0; sent < total; ) {
  while (sent < total && sent <= ((performance.now() - start) / 1000) * Number(rate)) {
    const payload = {
      event: 'tick',
      type: 'broadcast',
      payload: { at: performance.now(), text: 'x'.repeat(100) },
    };
    sender.send(JSON.stringify({ topic, event: 'broadcast', payload, ref: null, join_ref: '1' }));
    sent++;
  }
  await new Promise((resolve) => setTimeout(resolve, 1));
}
await new Promise((resolve) => setTimeout(resolve, 1000));

for (const [where, all] of Object.entries(delays)) {
  all.sort((a, b) => a - b);
  const at = (share) => all[Math.min(all.length - 1, Math.floor(all.length * share))]?.toFixed(2);
  process.stdout.write(
    `${where}: ${all.length} of ${total} arrived; median ${at(0.5)} ms, 99 % within ${at(0.99)} ms\n`,
  );
}
process.exit(delays.near.length === total && delays.far.length === total ? 0 : 1);

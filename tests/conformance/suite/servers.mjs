// Starts the built server as ./run starts it: a process with a data folder and a port of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// A first start makes a database cluster; on a busy machine that takes a while.
const startLimit = 120_000;
const ownSettings = /^(PORTALCHAT_|SUPABASE_|Api__|Realtime__|(API_)?DATABASE_URL$)/;

export async function startServer(program, { args = [], settings = {} } = {}) {
  const data = await mkdtemp(join(tmpdir(), 'portalchat-conformance-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  // The environment of whoever runs this must not lead to another database.
  const inherited = Object.entries(process.env).filter(([name]) => !ownSettings.test(name));
  const child = spawn(
    'dotnet',
    [program, '--urls', url, '--data', data, '--demo', 'false', '--log-level', 'Warning', ...args],
    { env: { ...Object.fromEntries(inherited), ...settings }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  // Whatever ends this process ends its servers.
  process.once('exit', () => child.kill('SIGTERM'));
  const log = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => log.push(text));
  }
  const server = { url, data, log, stop: () => stop(child, data) };
  try {
    await ready(child, url, log);
  } catch (failure) {
    await server.stop();
    throw failure;
  }
  return server;
}

/** What a started server wrote for its clients. */
export async function readKeys(server) {
  const env = Object.fromEntries(
    (await readFile(join(server.data, 'portalchat.env'), 'utf8'))
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  const keys = JSON.parse(await readFile(join(server.data, 'keys', 'api-keys.json'), 'utf8'));
  return {
    anon: env.SUPABASE_ANON_KEY,
    service: env.SUPABASE_SERVICE_ROLE_KEY,
    publishable: keys.publishable,
    secret: keys.secret,
    databaseUrl: env.DATABASE_URL,
  };
}

async function ready(child, url, log) {
  const end = Date.now() + startLimit;
  while (Date.now() < end) {
    if (child.exitCode !== null) {
      throw new Error(`The server ended with ${child.exitCode} while starting:\n${log.join('')}`);
    }
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The server was not ready within ${startLimit} ms:\n${log.join('')}`);
}

// SIGTERM, so that it stops its Postgres too.
async function stop(child, data) {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const slow = setTimeout(() => child.kill('SIGKILL'), 20_000);
    await ended;
    clearTimeout(slow);
  }
  await rm(data, { recursive: true, force: true });
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

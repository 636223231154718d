import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    server: { supabaseUrl: string; supabaseAnonKey: string };
  }
}

const HOST = resolve(import.meta.dirname, '../../../server/src/PortalChat.Host/bin');
const READY_WITHIN_MS = 120_000;

/** Starts the real server on a data folder of its own, once for all tests; PORTALCHAT_URL names one that runs. */
export default async function setUp(project: TestProject) {
  const running = process.env.PORTALCHAT_URL;
  const server = running === undefined ? await start() : { url: running, stop: async () => {} };
  const answer = await fetch(`${server.url}/portal-config.json`);
  const { supabaseAnonKey } = (await answer.json()) as { supabaseAnonKey: string };
  project.provide('server', { supabaseUrl: server.url, supabaseAnonKey });
  return server.stop;
}

async function start() {
  const program = ['Release', 'Debug']
    .map((kind) => join(HOST, kind, 'net10.0/portalchat.dll'))
    .find(existsSync);
  if (program === undefined) {
    throw new Error('The server is not built: dotnet build server/src/PortalChat.Host');
  }
  const data = mkdtempSync(join(tmpdir(), 'portalchat-test-'));
  const url = `http://127.0.0.1:${18_000 + (process.pid % 1_000)}`;
  const server = spawn(
    'dotnet',
    [
      program,
      '--urls',
      url,
      '--data',
      join(data, 'server'),
      '--auth-rate-factor',
      '100',
      '--log-level',
      'Warning',
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  await ready(url, server);
  return {
    url,
    async stop() {
      const gone = new Promise((done) => server.once('exit', done));
      server.kill('SIGTERM');
      await gone;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function ready(url: string, server: ChildProcess): Promise<void> {
  const limit = Date.now() + READY_WITHIN_MS;
  while (Date.now() < limit) {
    if (server.exitCode !== null) throw new Error(`The server ended with ${server.exitCode}.`);
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((wait) => setTimeout(wait, 200));
  }
  server.kill('SIGKILL');
  throw new Error('The server did not become ready.');
}

import { expect, inject } from 'vitest';
import {
  type ChatClient,
  type ChatClientConfig,
  createPlayerClient,
  createStaffClient,
  type PlayerDesk,
  type ReadableStore,
  type StaffDesk,
} from '../src/core';
import { nodeWebSocket } from '../src/testing/faults/node-web-socket';
import { createTestSurroundings, type TestSurroundings } from '../src/testing/faults/test-surroundings';

export interface Person<Desk> {
  readonly client: ChatClient<Desk>;
  readonly desk: Desk;
  readonly surroundings: TestSurroundings;
}

const PASSWORD = 'portalchat-demo';
let made = 0;

/** A new player with a name of his own, signed up and live. */
export async function newPlayer(name: string): Promise<Person<PlayerDesk>> {
  made += 1;
  const surroundings = createTestSurroundings();
  const client = createPlayerClient(config(surroundings));
  const email = `player.${Date.now()}.${made}@player.example`;
  const outcome = await client.signUp({ email, password: PASSWORD, display_name: name });
  expect(outcome).toEqual({ ok: true, value: 'signed_in' });
  return { client, surroundings, desk: await liveDesk(client) };
}

/** One of the demo's staff, signed in and live. */
export async function staff(name: 'grace' | 'hugo' | 'lena'): Promise<Person<StaffDesk>> {
  const surroundings = createTestSurroundings();
  const client = createStaffClient(config(surroundings));
  expect(await client.signIn(`${name}@staff.example`, PASSWORD)).toMatchObject({ ok: true });
  return { client, surroundings, desk: await liveDesk(client) };
}

export function config(surroundings: TestSurroundings): ChatClientConfig {
  return { ...inject('server'), surroundings, webSocket: nodeWebSocket };
}

async function liveDesk<Desk extends PlayerDesk | StaffDesk>(client: ChatClient<Desk>): Promise<Desk> {
  const session = await until(client.session, (s) => s.kind === 'signed_in');
  if (session.kind !== 'signed_in') throw new Error('unreachable');
  await until(session.desk.connection, (c) => c.kind === 'online' && c.synced_at !== null);
  return session.desk;
}

/** Waits for a state, as a UI would come to show it. */
export function until<T>(store: ReadableStore<T>, is: (value: T) => boolean, limit_ms = 60_000): Promise<T> {
  return new Promise((resolve, reject) => {
    // A store that wakes up at its first listener may tell it at once.
    let undo = () => {};
    let done = false;
    const end = () => {
      done = true;
      clearTimeout(late);
      undo();
    };
    const late = setTimeout(() => {
      end();
      reject(new Error(`It did not come to this. At the end: ${JSON.stringify(store.getSnapshot())}`));
    }, limit_ms);
    const look = () => {
      const value = store.getSnapshot();
      if (done || !is(value)) return;
      end();
      resolve(value);
    };
    undo = store.subscribe(look);
    if (done) undo();
    look();
  });
}

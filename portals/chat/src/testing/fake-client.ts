import { type ChatClient, createStore, type Desk, type SessionState, type Store } from '../core';
import { createFakeCalls, type FakeCalls } from './fake-calls';

export interface FakeClient<D extends Desk> extends ChatClient<D> {
  readonly calls: FakeCalls;
  readonly session: Store<SessionState<D>>;
}

/** Starts signed out; signing in or up succeeds at once as the desk's owner, unless `calls.answer` says otherwise. */
export function createFakeClient<D extends Desk>(desk: D): FakeClient<D> {
  const calls = createFakeCalls();
  const session = createStore<SessionState<D>>({ kind: 'signed_out', notice: null });
  const enter = () => session.set({ kind: 'signed_in', me: desk.me, desk });
  return {
    calls,
    session,
    async signIn(email, password) {
      calls.record('signIn', email, password);
      const outcome = await calls.outcome<void>('signIn', () => undefined);
      if (outcome.ok) enter();
      return outcome;
    },
    async signUp(account) {
      calls.record('signUp', account);
      const outcome = await calls.outcome<'signed_in' | 'confirm_email'>('signUp', () => 'signed_in');
      if (outcome.ok && outcome.value === 'signed_in') enter();
      return outcome;
    },
    async signOut() {
      calls.record('signOut');
      session.set({ kind: 'signed_out', notice: null });
    },
    close: () => calls.record('close'),
  };
}

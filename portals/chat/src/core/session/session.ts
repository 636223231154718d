import type { ChatClient, SignUp } from '../client';
import type { Side } from '../contract';
import type { Ending } from '../desk/open-desk';
import { done, type Outcome, type Refusal, refused } from '../outcome';
import { createStore } from '../store';
import { authRefusal } from '../supabase/answers';
import type { SupabaseAuth } from '../supabase/supabase';
import { wipeOthers } from '../surroundings/personal-storage';
import type { Surroundings } from '../surroundings/surroundings';
import type { Me, SessionState } from './session-state';
import { type AuthUser, whoIs } from './who';

/** The part of auth-js that is used. */
export type Auth = Pick<
  SupabaseAuth,
  'onAuthStateChange' | 'signInWithPassword' | 'signUp' | 'signOut' | 'stopAutoRefresh'
>;

export interface SessionConfig<Desk> {
  readonly side: Side;
  readonly auth: Auth;
  readonly surroundings: Surroundings;
  openDesk(me: Me): Desk & Ending;
}

/**
 * Follows who is signed in at this portal, in this tab or another, and opens and ends desks with it.
 * One person's desk is closed before the next one's is opened.
 */
export function createSession<Desk>(config: SessionConfig<Desk>): ChatClient<Desk> {
  const { side, auth, surroundings } = config;
  const state = createStore<SessionState<Desk>>({ kind: 'starting' });
  let open: { readonly me: Me; readonly desk: Desk & Ending } | null = null;
  let leaving = false;

  const endDesk = (wipe: boolean): void => {
    open?.desk.end(wipe);
    open = null;
  };

  const enter = (user: AuthUser): void => {
    const me = whoIs(user);
    if (me.side !== side) {
      void turnAway();
      return;
    }
    // The library tells of the same sign-in again at each return to the tab.
    if (open !== null && sameMe(open.me, me)) return;
    endDesk(open !== null && open.me.user_id !== me.user_id);
    wipeOthers(surroundings.storage, side, me.user_id);
    const desk = config.openDesk(me);
    open = { me, desk };
    state.set({ kind: 'signed_in', me, desk });
  };

  const leave = (): void => {
    const was_in = open !== null;
    // What was not sent yet is kept for the same person, unless he signs out himself.
    endDesk(leaving);
    const shown = state.getSnapshot();
    if (shown.kind === 'signed_out') return;
    state.set({ kind: 'signed_out', notice: was_in && !leaving ? 'session_ended' : null });
  };

  const turnAway = async (): Promise<void> => {
    endDesk(true);
    state.set({ kind: 'signed_out', notice: wrongPortal(side) });
    await auth.signOut({ scope: 'local' });
  };

  const { data } = auth.onAuthStateChange((event, session) => {
    if (event === 'SIGNED_OUT' || session === null) leave();
    else enter(session.user);
  });

  return {
    session: { getSnapshot: state.getSnapshot, subscribe: state.subscribe },

    async signIn(email, password) {
      const { data, error } = await auth.signInWithPassword({ email, password });
      if (error) return refused(authRefusal(error));
      return belongsHere(data.user, side);
    },

    async signUp({ email, password, display_name }: SignUp) {
      const { data, error } = await auth.signUp({ email, password, options: { data: { display_name } } });
      if (error) return refused(authRefusal(error));
      if (data.session === null) return done('confirm_email');
      const here = belongsHere(data.session.user, side);
      return here.ok ? done('signed_in') : here;
    },

    async signOut() {
      leaving = true;
      try {
        // The desk first: whatever the network does, nothing of this person stays.
        endDesk(true);
        state.set({ kind: 'signed_out', notice: null });
        await auth.signOut({ scope: 'local' });
      } finally {
        leaving = false;
      }
    },

    close() {
      data.subscription.unsubscribe();
      void auth.stopAutoRefresh();
      endDesk(false);
    },
  };
}

const wrongPortal = (side: Side) => (side === 'gre' ? 'not_staff' : 'not_player');

function belongsHere(user: AuthUser, side: Side): Outcome<void> {
  if (whoIs(user).side === side) return done(undefined);
  const refusal: Refusal = { kind: wrongPortal(side), reason: '', hint: null, code: null };
  return refused(refusal);
}

const sameMe = (a: Me, b: Me): boolean =>
  a.user_id === b.user_id && a.role === b.role && a.display_name === b.display_name && a.email === b.email;

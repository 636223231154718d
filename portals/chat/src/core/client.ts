import type { Side } from './contract';
import type { PlayerDesk, StaffDesk } from './desk/desk';
import type { OpenDesk } from './desk/open-desk';
import { openPlayerDesk } from './desk/player-desk';
import { openStaffDesk } from './desk/staff-desk';
import type { Outcome } from './outcome';
import { createSession } from './session/session';
import type { SessionState } from './session/session-state';
import type { ReadableStore } from './store';
import { createSupabaseBackend } from './supabase/backend';
import { connectAuth, type SupabaseConfig } from './supabase/supabase';
import { browserSurroundings } from './surroundings/browser';
import type { Surroundings } from './surroundings/surroundings';

export interface ChatClientConfig extends SupabaseConfig {
  /** The page's own unless given. */
  readonly surroundings?: Surroundings;
}

export interface SignUp {
  readonly email: string;
  readonly password: string;
  readonly display_name: string;
}

/** One per page. What belongs to a person hangs on `session`: see `PlayerDesk` and `StaffDesk`. */
export interface ChatClient<Desk> {
  readonly session: ReadableStore<SessionState<Desk>>;
  signIn(email: string, password: string): Promise<Outcome<void>>;
  /** `confirm_email`: the account is made, but the address must be confirmed before signing in. */
  signUp(account: SignUp): Promise<Outcome<'signed_in' | 'confirm_email'>>;
  /** Ends the session here at once, whether or not the server is reached, and wipes all that was this person's. */
  signOut(): Promise<void>;
  /** Ends all work of this client without signing out (tests, hot reload). */
  close(): void;
}

export const createPlayerClient = (config: ChatClientConfig): ChatClient<PlayerDesk> =>
  createChatClient(config, 'player', openPlayerDesk);

export const createStaffClient = (config: ChatClientConfig): ChatClient<StaffDesk> =>
  createChatClient(config, 'gre', openStaffDesk);

function createChatClient<Desk>(
  config: ChatClientConfig,
  side: Side,
  openDesk: OpenDesk<Desk>,
): ChatClient<Desk> {
  const surroundings = config.surroundings ?? browserSurroundings();
  const auth = connectAuth(config, side, surroundings.storage);
  return createSession({
    side,
    auth,
    surroundings,
    openDesk: (me) => openDesk(me, createSupabaseBackend(config, auth, me.user_id), surroundings),
  });
}

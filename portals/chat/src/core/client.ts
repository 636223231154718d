import type { PlayerDesk, StaffDesk } from './desk/desk';
import type { Outcome } from './outcome';
import type { SessionState } from './session/session-state';
import type { ReadableStore } from './store';

export interface ChatClientConfig {
  /** As in `/portal-config.json`; a path or origin without a trailing slash. */
  readonly supabaseUrl: string;
  readonly supabaseAnonKey: string;
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

export function createPlayerClient(_config: ChatClientConfig): ChatClient<PlayerDesk> {
  throw new Error('The player client is not wired yet.');
}

export function createStaffClient(_config: ChatClientConfig): ChatClient<StaffDesk> {
  throw new Error('The staff client is not wired yet.');
}

/** Why something was not done. The UI has a text per kind; `reason` is the server's own sentence. */
export type RefusalKind =
  /** Somebody else was first, or it is done already; `reason` names the winner. */
  | 'conflict'
  | 'forbidden'
  | 'not_found'
  /** The values do not hold: too long, empty, unknown word. */
  | 'invalid'
  /** No session any more, or wrong credentials (`bad_credentials`). */
  | 'signed_out'
  | 'bad_credentials'
  | 'email_taken'
  | 'weak_password'
  | 'email_not_confirmed'
  /** A player's account at the Staff Portal. */
  | 'not_staff'
  /** A staff account at the Player Portal. */
  | 'not_player'
  | 'too_many_requests'
  /** The server answered, but cannot do it now (5xx). */
  | 'unavailable'
  /** No answer at all. */
  | 'network'
  | 'unknown';

export interface Refusal {
  readonly kind: RefusalKind;
  /** A sentence for people, in the server's words; empty when there was no answer. */
  readonly reason: string;
  /** What one could do about it, where the server says so. */
  readonly hint: string | null;
  /** SQLSTATE, PGRST or auth code, for logs and bug reports. */
  readonly code: string | null;
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value });
export const refused = (refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } => ({
  ok: false,
  refusal,
});

/** Trying the same again later may succeed: nothing was decided about it. */
export const isPassing = (refusal: Refusal): boolean =>
  refusal.kind === 'network' || refusal.kind === 'unavailable' || refusal.kind === 'too_many_requests';

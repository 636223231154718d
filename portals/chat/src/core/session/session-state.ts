import type { Side } from '../contract';

/** Who is signed in. */
export interface Me {
  readonly user_id: string;
  readonly display_name: string;
  readonly email: string;
  readonly side: Side;
  /** `gre` or `gre_lead` for staff; null for players. Decides what the UI offers, never what is allowed. */
  readonly role: 'gre' | 'gre_lead' | null;
}

/** Why the sign-in page shows although somebody was signed in. */
export type SignedOutNotice = 'not_staff' | 'not_player' | 'session_ended';

export type SessionState<Desk> =
  | { readonly kind: 'starting' }
  | { readonly kind: 'signed_out'; readonly notice: SignedOutNotice | null }
  | { readonly kind: 'signed_in'; readonly me: Me; readonly desk: Desk };

import type { Side } from '../contract';
import type { Me } from './session-state';

/** The part of an auth user that says who he is. */
export interface AuthUser {
  readonly id: string;
  readonly email?: string | undefined;
  readonly app_metadata: Readonly<Record<string, unknown>>;
  readonly user_metadata: Readonly<Record<string, unknown>>;
}

/**
 * `app_metadata` only: `user_metadata` can be written by the user himself. This decides which portal
 * opens; what is allowed in it the database decides.
 */
export function whoIs(user: AuthUser): Me {
  const role = user.app_metadata.role;
  const staff_role = role === 'gre' || role === 'gre_lead' ? role : null;
  const side: Side = staff_role === null ? 'player' : 'gre';
  return {
    user_id: user.id,
    display_name: displayName(user.user_metadata) ?? (side === 'player' ? 'Player' : 'Support'),
    email: user.email ?? '',
    side,
    role: staff_role,
  };
}

function displayName({ display_name, name }: AuthUser['user_metadata']): string | null {
  for (const candidate of [display_name, name]) {
    if (typeof candidate === 'string' && candidate.trim() !== '') return candidate.trim();
  }
  return null;
}

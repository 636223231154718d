import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import type { Side } from '../contract';
import type { Database } from '../database.types';
import type { KeyValueStorage } from '../surroundings/surroundings';

export type Supabase = SupabaseClient<Database>;
export type SupabaseAuth = Supabase['auth'];

export interface SupabaseConfig {
  /** As in `/portal-config.json`: an origin (and path), with or without a trailing slash. */
  readonly supabaseUrl: string;
  readonly supabaseAnonKey: string;
  /** For runtimes without a global WebSocket (Node before 22). */
  readonly webSocket?: typeof WebSocket;
}

/** No answer for this long is none: the request is given up, and what it was for is tried again. */
const REQUEST_TIMEOUT_MS = 15_000;
/** A dead connection is noticed after one to two of these. */
const HEARTBEAT_MS = 15_000;
const RECONNECT_STEPS_MS = [500, 2_000, 5_000, 10_000] as const;

/** The sign-in of this browser at this portal. It outlives the people who sign in. */
export function connectAuth(config: SupabaseConfig, side: Side, storage: KeyValueStorage): SupabaseAuth {
  return createClient<Database>(config.supabaseUrl, config.supabaseAnonKey, {
    // The portals may share an origin: each keeps a session of its own.
    auth: { storage, storageKey: `portalchat-${side}-session`, detectSessionInUrl: false },
    ...transport(config),
  }).auth;
}

/**
 * The data of one person: a client of its own, thrown away with his session, so that the next person
 * to sign in shares no socket, no channel and no answer on its way with him.
 */
export function connectData(config: SupabaseConfig, accessToken: () => Promise<string | null>): Supabase {
  return createClient<Database>(config.supabaseUrl, config.supabaseAnonKey, {
    accessToken,
    // Retries are ours: the library's would hold an answer back for seconds before we hear of trouble.
    db: { timeout: REQUEST_TIMEOUT_MS, retry: false },
    ...transport(config),
  });
}

const transport = ({ webSocket }: SupabaseConfig) => ({
  realtime: {
    heartbeatIntervalMs: HEARTBEAT_MS,
    reconnectAfterMs,
    ...(webSocket ? { transport: webSocket } : {}),
  },
});

// Half of each step is chance: after a restart not everybody knocks at once.
function reconnectAfterMs(tries: number): number {
  const step = RECONNECT_STEPS_MS[Math.min(tries, RECONNECT_STEPS_MS.length) - 1] ?? 10_000;
  return step / 2 + Math.random() * (step / 2);
}

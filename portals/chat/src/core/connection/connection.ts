import type { LastingStatus } from '../channels/lasting-channel';
import { createStore, type ReadableStore, type Undo } from '../store';
import type { Surroundings } from '../surroundings/surroundings';
import type { ConnectionState } from './connection-state';

/** Trouble shorter than this is nobody's concern: a rejoin usually takes less. */
const CALM_MS = 1_500;
/** A first connection that takes longer than this is trouble, even if nothing has failed yet. */
const PATIENCE_MS = 10_000;

export interface Connection extends ReadableStore<ConnectionState> {
  /** A pull of everything has just succeeded. */
  synced(): void;
  stop(): void;
}

export function watchConnection(
  channel: ReadableStore<LastingStatus>,
  surroundings: Surroundings,
): Connection {
  const state = createStore<ConnectionState>({ kind: 'connecting', synced_at: null });
  const started_at = Date.now();
  let synced_at: number | null = null;
  let been_live = false;
  let trouble_since: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const judge = (): void => {
    clearTimeout(timer);
    const now = Date.now();
    const status = channel.getSnapshot();
    const offline = !surroundings.isOnline();

    if (status === 'live' && !offline) {
      been_live = true;
      trouble_since = null;
      show({ kind: 'online', synced_at });
      return;
    }
    if (!been_live && !offline && status === 'joining' && now < started_at + PATIENCE_MS) {
      timer = setTimeout(judge, started_at + PATIENCE_MS - now);
      return;
    }
    trouble_since ??= now;
    if (now < trouble_since + CALM_MS) {
      timer = setTimeout(judge, trouble_since + CALM_MS - now);
      return;
    }
    show({ kind: offline ? 'offline' : 'trouble', since: trouble_since, synced_at });
  };

  const show = (next: ConnectionState): void => {
    const shown = state.getSnapshot();
    if (shown.kind !== next.kind || shown.synced_at !== next.synced_at) state.set(next);
  };

  const undos: Undo[] = [channel.subscribe(judge), surroundings.onChange(judge)];
  judge();

  return {
    getSnapshot: state.getSnapshot,
    subscribe: state.subscribe,
    synced() {
      synced_at = Date.now();
      const shown = state.getSnapshot();
      if (shown.kind !== 'connecting') state.set({ ...shown, synced_at });
    },
    stop() {
      clearTimeout(timer);
      for (const undo of undos) undo();
    },
  };
}

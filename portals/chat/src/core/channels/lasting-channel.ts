import type { Backend, Channel, ChannelListener, ChannelSpec } from '../backend/backend';
import { createStore, type ReadableStore } from '../store';
import { backoffMs } from '../sync/backoff';

export type LastingStatus = 'joining' | 'live' | 'broken';

export interface LastingChannel {
  readonly status: ReadableStore<LastingStatus>;
  broadcast(event: string, payload: Readonly<Record<string, unknown>>): void;
  /** What presence shows of me; told again after each reconnect. Null shows nothing. */
  track(meta: Readonly<Record<string, unknown>> | null): void;
  /** A closed channel is opened again now rather than after its wait. */
  hurry(): void;
  close(): void;
}

export type LastingListener = Omit<ChannelListener, 'onStatus'> & {
  /** Joined, again or for the first time: whatever happened before must be pulled. */
  onLive(): void;
};

/**
 * A channel that outlives everything but its own `close`. The client library rejoins after errors by
 * itself, but gives a channel up for good when the server closes it, which is what hosted Supabase
 * does when a token ends; then a new one is made.
 */
export function openLastingChannel(
  backend: Pick<Backend, 'openChannel'>,
  spec: ChannelSpec,
  listener: LastingListener,
): LastingChannel {
  const status = createStore<LastingStatus>('joining');
  let channel: Channel | null = null;
  let meta: Readonly<Record<string, unknown>> | null = null;
  let reopen: ReturnType<typeof setTimeout> | undefined;
  let closings = 0;
  let ended = false;

  const open = (): void => {
    clearTimeout(reopen);
    reopen = undefined;
    let mine = true;
    const opened = backend.openChannel(spec, {
      onStatus(next) {
        if (ended || !mine) return;
        if (next === 'live') {
          closings = 0;
          status.set('live');
          if (meta !== null) opened.track(meta);
          listener.onLive();
          return;
        }
        status.set('broken');
        if (next === 'closed') {
          mine = false;
          channel = null;
          closings += 1;
          reopen = setTimeout(open, backoffMs(closings));
        }
      },
      onChange: (change) => void (mine && !ended && listener.onChange(change)),
      onBroadcast: (event, payload) => void (mine && !ended && listener.onBroadcast(event, payload)),
      onPresence: (metas) => void (mine && !ended && listener.onPresence(metas)),
    });
    channel = opened;
  };

  open();

  return {
    status,
    broadcast: (event, payload) => {
      if (status.getSnapshot() === 'live') channel?.broadcast(event, payload);
    },
    track(next) {
      meta = next;
      if (status.getSnapshot() !== 'live') return;
      if (next === null) channel?.untrack();
      else channel?.track(next);
    },
    hurry() {
      if (reopen !== undefined && !ended) open();
    },
    close() {
      ended = true;
      clearTimeout(reopen);
      channel?.close();
      channel = null;
    },
  };
}

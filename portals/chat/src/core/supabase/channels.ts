import type { RealtimeChannel } from '@supabase/supabase-js';
import type { Channel, ChannelListener, ChannelSpec, PresenceMetas, RowChange } from '../backend/backend';
import type { Supabase } from './supabase';

/**
 * Opens channels on the client library. It keeps one channel per topic, and hands out the old one while
 * that is still leaving: a new one therefore waits until the old one has left.
 */
export function createChannels(supabase: Supabase) {
  const leaving = new Map<string, Promise<unknown>>();

  return function openChannel(spec: ChannelSpec, listener: ChannelListener): Channel {
    let channel: RealtimeChannel | null = null;
    let closed = false;

    const open = async (): Promise<void> => {
      await leaving.get(spec.topic);
      // The join carries the token: without this it could go out before the session's is known.
      await supabase.realtime.setAuth();
      if (!closed) channel = join(supabase, spec, listener, () => closed);
    };
    void open();

    return {
      broadcast: (event, payload) => void channel?.send({ type: 'broadcast', event, payload }),
      track: (meta) => void channel?.track({ ...meta }),
      untrack: () => void channel?.untrack(),
      close() {
        closed = true;
        if (channel === null) return;
        const left = supabase.removeChannel(channel).finally(() => {
          if (leaving.get(spec.topic) === left) leaving.delete(spec.topic);
        });
        leaving.set(spec.topic, left);
      },
    };
  };
}

function join(
  supabase: Supabase,
  spec: ChannelSpec,
  listener: ChannelListener,
  isClosed: () => boolean,
): RealtimeChannel {
  const channel = supabase.channel(spec.topic, {
    config: { private: spec.private, ...(spec.presence_key ? { presence: { key: spec.presence_key } } : {}) },
  });

  for (const { table, event, filter } of spec.changes) {
    const wanted = { schema: 'public', table, ...(filter === undefined ? {} : { filter }) };
    const hear = (change: Told): void => {
      const row = change.eventType === 'DELETE' ? change.old : change.new;
      listener.onChange({ table, event: change.eventType, row });
    };
    if (event === 'INSERT') channel.on('postgres_changes', { event: 'INSERT', ...wanted }, hear);
    else channel.on('postgres_changes', { event: '*', ...wanted }, hear);
  }
  if (spec.presence_key !== null) {
    channel.on('presence', { event: 'sync' }, () =>
      listener.onPresence(channel.presenceState() as PresenceMetas),
    );
    channel.on('broadcast', { event: '*' }, ({ event, payload }) =>
      listener.onBroadcast(event, payload ?? {}),
    );
  }

  return channel.subscribe((status) => {
    if (isClosed()) return;
    if (status === 'SUBSCRIBED') listener.onStatus('live');
    else listener.onStatus(status === 'CLOSED' ? 'closed' : 'broken');
  });
}

interface Told {
  readonly eventType: RowChange['event'];
  readonly new: Readonly<Record<string, unknown>>;
  readonly old: Readonly<Record<string, unknown>>;
}

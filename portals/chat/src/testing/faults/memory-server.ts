import type { Backend, Channel, ChannelListener, ChannelSpec } from '../../core/backend/backend';
import { compareChats, matchesQuery } from '../../core/lists/chat-query';
import { counted, isCountedWhole, pageOf } from '../../core/lists/counted';
import { done, type Outcome, type Refusal, refused } from '../../core/outcome';
import { type MemoryChange, MemoryChats } from './memory-chats';

export const noAnswer: Refusal = { kind: 'network', reason: '', hint: null, code: null };

/** What happens to a call: it is done and answered unless the test says otherwise. */
export type Fault =
  /** It never reaches the server. */
  | 'request lost'
  /** The server does it, and its answer never comes. */
  | 'answer lost'
  | Refusal;

interface OpenChannel {
  readonly spec: ChannelSpec;
  readonly listener: ChannelListener;
}

/** A server in memory whose every call and every live event a test can lose, hold, double or refuse. */
export class MemoryServer {
  readonly tables = new MemoryChats();
  readonly channels = new Set<OpenChannel>();
  readonly calls: string[] = [];
  /** Asked for each call by its name; null lets it pass. */
  fault: (call: string) => Fault | null = () => null;
  /** How often a live change is told on each channel; 0 loses it. */
  copies: (change: MemoryChange) => number = () => 1;
  /** Channels join by themselves unless this is off. */
  joins = true;
  readonly on_duty = new Set<string>();
  /** Of staff; who has none here is called Support. */
  readonly names = new Map<string, string>();
  #gate: Promise<void> = Promise.resolve();

  constructor() {
    this.tables.onChange = (change) => {
      for (let i = this.copies(change); i > 0; i -= 1) this.tell(change);
    };
  }

  tell(change: MemoryChange): void {
    for (const { spec, listener } of [...this.channels]) {
      const wanted = spec.changes.some(
        ({ table, event, filter }) =>
          table === change.table && (event === '*' || event === change.event) && passes(filter, change.row),
      );
      if (wanted) listener.onChange({ ...change, row: { ...change.row } });
    }
  }

  status(status: 'live' | 'broken' | 'closed', topic?: string): void {
    for (const channel of [...this.channels]) {
      if (topic !== undefined && channel.spec.topic !== topic) continue;
      if (status === 'closed') this.channels.delete(channel);
      channel.listener.onStatus(status);
    }
  }

  /** From now on calls reach the server, and are answered, only after `release`. */
  hold(): { release(): void } {
    let release: () => void = () => {};
    this.#gate = new Promise((resolve) => {
      release = resolve;
    });
    return { release };
  }

  backend(me: string): Backend {
    const { tables } = this;
    const call = async <T>(name: string, run: () => Outcome<T>): Promise<Outcome<T>> => {
      this.calls.push(name);
      const gate = this.#gate;
      const fault = this.fault(name);
      await gate;
      if (fault === null) return run();
      if (fault === 'request lost') return refused(noAnswer);
      if (fault === 'answer lost') {
        run();
        return refused(noAnswer);
      }
      return refused(fault);
    };
    const all = () => [...tables.chats.values()];
    const change = (name: string, id: string, columns: () => Parameters<MemoryChats['change']>[1]) =>
      call(name, () => done(tables.change(id, columns())));

    return {
      messages: (id, range, limit) =>
        call('messages', () => {
          const thread = tables.thread(id);
          if ('after' in range) return done(thread.filter((m) => m.message_no > range.after).slice(0, limit));
          const before = range.before ?? Number.POSITIVE_INFINITY;
          return done(thread.filter((m) => m.message_no < before).slice(-limit));
        }),
      message: (id) => call('message', () => done(tables.message(id))),
      chatsById: (ids) => call('chatsById', () => done(all().filter((chat) => ids.includes(chat.id)))),
      chats: (query, limit) =>
        call('chats', () => {
          const matching = all()
            .filter((chat) => matchesQuery(chat, query))
            .sort((a, b) => compareChats(a, b, query.order));
          if (!isCountedWhole(query)) return done(pageOf(matching, limit));
          return done({ rows: matching.slice(0, limit), count: matching.length });
        }),
      countChats: (query) =>
        call('countChats', () => {
          const { length } = all().filter((chat) => matchesQuery(chat, query));
          return done(isCountedWhole(query) ? length : counted(length));
        }),
      playersByName: (text) =>
        call('playersByName', () => {
          const named = all().filter((chat) => chat.player_name.includes(text));
          const players = new Map(
            named.map(({ player_id, player_name }) => [player_id, { player_id, player_name }]),
          );
          return done([...players.values()]);
        }),
      chatsWithStaff: () =>
        call('chatsWithStaff', () => done(all().filter((chat) => chat.gre_staff_id !== null))),
      staffOfChat: (id) =>
        call('staffOfChat', () => {
          const { gre_staff_id, resolved_by, player_id } = tables.chat(id);
          const wrote = tables.thread(id).flatMap((m) => (m.sender_type === 'gre' ? [m.sender_id] : []));
          const ids = new Set([...wrote, gre_staff_id, resolved_by === player_id ? null : resolved_by]);
          return done(
            [...ids].flatMap((staff_id) =>
              staff_id === null ? [] : [{ staff_id, staff_name: this.names.get(staff_id) ?? 'Support' }],
            ),
          );
        }),
      queueStatus: () =>
        call('queueStatus', () => {
          const waiting = all().filter((chat) => chat.status === 'waiting');
          const place = waiting.findIndex((chat) => chat.player_id === me) + 1;
          const on_duty = this.on_duty.size > 0;
          return done({ place: place === 0 ? null : place, estimated_wait_seconds: null, on_duty });
        }),

      sendAsPlayer: ({ id, message_text, opening }) =>
        call('send', () => {
          const chat = tables.openChatOf(me) ?? tables.open({ player_id: me, ...opening });
          return done(tables.write(chat.id, { id, message_text, sender_type: 'player' }));
        }),
      sendAsGre: ({ id, message_text }, chat) =>
        call('send', () =>
          done(tables.write(chat.id, { id, message_text, sender_type: 'gre', sender_id: me })),
        ),
      insertChat: (row) => call('insertChat', () => done(tables.open(row))),
      claim: (id) =>
        change('claim', id, () => ({ status: 'active', gre_staff_id: me, gre_staff_name: 'Me' })),
      transfer: (id, to) => change('transfer', id, () => ({ gre_staff_id: to })),
      release: (id) => change('release', id, () => ({ status: 'waiting', gre_staff_id: null })),
      resolve: (id) => change('resolve', id, () => ({ status: 'resolved', resolved_at: tables.now() })),
      reopen: (id) => change('reopen', id, () => ({ status: 'active', gre_staff_id: me })),
      markRead: (id, message_no) =>
        change('markRead', id, () => ({ gre_read_no: message_no, player_read_no: message_no })),
      rate: (id, rating) => change('rate', id, () => ({ rating })),
      reportDuty: (on_duty) =>
        call(`reportDuty ${on_duty}`, () => {
          if (on_duty) this.on_duty.add(me);
          else this.on_duty.delete(me);
          return done(undefined);
        }),

      openChannel: (spec, listener) => this.#open(spec, listener),
      reconnect: () => void this.calls.push('reconnect'),
      disconnect: () => void this.calls.push('disconnect'),
    };
  }

  #open(spec: ChannelSpec, listener: ChannelListener): Channel {
    const channel = { spec, listener };
    this.channels.add(channel);
    this.calls.push(`open ${spec.topic}`);
    if (this.joins) queueMicrotask(() => this.channels.has(channel) && listener.onStatus('live'));
    return {
      broadcast: (event, payload) => {
        this.calls.push(`broadcast ${event}`);
        for (const other of this.channels) {
          if (other !== channel && other.spec.topic === spec.topic)
            other.listener.onBroadcast(event, payload);
        }
      },
      track: (meta) => void this.calls.push(`track ${JSON.stringify(meta)}`),
      untrack: () => void this.calls.push('untrack'),
      close: () => void this.channels.delete(channel),
    };
  }
}

function passes(filter: string | undefined, row: Readonly<Record<string, unknown>>): boolean {
  if (filter === undefined) return true;
  const [column = '', value] = filter.split('=eq.');
  return row[column] === value;
}

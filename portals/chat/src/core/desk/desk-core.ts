import type { Backend, ChannelSpec, PresenceMetas, RowChange } from '../backend/backend';
import { openLastingChannel } from '../channels/lasting-channel';
import { watchConnection } from '../connection/connection';
import type { ChatMessage, ChatRequest } from '../contract';
import { createOutbox, type OutboxPort } from '../outbox/outbox';
import { createOutboxStorage } from '../outbox/outbox-storage';
import type { Outcome } from '../outcome';
import { createAskRows } from '../rows/ask-rows';
import { createChatRows } from '../rows/chat-rows';
import { wholeChat } from '../rows/whole-rows';
import type { Me } from '../session/session-state';
import type { Undo } from '../store';
import { createPersonalStorage } from '../surroundings/personal-storage';
import type { Surroundings } from '../surroundings/surroundings';
import { createSignal } from '../sync/signal';
import { createThread, type KeptThread } from '../thread/thread';
import type { Desk, DeskEvent } from './desk';
import { deskEvents } from './desk-events';
import type { DeskParts } from './desk-parts';
import { createDrafts } from './drafts';
import { watchForCatchUp } from './watch';

/** How long a stored message waits in the outbox for its thread to open and show it. */
const SHOWN_WITHIN_MS = 3_000;

export interface DeskCoreConfig {
  readonly me: Me;
  readonly backend: Backend;
  readonly surroundings: Surroundings;
  readonly channel: ChannelSpec;
  /** What presence on that channel says of me; null for none. */
  readonly presence: Readonly<Record<string, unknown>> | null;
  laneOf: OutboxPort['laneOf'];
  send(message: Parameters<OutboxPort['send']>[0], parts: DeskParts): Promise<Outcome<ChatMessage>>;
  onPresence(metas: PresenceMetas): void;
  /** Pulls the lists of this desk; resolves when they are up to date, or to false when that failed. */
  pullLists(): Promise<boolean>;
}

export interface DeskCore extends Desk {
  readonly parts: DeskParts;
  /** Does something to a chat. Its answer is news like any other, but no event: I did it myself. */
  act(chat_request_id: string, run: () => Promise<Outcome<ChatRequest>>): Promise<Outcome<ChatRequest>>;
  /** Closes everything. With `wipe`, nothing of this person is left in the browser. */
  end(wipe: boolean): void;
  start(): void;
}

/** What both sides' desks are made of: rows, outbox, threads, the main channel, catching up. */
export function createDeskCore(config: DeskCoreConfig): DeskCore {
  const { me, backend, surroundings } = config;
  const storage = createPersonalStorage(surroundings.storage, me.side, me.user_id);
  const rows = createChatRows();
  const asking = createAskRows(backend, rows);
  const catchUp = createSignal<void>();
  const events = createSignal<DeskEvent>();
  const threads = new Map<string, KeptThread>();
  const undos: Undo[] = [];
  const acting = new Set<string>();

  const outbox = createOutbox({
    storage: createOutboxStorage(storage),
    laneOf: config.laneOf,
    send: (message) => config.send(message, parts),
    stored(message) {
      const thread = threads.get(message.chat_request_id);
      if (thread?.isLive()) return thread.receive(message);
      if (rows.get(message.chat_request_id) !== null) return false;
      // A chat that has just begun: its row and its thread come now, and the message stays till then.
      void asking.ask([message.chat_request_id]);
      setTimeout(() => {
        if (!threads.get(message.chat_request_id)?.isLive()) outbox.settle((id) => id === message.id);
      }, SHOWN_WITHIN_MS);
      return true;
    },
  });
  const parts: DeskParts = { me, backend, surroundings, rows, asking, outbox, catchUp };

  const onChange = ({ row, event }: RowChange): void => {
    const id = typeof row.id === 'string' ? row.id : null;
    if (id === null) return;
    if (event === 'DELETE') {
      rows.drop(id);
      return;
    }
    const chat = wholeChat(row, rows.get(id));
    if (chat === null) void asking.ask([id]);
    else rows.put(chat, 'live', event === 'INSERT');
  };

  const channel = openLastingChannel(backend, config.channel, {
    onLive: () => catchUp.emit(),
    onChange,
    onBroadcast: () => {},
    onPresence: config.onPresence,
  });
  const connection = watchConnection(channel.status, surroundings);
  const drafts = createDrafts(storage, surroundings);

  const refresh = (): void => {
    backend.reconnect();
    channel.hurry();
    catchUp.emit();
  };

  undos.push(
    rows.onUpdate((update) => {
      for (const event of deskEvents(update, me)) {
        if (event.kind === 'message_received' || !acting.has(event.chat.id)) events.emit(event);
      }
    }),
    catchUp.on(() => {
      outbox.wake();
      void config.pullLists().then((up_to_date) => up_to_date && connection.synced());
    }),
    watchForCatchUp(surroundings, () => channel.status.getSnapshot() === 'live', refresh),
  );
  channel.track(config.presence);

  const act: DeskCore['act'] = async (chat_request_id, run) => {
    acting.add(chat_request_id);
    try {
      const outcome = await run();
      if (outcome.ok) rows.put(outcome.value, 'live');
      // Refused because the chat is not as it is shown here: show it as it is.
      else if (outcome.refusal.kind === 'conflict' || outcome.refusal.kind === 'forbidden') catchUp.emit();
      return outcome;
    } finally {
      acting.delete(chat_request_id);
    }
  };

  return {
    me,
    parts,
    connection,
    drafts,
    outbox: outbox.messages,
    thread(chat_request_id) {
      const known = threads.get(chat_request_id);
      if (known) return known;
      const thread = createThread(parts, chat_request_id);
      threads.set(chat_request_id, thread);
      return thread;
    },
    onEvent: events.on,
    refresh,
    resolve: (chat_request_id) => act(chat_request_id, () => backend.resolve(chat_request_id)),
    act,
    start: () => catchUp.emit(),
    end(wipe) {
      for (const undo of undos) undo();
      for (const thread of threads.values()) thread.stop();
      drafts.stop();
      outbox.stop();
      asking.stop();
      connection.stop();
      channel.close();
      if (wipe) storage.wipe();
      backend.disconnect();
    },
  };
}

import type { ChatMessage } from '../contract';
import type { Outcome } from '../outcome';
import { createStore, type ReadableStore } from '../store';
import { newId } from '../sync/new-id';
import { createLane, type Lane } from './lane';
import type { OutboxStorage } from './outbox-storage';
import { inOrder } from './outbox-storage';
import type { OutgoingMessage } from './outgoing-message';

export interface OutboxPort {
  readonly storage: OutboxStorage;
  /** Messages of one lane are sent one after the other: the chat for staff, one for all for a player. */
  laneOf(message: OutgoingMessage): string;
  send(message: OutgoingMessage): Promise<Outcome<ChatMessage>>;
  /** The row is stored. True: its thread is on a screen, and will call `settle` when it shows the row. */
  stored(row: ChatMessage): boolean;
}

/** What was written and is not yet seen to be stored. Nothing leaves it unsaid. */
export interface Outbox {
  readonly messages: ReadableStore<readonly OutgoingMessage[]>;
  add(message: Pick<OutgoingMessage, 'chat_request_id' | 'message_text' | 'opening'>): string | null;
  retry(id: string): void;
  discard(id: string): string | null;
  /** These rows are on the screen (or will be, once asked for): they are no longer on their way. */
  settle(ids: (id: string) => boolean): void;
  wake(): void;
  stop(): void;
}

export function createOutbox(port: OutboxPort): Outbox {
  const messages = createStore<readonly OutgoingMessage[]>(port.storage.load());
  const lanes = new Map<string, Lane>();
  let last_written_at = messages.getSnapshot().at(-1)?.written_at ?? '';

  const change = (id: string, next: (message: OutgoingMessage) => OutgoingMessage | null): void =>
    messages.update((all) => all.flatMap((m) => (m.id === id ? (next(m) ?? []) : m)));
  const find = (id: string) => messages.getSnapshot().find((m) => m.id === id);

  const laneFor = (key: string): Lane => {
    const known = lanes.get(key);
    if (known) return known;
    const lane = createLane({
      next: () => messages.getSnapshot().find((m) => m.state === 'sending' && port.laneOf(m) === key) ?? null,
      send: port.send,
      stored(message, row) {
        port.storage.remove(message.id);
        // First `sent`, then told: a thread that shows it at once settles it within the call.
        change(message.id, (m) => ({ ...m, state: 'sent', refusal: null }));
        if (!port.stored(row)) change(message.id, () => null);
      },
      delayed: (message, refusal) => change(message.id, (m) => ({ ...m, refusal })),
      failed(message, refusal) {
        change(message.id, (m) => ({ ...m, state: 'failed', refusal }));
        const failed = find(message.id);
        if (failed) port.storage.save(failed);
      },
    });
    lanes.set(key, lane);
    return lane;
  };

  // Two in one millisecond, or a clock set back, must not swap places after a reload.
  const writtenAt = (): string => {
    const now = new Date().toISOString();
    last_written_at = now > last_written_at ? now : new Date(Date.parse(last_written_at) + 1).toISOString();
    return last_written_at;
  };

  const wake = (): void => {
    const waiting = messages.getSnapshot().filter((m) => m.state === 'sending');
    for (const key of new Set(waiting.map(port.laneOf))) laneFor(key).wake();
  };

  return {
    messages,
    add({ chat_request_id, message_text, opening }) {
      if (message_text.trim() === '') return null;
      const message: OutgoingMessage = {
        id: newId(),
        chat_request_id,
        message_text,
        written_at: writtenAt(),
        state: 'sending',
        refusal: null,
        opening,
      };
      port.storage.save(message);
      messages.update((all) => [...all, message].sort(inOrder));
      laneFor(port.laneOf(message)).wake();
      return message.id;
    },
    retry(id) {
      const message = find(id);
      if (!message || message.state === 'sent') return;
      change(id, (m) => ({ ...m, state: 'sending', refusal: null }));
      port.storage.save({ ...message, state: 'sending', refusal: null });
      laneFor(port.laneOf(message)).wake();
    },
    discard(id) {
      const message = find(id);
      if (message?.state !== 'failed') return null;
      port.storage.remove(id);
      change(id, () => null);
      return message.message_text;
    },
    settle(isShown) {
      const settled = messages.getSnapshot().filter((m) => isShown(m.id));
      if (settled.length === 0) return;
      for (const message of settled) port.storage.remove(message.id);
      messages.update((all) => all.filter((m) => !isShown(m.id)));
    },
    wake,
    stop() {
      for (const lane of lanes.values()) lane.stop();
    },
  };
}

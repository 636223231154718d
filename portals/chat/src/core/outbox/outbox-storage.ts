import type { PersonalStorage } from '../surroundings/personal-storage';
import type { OutgoingMessage } from './outgoing-message';

const PREFIX = 'outbox:';

/** One key per message, so that two tabs of one person never overwrite each other's. */
export interface OutboxStorage {
  load(): readonly OutgoingMessage[];
  save(message: OutgoingMessage): void;
  remove(id: string): void;
}

export function createOutboxStorage(storage: PersonalStorage): OutboxStorage {
  return {
    load: () =>
      storage
        .keys()
        .filter((key) => key.startsWith(PREFIX))
        .flatMap((key) => parse(storage.get(key)))
        .sort(inOrder),
    save: (message) => void storage.set(PREFIX + message.id, JSON.stringify(message)),
    remove: (id) => storage.remove(PREFIX + id),
  };
}

export const inOrder = (a: OutgoingMessage, b: OutgoingMessage): number =>
  a.written_at < b.written_at ? -1 : a.written_at > b.written_at ? 1 : 0;

// What an older version of this page left behind, or somebody's hand, must not stop the page.
function parse(text: string | null): OutgoingMessage[] {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return isOutgoing(value) ? [value] : [];
  } catch {
    return [];
  }
}

function isOutgoing(value: unknown): value is OutgoingMessage {
  if (typeof value !== 'object' || value === null) return false;
  const { id, message_text, written_at, state } = value as Partial<OutgoingMessage>;
  return (
    typeof id === 'string' &&
    typeof message_text === 'string' &&
    typeof written_at === 'string' &&
    (state === 'sending' || state === 'failed')
  );
}

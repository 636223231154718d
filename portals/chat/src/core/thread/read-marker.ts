import type { ChatRequest } from '../contract';
import type { DeskParts } from '../desk/desk-parts';
import { coalesce } from '../sync/coalesce';

/** Reading along, a marker moves with each message; this is how often the server hears of it. */
const INTERVAL_MS = 500;

export interface ReadMarker {
  /** What my side has read, as far as this page knows. */
  readNo(chat: ChatRequest): number;
  /** Up to here was seen. */
  mark(message_no: number): void;
  /** Says it again where the server has not taken it. */
  retry(): void;
  stop(): void;
}

export function createReadMarker(parts: DeskParts, chat_request_id: string, changed: () => void): ReadMarker {
  const { me, backend, rows } = parts;
  let marked = 0;
  let refused_at: string | null = null;

  const storedNo = (chat: ChatRequest) => (me.side === 'player' ? chat.player_read_no : chat.gre_read_no);

  const tell = async (): Promise<void> => {
    const chat = rows.get(chat_request_id);
    if (chat === null || storedNo(chat) >= marked || refused_at === chat.updated_at) return;
    const outcome = await backend.markRead(chat_request_id, marked);
    if (outcome.ok) rows.put(outcome.value, 'live');
    // Asking the same about the same row again would only be refused again.
    else if (outcome.refusal.kind === 'forbidden') refused_at = chat.updated_at;
  };
  const tellSoon = coalesce(() => void tell(), INTERVAL_MS);

  return {
    readNo: (chat) => Math.max(storedNo(chat), marked),
    mark(message_no) {
      if (message_no <= marked) return;
      marked = message_no;
      changed();
      tellSoon();
    },
    retry: () => void tell(),
    stop: tellSoon.cancel,
  };
}

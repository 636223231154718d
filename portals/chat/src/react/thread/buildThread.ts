import type { ChatMessage, Side } from '../../core/contract';
import type { OutgoingMessage } from '../../core/outbox/outgoing-message';
import { dayKey } from '../format/days';
import type { Delivery, MessageView, ThreadItem } from './threadItems';

export interface ThreadSource {
  readonly messages: readonly ChatMessage[];
  readonly pending: readonly OutgoingMessage[];
  readonly read_by_other_no: number;
  readonly side: Side;
  readonly myId: string;
  readonly nameOf: (senderId: string, side: Side) => string;
  /** Lines such as "Grace joined", oldest first. */
  readonly statusLines: readonly { key: string; text: string; at: Date }[];
  /** The first message that was unread when the reader came; a line is drawn above it. */
  readonly unreadFromNo: number | null;
  readonly has_older: boolean;
}

/** Grouped by sender and minute, with a line where a day begins and where something happened. */
export function buildThread(source: ThreadSource): ThreadItem[] {
  const items: ThreadItem[] = [];
  const first = source.messages[0];
  // What happened before the oldest message that is loaded has its place further up.
  const lines = source.statusLines.filter(
    (line) => !source.has_older || !first || line.at >= new Date(first.created_at),
  );
  let line = 0;
  let day = '';
  const lastOwn = source.messages.findLast((message) => message.sender_id === source.myId)?.id;

  const startDay = (at: Date) => {
    const key = dayKey(at);
    if (key === day) return;
    day = key;
    items.push({ kind: 'day', key: `day ${key}`, at });
  };
  const putLinesBefore = (at: Date | null) => {
    for (let next = lines[line]; next && (!at || next.at <= at); next = lines[++line]) {
      startDay(next.at);
      items.push({ kind: 'status', ...next });
    }
  };
  const put = (message: MessageView, senderId: string, side: Side) => {
    startDay(message.at);
    const last = items.at(-1);
    const mine = senderId === source.myId;
    const name = mine ? null : source.nameOf(senderId, side);
    if (
      last?.kind === 'group' &&
      last.side === side &&
      last.name === name &&
      sameMinute(last.at, message.at)
    ) {
      items[items.length - 1] = { ...last, messages: [...last.messages, message] };
    } else {
      const own = side === source.side;
      items.push({ kind: 'group', key: message.id, side, own, name, at: message.at, messages: [message] });
    }
  };

  for (const stored of source.messages) {
    const at = new Date(stored.created_at);
    putLinesBefore(at);
    if (stored.message_no === source.unreadFromNo) {
      startDay(at);
      items.push({ kind: 'unread', key: 'unread' });
    }
    const delivery = stored.id === lastOwn ? arrival(stored.message_no, source.read_by_other_no) : null;
    const view = {
      id: stored.id,
      no: stored.message_no,
      text: stored.message_text,
      at,
      delivery,
      reason: null,
    };
    put(view, stored.sender_id, stored.sender_type);
  }
  putLinesBefore(null);
  for (const waiting of source.pending) {
    put(viewOutgoing(waiting), source.myId, source.side);
  }
  return items;
}

export function viewOutgoing(outgoing: OutgoingMessage): MessageView {
  return {
    id: outgoing.id,
    no: null,
    text: outgoing.message_text,
    at: new Date(outgoing.written_at),
    delivery: outgoing.state,
    reason: outgoing.state === 'failed' ? (outgoing.refusal?.reason ?? null) : null,
  };
}

const arrival = (no: number, readNo: number): Delivery => (no <= readNo ? 'read' : 'sent');

const sameMinute = (a: Date, b: Date) =>
  Math.floor(a.getTime() / 60_000) === Math.floor(b.getTime() / 60_000);

import type { ChatRequest } from '../contract';
import type { RowUpdate } from '../rows/chat-rows';
import type { Me } from '../session/session-state';
import type { DeskEvent } from './desk';

/** What a change of a row means to this person; nothing, for most. */
export function deskEvents(update: RowUpdate, me: Me): readonly DeskEvent[] {
  const { before, after, source } = update;
  if (after === null || source === 'paged') return [];
  // A row not known before, from a first look or a list beyond its end, is no news.
  if (before === null && !update.inserted && source !== 'pulled') return [];
  return me.side === 'player' ? playerEvents(before, after) : staffEvents(before, after, me.user_id);
}

function playerEvents(before: ChatRequest | null, after: ChatRequest): DeskEvent[] {
  const events: DeskEvent[] = [];
  if (
    after.gre_staff_id !== null &&
    after.gre_staff_id !== before?.gre_staff_id &&
    after.status === 'active'
  ) {
    events.push({ kind: 'chat_assigned', chat: after });
  }
  if (wroteIn(before, after, 'gre')) events.push({ kind: 'message_received', chat: after });
  if (resolvedNow(before, after)) events.push({ kind: 'chat_resolved', chat: after });
  return events;
}

function staffEvents(before: ChatRequest | null, after: ChatRequest, me: string): DeskEvent[] {
  const events: DeskEvent[] = [];
  if (after.status === 'waiting' && before?.status !== 'waiting') {
    events.push({ kind: 'chat_waiting', chat: after });
  }
  const mine = after.status === 'active' && after.gre_staff_id === me;
  if (mine && before?.gre_staff_id !== me) events.push({ kind: 'chat_assigned', chat: after });
  if (mine && wroteIn(before, after, 'player')) events.push({ kind: 'message_received', chat: after });
  if (after.gre_staff_id === me && resolvedNow(before, after))
    events.push({ kind: 'chat_resolved', chat: after });
  return events;
}

const wroteIn = (
  before: ChatRequest | null,
  after: ChatRequest,
  side: ChatRequest['last_sender_type'],
): boolean => after.last_sender_type === side && after.message_count > (before?.message_count ?? 0);

const resolvedNow = (before: ChatRequest | null, after: ChatRequest): boolean =>
  before !== null && before.status !== 'resolved' && after.status === 'resolved';

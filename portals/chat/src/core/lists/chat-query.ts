import type { ChatRequest, ChatStatus } from '../contract';
import { compareTimestamps } from '../sync/timestamps';
import type { ChatSort } from './chat-list';

/** A set of chats in an order; the server selects by it, and the client keeps rows in place by it. */
export interface ChatQuery {
  readonly statuses: readonly ChatStatus[];
  readonly player_id: string | null;
  readonly gre_staff_id: string | null;
  /** Subject or player's name contains it; empty for all. */
  readonly search: string;
  readonly order: readonly ChatOrder[];
}

export interface ChatOrder {
  readonly column: 'created_at' | 'last_message_at' | 'last_sender_type' | 'priority' | 'resolved_at' | 'id';
  readonly ascending: boolean;
}

const by = (column: ChatOrder['column'], ascending: boolean): ChatOrder => ({ column, ascending });
// The last word where all else is equal, so that server and client agree on each place.
const TIE = by('id', true);

const WAITING_ORDERS: Record<ChatSort, readonly ChatOrder[]> = {
  longest_wait: [by('created_at', true), TIE],
  priority: [by('priority', false), by('created_at', true), TIE],
  last_activity: [by('last_message_at', false), by('created_at', false), TIE],
};

// In active chats those wait in which the player wrote last (`player` comes before `gre` in the enum).
const ACTIVE_ORDERS: Record<ChatSort, readonly ChatOrder[]> = {
  longest_wait: [by('last_sender_type', true), by('last_message_at', true), TIE],
  priority: [by('priority', false), by('last_sender_type', true), by('last_message_at', true), TIE],
  last_activity: WAITING_ORDERS.last_activity,
};

const RESOLVED_ORDER = [by('resolved_at', false), TIE];

export function orderOf(statuses: readonly ChatStatus[], sort: ChatSort): readonly ChatOrder[] {
  if (statuses.includes('resolved')) return RESOLVED_ORDER;
  return statuses.includes('waiting') ? WAITING_ORDERS[sort] : ACTIVE_ORDERS[sort];
}

export function matchesQuery(chat: ChatRequest, query: ChatQuery): boolean {
  if (!query.statuses.includes(chat.status)) return false;
  if (query.player_id !== null && chat.player_id !== query.player_id) return false;
  if (query.gre_staff_id !== null && chat.gre_staff_id !== query.gre_staff_id) return false;
  if (query.search === '') return true;
  const text = query.search.toLowerCase();
  return chat.subject.toLowerCase().includes(text) || chat.player_name.toLowerCase().includes(text);
}

/** The order that the server gives: nulls last in both directions. */
export function compareChats(a: ChatRequest, b: ChatRequest, order: readonly ChatOrder[]): number {
  for (const { column, ascending } of order) {
    const left = a[column];
    const right = b[column];
    if (left === right) continue;
    if (left === null) return 1;
    if (right === null) return -1;
    const difference = compareValues(column, left, right);
    if (difference !== 0) return ascending ? difference : -difference;
  }
  return 0;
}

const RANKS: Readonly<Record<string, number>> = { low: 0, normal: 1, high: 2, urgent: 3, player: 0, gre: 1 };

function compareValues(column: ChatOrder['column'], a: string, b: string): number {
  switch (column) {
    case 'id':
      return a < b ? -1 : 1;
    case 'priority':
    case 'last_sender_type':
      return (RANKS[a] ?? 0) - (RANKS[b] ?? 0);
    default:
      return compareTimestamps(a, b);
  }
}

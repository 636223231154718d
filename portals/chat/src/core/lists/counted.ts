import type { ChatPage } from '../backend/backend';
import type { ChatRequest } from '../contract';
import type { ChatQuery } from './chat-query';

/**
 * Resolved chats become ever more, and to count them all takes ever longer. So they are counted as far as a page goes,
 * by asking for one more: that takes the same of a short past and of a long one.
 */
export const MOST_COUNTED = 50;

/** Beyond that. It stays what it is when one comes or goes, and is greater than each number. */
export const MORE_THAN_COUNTED = Number.POSITIVE_INFINITY;

export const isCountedWhole = (query: ChatQuery): boolean => !query.statuses.includes('resolved');

export const counted = (count: number): number => (count > MOST_COUNTED ? MORE_THAN_COUNTED : count);

/** The page of `limit` rows, from at least one more if there are any. */
export const pageOf = (found: readonly ChatRequest[], limit: number): ChatPage => ({
  rows: found.slice(0, limit),
  count: found.length > limit ? MORE_THAN_COUNTED : found.length,
});

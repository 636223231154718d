/**
 * Resolved chats become ever more, and to count them all takes ever longer, so it ends here. A server counts as far
 * as it gives rows, and estimates the rest: 1,000 unless it is set otherwise.
 */
export const MOST_COUNTED = 1_000;

/** Beyond that. It stays what it is when one comes or goes, and is greater than each number. */
export const MORE_THAN_COUNTED = Number.POSITIVE_INFINITY;

export const counted = (count: number): number => (count > MOST_COUNTED ? MORE_THAN_COUNTED : count);

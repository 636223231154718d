import type { ChatMessage } from '../contract';

/**
 * The messages held of one chat: a run without a hole, and, aside, those that came before the ones
 * that precede them. Immutable; every operation returns the next one (or the same, if nothing changed).
 */
export interface MessageRun {
  /** Numbers rise by one from the first to the last. */
  readonly messages: readonly ChatMessage[];
  /** `message_no` of the last; for an empty run, the number after which it goes on. */
  readonly last_no: number;
  readonly aside: ReadonlyMap<number, ChatMessage>;
}

/** A run that has nothing yet and goes on after `last_no`. */
export const emptyRun = (last_no: number): MessageRun => ({ messages: [], last_no, aside: new Map() });

export const firstNo = (run: MessageRun): number => run.messages[0]?.message_no ?? run.last_no + 1;

/** Numbers up to which messages are known to exist because one of them was seen. */
export const seenNo = (run: MessageRun): number => Math.max(run.last_no, ...run.aside.keys());

/** Adds messages of any order, known ones among them. Older ones than the first are left to `prepend`. */
export function addMessages(run: MessageRun, incoming: readonly ChatMessage[]): MessageRun {
  const fresh = incoming.filter((m) => m.message_no > run.last_no && !run.aside.has(m.message_no));
  if (fresh.length === 0) return run;

  const aside = new Map(run.aside);
  for (const message of fresh) aside.set(message.message_no, message);

  const messages = [...run.messages];
  let last_no = run.last_no;
  for (let next = aside.get(last_no + 1); next !== undefined; next = aside.get(last_no + 1)) {
    last_no = next.message_no;
    aside.delete(last_no);
    messages.push(next);
  }
  return { messages, last_no, aside };
}

/** Adds a page of older messages, ascending, which must end right before the first. */
export function prependMessages(run: MessageRun, older: readonly ChatMessage[]): MessageRun {
  const first = firstNo(run);
  const page = older.filter((m) => m.message_no < first);
  if (page.at(-1)?.message_no !== first - 1) return run;
  return { ...run, messages: [...page, ...run.messages] };
}

/** Starts anew with the newest page; what was set aside and what is newer stays. */
export function startRun(page: readonly ChatMessage[], aside: MessageRun['aside']): MessageRun {
  const last = page.at(-1);
  const run: MessageRun = { messages: page, last_no: last?.message_no ?? 0, aside: new Map() };
  return addMessages(run, [...aside.values()]);
}

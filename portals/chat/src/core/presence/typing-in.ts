import type { Side } from '../contract';
import { createStore, type ReadableStore } from '../store';
import type { TypingPerson } from './people';

/** The end may get lost on its way, so it comes by itself. Longer than the pause between two signals. */
const EXPIRY_MS = 5_000;

export interface TypingIn {
  readonly people: ReadableStore<readonly TypingPerson[]>;
  /** What a `typing` broadcast carried. */
  hear(payload: Readonly<Record<string, unknown>>): void;
  /** A message of this side has come: it is no longer being typed. */
  wrote(side: Side): void;
  stop(): void;
}

export function createTypingIn(): TypingIn {
  const people = createStore<readonly TypingPerson[]>([]);
  const expiries = new Map<string, ReturnType<typeof setTimeout>>();

  const remove = (gone: (person: TypingPerson) => boolean): void => {
    const left = people.getSnapshot().filter((person) => !gone(person));
    if (left.length !== people.getSnapshot().length) people.set(left);
  };

  return {
    people,
    hear({ sender_type, name, typing }) {
      if ((sender_type !== 'player' && sender_type !== 'gre') || typeof name !== 'string') return;
      const same = (person: TypingPerson) => person.sender_type === sender_type && person.name === name;
      const key = `${sender_type}:${name}`;
      clearTimeout(expiries.get(key));
      if (typing !== true) {
        remove(same);
        return;
      }
      expiries.set(
        key,
        setTimeout(() => remove(same), EXPIRY_MS),
      );
      if (!people.getSnapshot().some(same)) people.update((all) => [...all, { sender_type, name }]);
    },
    wrote: (side) => remove((person) => person.sender_type === side),
    stop() {
      for (const expiry of expiries.values()) clearTimeout(expiry);
      people.set([]);
    },
  };
}

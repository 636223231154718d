import { done, type Outcome } from '../core';

/** What the UI asked of a fake, in order, and what the fake is to answer. */
export interface FakeCalls {
  readonly made: readonly (readonly [method: string, ...args: unknown[]])[];
  record(method: string, ...args: unknown[]): void;
  /** The next and all later calls of `method` get this outcome; by default they succeed. */
  answer(method: string, outcome: Outcome<unknown>): void;
  outcome<T>(method: string, usual: () => T): Promise<Outcome<T>>;
}

export function createFakeCalls(): FakeCalls {
  const made: [string, ...unknown[]][] = [];
  const answers = new Map<string, Outcome<unknown>>();
  return {
    made,
    record: (method, ...args) => void made.push([method, ...args]),
    answer: (method, outcome) => void answers.set(method, outcome),
    outcome: async <T>(method: string, usual: () => T) =>
      (answers.get(method) as Outcome<T> | undefined) ?? done(usual()),
  };
}

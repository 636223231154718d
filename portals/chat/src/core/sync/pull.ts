import { isPassing, type Outcome } from '../outcome';
import { backoffMs } from './backoff';

export interface Pull {
  /** Resolves when a pull that began after this call has ended; false if it failed. */
  now(): Promise<boolean>;
  stop(): void;
}

/**
 * One pull at a time, and never one answer for a question asked after it began: a call during a pull
 * leads to one more. What fails for a passing reason is tried again by itself.
 */
export function createPull(run: () => Promise<Outcome<unknown>>): Pull {
  let running: Promise<boolean> | null = null;
  let next: Promise<boolean> | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  let stopped = false;

  const once = async (): Promise<boolean> => {
    clearTimeout(retry);
    const outcome = await run();
    if (stopped) return false;
    if (outcome.ok || !mayPass(outcome.refusal)) {
      tries = 0;
      return outcome.ok;
    }
    tries += 1;
    clearTimeout(retry);
    retry = setTimeout(() => void now(), backoffMs(tries));
    return false;
  };

  const start = (): Promise<boolean> => {
    running = once().finally(() => {
      running = null;
    });
    return running;
  };

  const now = (): Promise<boolean> => {
    if (stopped) return Promise.resolve(false);
    if (running === null) return start();
    next ??= running.then(() => {
      next = null;
      return stopped ? false : start();
    });
    return next;
  };

  return {
    now,
    stop() {
      stopped = true;
      clearTimeout(retry);
    },
  };
}

// A token that has just run out is renewed behind the scenes: the next try carries the new one.
const mayPass = (refusal: Parameters<typeof isPassing>[0]): boolean =>
  isPassing(refusal) || refusal.kind === 'signed_out';

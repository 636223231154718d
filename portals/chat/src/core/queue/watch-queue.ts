import type { DeskParts } from '../desk/desk-parts';
import { createStore, type ReadableStore } from '../store';
import { createPull, type Pull } from '../sync/pull';
import type { QueueStatus } from './queue-status';

/** Nobody tells a player of other people's chats, so he asks. A thousand who wait are 67 questions a second. */
const EVERY_MS = 15_000;

export interface QueueWatch {
  readonly status: ReadableStore<QueueStatus | null>;
  stop(): void;
}

/** Asks while somebody looks, and the tab can be seen. */
export function watchQueue({ backend, surroundings, catchUp }: DeskParts): QueueWatch {
  let pull: Pull | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const plan = (): void => {
    clearTimeout(timer);
    if (pull === null || !surroundings.isVisible()) return;
    // A third of it is chance: those who came together do not ask together.
    timer = setTimeout(look, EVERY_MS * (5 / 6 + Math.random() / 3));
  };
  const look = (): void => {
    if (pull === null || !surroundings.isVisible()) return;
    void pull.now();
    plan();
  };
  const ask = async () => {
    const outcome = await backend.queueStatus();
    if (outcome.ok && pull !== null && !same(outcome.value, status.getSnapshot())) status.set(outcome.value);
    return outcome;
  };
  const rest = (): void => {
    pull?.stop();
    pull = null;
    clearTimeout(timer);
    // The next chat that waits has another place.
    status.set(null);
  };

  const status = createStore<QueueStatus | null>(null, {
    wake() {
      pull = createPull(ask);
      look();
    },
    rest,
  });
  const undos = [catchUp.on(look), surroundings.onChange(plan)];

  return {
    status,
    stop() {
      for (const undo of undos) undo();
      rest();
    },
  };
}

const same = (a: QueueStatus, b: QueueStatus | null): boolean =>
  a.place === b?.place && a.estimated_wait_seconds === b.estimated_wait_seconds && a.on_duty === b.on_duty;

import { createMemoryStorage } from '../../core/surroundings/memory-storage';
import type { KeyValueStorage, Surroundings } from '../../core/surroundings/surroundings';

export interface TestSurroundings extends Surroundings {
  go(change: { online?: boolean; visible?: boolean }): void;
}

/** A page whose network, visibility and storage the test decides; give a storage to play a reload. */
export function createTestSurroundings(storage: KeyValueStorage = createMemoryStorage()): TestSurroundings {
  const listeners = new Set<() => void>();
  let online = true;
  let visible = true;
  return {
    storage,
    isOnline: () => online,
    isVisible: () => visible,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    go(change) {
      online = change.online ?? online;
      visible = change.visible ?? visible;
      for (const listener of [...listeners]) listener();
    },
  };
}

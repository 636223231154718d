import { useSyncExternalStore } from 'react';
import type { ReadableStore } from '../../core/store';

/** The value of a store of the core, as it changes. */
export function useStore<T>(store: ReadableStore<T>): T {
  return useSyncExternalStore(store.subscribe, store.getSnapshot);
}

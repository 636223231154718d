export type Undo = () => void;

/** A value that changes, in the form that `useSyncExternalStore` takes. Snapshots are never mutated. */
export interface ReadableStore<T> {
  getSnapshot(): T;
  subscribe(listener: () => void): Undo;
}

export interface Store<T> extends ReadableStore<T> {
  set(value: T): void;
  update(change: (value: T) => T): void;
}

export interface StoreLife {
  /** The first listener came. */
  wake?(): void;
  /** The last listener left. */
  rest?(): void;
}

/** Methods are bound, so `useSyncExternalStore(store.subscribe, store.getSnapshot)` works as it stands. */
export function createStore<T>(initial: T, life: StoreLife = {}): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();

  const set = (next: T): void => {
    if (Object.is(next, value)) return;
    value = next;
    for (const listener of [...listeners]) listener();
  };

  return {
    getSnapshot: () => value,
    subscribe(listener) {
      // Wrapped, because the same function may subscribe twice and each undo must end only its own.
      const own = () => listener();
      listeners.add(own);
      if (listeners.size === 1) life.wake?.();
      return () => {
        if (listeners.delete(own) && listeners.size === 0) life.rest?.();
      };
    },
    set,
    update: (change) => set(change(value)),
  };
}

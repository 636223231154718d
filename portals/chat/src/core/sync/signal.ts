import type { Undo } from '../store';

/** Something that happens, without a value that stays. */
export interface Signal<T> {
  on(listener: (value: T) => void): Undo;
  emit(value: T): void;
}

export function createSignal<T>(): Signal<T> {
  const listeners = new Set<{ readonly call: (value: T) => void }>();
  return {
    on(listener) {
      const own = { call: listener };
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    emit(value) {
      for (const listener of [...listeners]) listener.call(value);
    },
  };
}

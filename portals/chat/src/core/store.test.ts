import { describe, expect, test } from 'vitest';
import { createStore } from './store';

describe('a store', () => {
  test('[PC1] tells its listeners of a new value, and not of the same one', () => {
    const store = createStore(1);
    const seen: number[] = [];
    store.subscribe(() => seen.push(store.getSnapshot()));

    store.set(2);
    store.set(2);
    store.update((n) => n + 1);

    expect(seen).toEqual([2, 3]);
  });

  test('[PC1] a subscription returns its undo, which ends only that one', () => {
    const store = createStore(1);
    const seen: string[] = [];
    const listener = () => seen.push('told');
    const undo = store.subscribe(listener);
    store.subscribe(listener);

    undo();
    undo();
    store.set(2);

    expect(seen).toEqual(['told']);
  });

  test('[PC2] wakes with the first listener and rests with the last', () => {
    const life: string[] = [];
    const store = createStore(1, { wake: () => life.push('wake'), rest: () => life.push('rest') });

    const first = store.subscribe(() => {});
    const second = store.subscribe(() => {});
    first();
    second();

    expect(life).toEqual(['wake', 'rest']);
  });
});

import { createStore, type ReadableStore } from '../store';
import type { PersonalStorage } from '../surroundings/personal-storage';
import type { Surroundings } from '../surroundings/surroundings';

const PREFIX = 'draft:';
const SAVE_AFTER_MS = 500;

/** Texts being written, by chat id (or `new`); kept over a reload, wiped at sign-out. */
export interface Drafts extends ReadableStore<ReadonlyMap<string, string>> {
  get(key: string): string;
  /** Call at each keystroke: it is stored 500 ms after the last, and at once when the tab is hidden. */
  set(key: string, text: string): void;
}

export interface KeptDrafts extends Drafts {
  /** Stores what is not stored yet. */
  stop(): void;
}

export function createDrafts(storage: PersonalStorage, surroundings: Surroundings): KeptDrafts {
  const saved = storage.keys().filter((key) => key.startsWith(PREFIX));
  const texts = createStore<ReadonlyMap<string, string>>(
    new Map(saved.map((key) => [key.slice(PREFIX.length), storage.get(key) ?? ''])),
  );
  const unsaved = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const save = (): void => {
    clearTimeout(timer);
    for (const key of unsaved) {
      const text = texts.getSnapshot().get(key);
      if (text === undefined) storage.remove(PREFIX + key);
      else storage.set(PREFIX + key, text);
    }
    unsaved.clear();
  };
  const undo = surroundings.onChange(() => {
    if (!surroundings.isVisible()) save();
  });

  return {
    getSnapshot: texts.getSnapshot,
    subscribe: texts.subscribe,
    get: (key) => texts.getSnapshot().get(key) ?? '',
    set(key, text) {
      const next = new Map(texts.getSnapshot());
      if (text === '') next.delete(key);
      else next.set(key, text);
      texts.set(next);
      unsaved.add(key);
      clearTimeout(timer);
      // A text that was sent must not come back after a crash, so its end is stored at once.
      if (text === '') save();
      else timer = setTimeout(save, SAVE_AFTER_MS);
    },
    stop() {
      undo();
      save();
    },
  };
}

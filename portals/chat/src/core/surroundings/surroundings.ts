import type { Undo } from '../store';

/** What the client knows of the page it runs in; a test gives its own. */
export interface Surroundings {
  readonly storage: KeyValueStorage;
  isOnline(): boolean;
  isVisible(): boolean;
  /** Network up or down, tab shown or hidden. */
  onChange(listener: () => void): Undo;
}

/** The part of `localStorage` that is used. */
export interface KeyValueStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

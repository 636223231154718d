import type { ReadableStore } from '../store';

/** Texts being written, by chat id (or `new`); kept over a reload, wiped at sign-out. */
export interface Drafts extends ReadableStore<ReadonlyMap<string, string>> {
  get(key: string): string;
  /** Call at each keystroke: it is stored 500 ms after the last, and at once when the tab is hidden. */
  set(key: string, text: string): void;
}

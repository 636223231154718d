import { createStore } from '../../core/store';

export type Appearance = 'system' | 'light' | 'dark';

/** A choice about this device, not about a person: signing out keeps it. */
const KEY = 'portalchat.appearance';

function stored(): Appearance {
  const value = localStorage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : 'system';
}

function apply(value: Appearance): void {
  if (value === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = value;
}

const store = createStore<Appearance>(stored());
apply(store.getSnapshot());

export const appearance = {
  getSnapshot: store.getSnapshot,
  subscribe: store.subscribe,
  set(value: Appearance): void {
    if (value === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, value);
    apply(value);
    store.set(value);
  },
};

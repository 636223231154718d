import { createStore } from '@portalchat/chat';

/** A choice about this device; off until somebody asks for it. */
const KEY = 'portalchat.notify';

const store = createStore(localStorage.getItem(KEY) === 'on');

export const notifyChoice = {
  getSnapshot: store.getSnapshot,
  subscribe: store.subscribe,
  /** Asks the browser first; a refusal there leaves it off. */
  async set(on: boolean): Promise<void> {
    const granted = on && 'Notification' in window && (await Notification.requestPermission()) === 'granted';
    if (granted) localStorage.setItem(KEY, 'on');
    else localStorage.removeItem(KEY);
    store.set(granted);
  },
};

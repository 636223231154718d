import { createMemoryStorage } from './memory-storage';
import type { KeyValueStorage, Surroundings } from './surroundings';

export function browserSurroundings(): Surroundings {
  return {
    storage: browserStorage(),
    isOnline: () => navigator.onLine,
    isVisible: () => document.visibilityState === 'visible',
    onChange(listener) {
      window.addEventListener('online', listener);
      window.addEventListener('offline', listener);
      window.addEventListener('pageshow', listener);
      document.addEventListener('visibilitychange', listener);
      return () => {
        window.removeEventListener('online', listener);
        window.removeEventListener('offline', listener);
        window.removeEventListener('pageshow', listener);
        document.removeEventListener('visibilitychange', listener);
      };
    },
  };
}

function browserStorage(): KeyValueStorage {
  try {
    // Reading the property throws where storage is forbidden; writing throws where it has no room.
    const storage = window.localStorage;
    const probe = 'portalchat:probe';
    storage.setItem(probe, '1');
    storage.removeItem(probe);
    return storage;
  } catch {
    return createMemoryStorage();
  }
}

import type { Side } from '../contract';
import type { KeyValueStorage } from './surroundings';

/**
 * What is kept for one person in this browser. Each portal and each person has own keys, so the next
 * to sign in cannot come upon anything of the last.
 */
export interface PersonalStorage {
  keys(): readonly string[];
  get(key: string): string | null;
  /** False when the browser has no room: what is written then lives in memory only. */
  set(key: string, value: string): boolean;
  remove(key: string): void;
  wipe(): void;
}

export function createPersonalStorage(
  storage: KeyValueStorage,
  side: Side,
  user_id: string,
): PersonalStorage {
  const prefix = `${portalPrefix(side)}${user_id}:`;
  const keys = () => keysOf(storage, prefix).map((key) => key.slice(prefix.length));
  const remove = (key: string) => storage.removeItem(prefix + key);
  return {
    keys,
    get: (key) => storage.getItem(prefix + key),
    set(key, value) {
      try {
        storage.setItem(prefix + key, value);
        return true;
      } catch {
        return false;
      }
    },
    remove,
    wipe: () => keys().forEach(remove),
  };
}

/** When somebody signs in: nothing of anybody else is kept at this portal. */
export function wipeOthers(storage: KeyValueStorage, side: Side, user_id: string): void {
  const own = `${portalPrefix(side)}${user_id}:`;
  for (const key of keysOf(storage, portalPrefix(side))) {
    if (!key.startsWith(own)) storage.removeItem(key);
  }
}

// The two portals may be served from one origin, where they share the storage.
const portalPrefix = (side: Side): string => `portalchat:${side}:`;

function keysOf(storage: KeyValueStorage, prefix: string): string[] {
  const keys: string[] = [];
  for (let i = 0; i < storage.length; i += 1) {
    const key = storage.key(i);
    if (key?.startsWith(prefix)) keys.push(key);
  }
  return keys;
}

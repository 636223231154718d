import { useCallback, useSyncExternalStore } from 'react';
import type { Drafts } from '../../core/desk/drafts';

type Change = string | ((before: string) => string);

/** The text being written for one chat. */
export function useDraft(drafts: Drafts, key: string): [string, (change: Change) => void] {
  const draft = useSyncExternalStore(drafts.subscribe, () => drafts.get(key));
  const set = useCallback(
    (change: Change) => drafts.set(key, typeof change === 'string' ? change : change(drafts.get(key))),
    [drafts, key],
  );
  return [draft, set];
}

import type { ChatListName, StaffDesk } from '@portalchat/chat';
import { useKeys } from '@portalchat/chat/react/hooks/useKeys.ts';
import type { Place } from './routes';

export type Overlay = 'keys' | 'commands' | 'open';

interface DeskKeys {
  desk: StaffDesk;
  place: Place | null;
  go(list: ChatListName, chatId?: string | null): void;
  onOverlay(overlay: Overlay): void;
  onDetails(): void;
}

/** The shortcuts that hold on every screen of the desk. Those of one chat are in ChatPane. */
export function useDeskKeys({ desk, place, go, onOverlay, onDetails }: DeskKeys): void {
  const step = (by: 1 | -1) => {
    if (!place) return;
    const { rows } = desk.lists[place.list].state.getSnapshot();
    const at = rows.findIndex((chat) => chat.id === place.chatId);
    // The open chat may have left the list: then the next one is the first.
    const next = at < 0 ? rows[0] : rows[at + by];
    if (next) go(place.list, next.id);
  };
  useKeys({
    '?': () => onOverlay('keys'),
    'ctrl+k': () => onOverlay('commands'),
    'alt+j': () => step(1),
    'alt+k': () => step(-1),
    'alt+d': onDetails,
    'alt+n': () => onOverlay('open'),
    '/': () => document.querySelector<HTMLInputElement>('[data-search]')?.focus(),
  });
}

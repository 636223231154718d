import type { ChatListName } from '@portalchat/chat';
import { useCallback } from 'react';
import { useLocation } from 'wouter';

export const listNames: readonly ChatListName[] = ['waiting', 'mine', 'active', 'resolved'];

export interface Place {
  readonly list: ChatListName;
  readonly chatId: string | null;
}

/** `/mine/<chat id>`: the list one works through, and the chat that is open. */
export function placeOf(path: string): Place | null {
  const [, list, chatId] = path.split('/');
  const known = listNames.find((name) => name === list);
  return known ? { list: known, chatId: chatId || null } : null;
}

export const pathOf = (list: ChatListName, chatId?: string | null) =>
  chatId ? `/${list}/${chatId}` : `/${list}`;

export function usePlace(): [Place | null, (list: ChatListName, chatId?: string | null) => void] {
  const [path, navigate] = useLocation();
  const go = useCallback(
    (list: ChatListName, chatId?: string | null) => navigate(pathOf(list, chatId)),
    [navigate],
  );
  return [placeOf(path), go];
}

import { type ChatRequest, type PlayerChatsState, viewChat } from '@portalchat/chat';
import { useState } from 'react';

/**
 * The current chat. Without one, the chat that ended before one's eyes, or that has words one has not
 * read, until one asks for a new one: it must not vanish at the moment of its last message.
 */
export function useShownChat(chats: PlayerChatsState): { shown: ChatRequest | null; dismiss(): void } {
  const [seen, setSeen] = useState<string | null>(null);
  const [dismissed, setDismissed] = useState<string | null>(null);

  const current = chats.current;
  if (current && current.id !== seen) setSeen(current.id);

  const last = chats.earlier[0] ?? null;
  if (!current && last && last.id !== seen && viewChat(last, 'player').unread > 0) setSeen(last.id);

  const ended = chats.earlier.find((chat) => chat.id === seen && chat.id !== dismissed) ?? null;
  return {
    shown: current ?? (chats.starting.length > 0 ? null : ended),
    dismiss: () => setDismissed(seen),
  };
}

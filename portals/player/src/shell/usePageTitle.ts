import { type PlayerDesk, viewChat } from '@portalchat/chat';
import { useStore } from '@portalchat/chat/react/hooks/useStore.ts';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { useEffect } from 'react';

/** "(2) Support": a tab that is not looked at still says that an answer came. */
export function usePageTitle(desk: PlayerDesk): void {
  const { current } = useStore(desk.chats);
  const unread = current ? viewChat(current, 'player').unread : 0;
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) ${texts.player.title}` : texts.player.title;
  }, [unread]);
}

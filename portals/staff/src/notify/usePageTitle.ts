import { type StaffDesk, viewChat } from '@portalchat/chat';
import { useStore } from '@portalchat/chat/react/hooks/useStore.ts';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { useEffect } from 'react';

/** "(3) Staff": waiting chats and own chats with something unread, also in a tab that is not looked at. */
export function usePageTitle(desk: StaffDesk): void {
  const waiting = useStore(desk.lists.waiting.count) ?? 0;
  const mine = useStore(desk.lists.mine.state).rows.filter((chat) => viewChat(chat, 'gre').unread > 0).length;
  const count = waiting + mine;
  useEffect(() => {
    document.title = count > 0 ? `(${count}) ${texts.staff.title}` : texts.staff.title;
  }, [count]);
}

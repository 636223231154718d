import type { ChatListName, DeskEvent, StaffDesk } from '@portalchat/chat';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { useEffect } from 'react';
import { chime } from './chime';
import { notifyChoice } from './notifyChoice';

/** Sound and desktop notification for what asks for one of us, while the desk is not looked at. */
export function useNotifications(
  desk: StaffDesk,
  go: (list: ChatListName, chatId?: string | null) => void,
): void {
  useEffect(
    () =>
      desk.onEvent((event) => {
        const text = textOf(event);
        if (!text || document.hasFocus() || !notifyChoice.getSnapshot()) return;
        chime();
        const shown = new Notification(text, { body: event.chat.subject, tag: event.chat.id });
        shown.onclick = () => {
          window.focus();
          go(event.kind === 'chat_waiting' ? 'waiting' : 'mine', event.chat.id);
          shown.close();
        };
      }),
    [desk, go],
  );
}

function textOf({ kind, chat }: DeskEvent): string | null {
  switch (kind) {
    case 'chat_waiting':
      return texts.staff.newWaiting(chat.player_name);
    case 'chat_assigned':
      return texts.staff.newAssigned(chat.player_name);
    case 'message_received':
      return texts.staff.newMessage(chat.player_name);
    case 'chat_resolved':
      return null;
  }
}

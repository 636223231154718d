import type { ChatRequest, StaffDesk } from '@portalchat/chat';
import { useStore } from '@portalchat/chat/react/hooks/useStore.ts';
import { useMemo } from 'react';
import { type RowView, viewRow } from './rowView';

export function useRowViews(desk: StaffDesk, chats: readonly ChatRequest[], now: Date): readonly RowView[] {
  const drafts = useStore(desk.drafts);
  const myId = desk.me.user_id;
  return useMemo(
    () =>
      chats.map((chat) => {
        const typing = desk
          .thread(chat.id)
          .state.getSnapshot()
          .typing.some((person) => person.sender_type === 'player');
        return viewRow(chat, { myId, draft: drafts.get(chat.id) ?? '', typing, now });
      }),
    [desk, chats, drafts, myId, now],
  );
}

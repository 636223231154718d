import type { ChatRequest, StaffDesk } from '@portalchat/chat';
import { useStore } from '@portalchat/chat/react/hooks/useStore.ts';
import { useMemo } from 'react';
import { type RowView, viewRow } from './rowView';
import { useTyping } from './useTyping';

export function useRowViews(desk: StaffDesk, chats: readonly ChatRequest[], now: Date): readonly RowView[] {
  const drafts = useStore(desk.drafts);
  const typing = useTyping(desk, chats);
  const myId = desk.me.user_id;
  return useMemo(
    () =>
      chats.map((chat) =>
        viewRow(chat, { myId, draft: drafts.get(chat.id) ?? '', typing: typing.has(chat.id), now }),
      ),
    [chats, drafts, typing, myId, now],
  );
}

import { useMemo, useState } from 'react';
import type { Side } from '../../core/contract';
import type { Me } from '../../core/session/session-state';
import type { Thread, ThreadState } from '../../core/thread/thread-state';
import { useStore } from '../hooks/useStore';
import { buildThread } from '../thread/buildThread';
import { statusLines } from '../thread/statusLines';
import type { ThreadView } from '../thread/Thread';

/** A thread of the core as the Thread component shows it. */
export function useThreadView(
  thread: Thread,
  me: Me,
  label: string,
  nameOf: (senderId: string, side: Side) => string,
): { state: ThreadState; view: ThreadView } {
  const state = useStore(thread.state);
  const { messages, pending, read_by_other_no, chat, has_older } = state;

  // Where the unread messages began is remembered from the first look on: the line does not wander.
  const [unreadFromNo, setUnreadFromNo] = useState<number | null | undefined>();
  if (unreadFromNo === undefined && state.status === 'ready') setUnreadFromNo(firstUnread(state, me.side));

  const items = useMemo(
    () =>
      buildThread({
        messages,
        pending,
        read_by_other_no,
        has_older,
        side: me.side,
        myId: me.user_id,
        nameOf,
        statusLines: chat ? statusLines(chat, me.user_id, nameOf) : [],
        unreadFromNo: unreadFromNo ?? null,
      }),
    [messages, pending, read_by_other_no, has_older, me, nameOf, chat, unreadFromNo],
  );
  const typing = useMemo(() => state.typing.map((person) => person.name), [state.typing]);

  return { state, view: { label, items, typing, hasOlder: has_older, loadingOlder: state.loading_older } };
}

function firstUnread(state: ThreadState, side: Side): number | null {
  if (state.unread === 0) return null;
  const others = state.messages.filter((message) => message.sender_type !== side);
  return others.at(-state.unread)?.message_no ?? null;
}

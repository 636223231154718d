import type { ChatRequest, StaffDesk } from '@portalchat/chat';
import { useEffect, useState } from 'react';

/** In how many of one's own chats typing is listened for: each costs a channel. */
const MOST = 20;

/**
 * The ids of the chats in which the player is typing. Only one's own chats are listened to; those of
 * colleagues are their business, and a queue of hundreds would be hundreds of channels.
 */
export function useTyping(desk: StaffDesk, chats: readonly ChatRequest[]): ReadonlySet<string> {
  const [typing, setTyping] = useState<ReadonlySet<string>>(new Set());
  const own = chats
    .filter((chat) => chat.status === 'active' && chat.gre_staff_id === desk.me.user_id)
    .slice(0, MOST)
    .map((chat) => chat.id)
    .sort()
    .join(' ');

  useEffect(() => {
    const ids = own === '' ? [] : own.split(' ');
    const read = () =>
      setTyping(
        new Set(
          ids.filter((id) =>
            desk
              .thread(id)
              .typing.getSnapshot()
              .some((person) => person.sender_type === 'player'),
          ),
        ),
      );
    const undos = ids.map((id) => desk.thread(id).typing.subscribe(read));
    read();
    return () => {
      for (const undo of undos) undo();
    };
  }, [desk, own]);

  return typing;
}

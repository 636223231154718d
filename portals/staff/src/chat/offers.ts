import type { ChatRequest, Me } from '@portalchat/chat';

/** What the screen offers for a chat. The database decides what is allowed; this only hides what it would refuse. */
export interface Offers {
  readonly take: boolean;
  readonly write: boolean;
  readonly transfer: boolean;
  readonly release: boolean;
  readonly resolve: boolean;
  readonly reopen: boolean;
  readonly marksRead: boolean;
}

export function offersFor(chat: ChatRequest, me: Me): Offers {
  const lead = me.role === 'gre_lead';
  const mine = chat.gre_staff_id === me.user_id;
  const waiting = chat.status === 'waiting';
  const active = chat.status === 'active';
  const inHand = active && (mine || lead);
  return {
    take: waiting,
    write: inHand,
    transfer: inHand,
    release: inHand,
    resolve: waiting || inHand,
    reopen: chat.status === 'resolved',
    marksRead: inHand && mine,
  };
}

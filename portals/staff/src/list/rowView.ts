import { type ChatPriority, type ChatRequest, type ChatStatus, viewChat } from '@portalchat/chat';

/** A player who has waited longer than this for an answer is marked. */
export const URGENT_AFTER_MS = 40_000;

export interface RowView {
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  readonly status: ChatStatus;
  readonly priority: ChatPriority;
  readonly unread: number;
  readonly preview: { readonly kind: 'text' | 'typing' | 'draft'; readonly text: string };
  /** We had the last word. */
  readonly ours: boolean;
  readonly at: Date;
  /** How long the player has been waiting for us, in ms; null when he is not. */
  readonly waitedMs: number | null;
  readonly urgent: boolean;
  /** Whose chat it is, where that is not me. */
  readonly holder: string | null;
}

interface RowContext {
  readonly myId: string;
  readonly draft: string;
  readonly typing: boolean;
  readonly now: Date;
}

export function viewRow(chat: ChatRequest, { myId, draft, typing, now }: RowContext): RowView {
  const view = viewChat(chat, 'gre');
  const waitedMs = view.waiting_since ? Math.max(0, now.getTime() - Date.parse(view.waiting_since)) : null;
  return {
    id: chat.id,
    name: chat.player_name,
    subject: chat.subject,
    status: chat.status,
    priority: chat.priority,
    unread: view.unread,
    preview: typing
      ? { kind: 'typing', text: '' }
      : draft.trim() !== ''
        ? { kind: 'draft', text: draft }
        : { kind: 'text', text: chat.last_message_text ?? '' },
    ours: view.last_word === 'gre',
    at: new Date(view.last_activity_at),
    waitedMs,
    urgent: waitedMs !== null && waitedMs > URGENT_AFTER_MS,
    holder: chat.gre_staff_id !== null && chat.gre_staff_id !== myId ? chat.gre_staff_name : null,
  };
}

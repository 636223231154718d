import type { ChatRequest } from '../../core/contract';
import { texts } from '../text/texts';

/** What the chat's row says has happened, as lines for the thread. */
export function statusLines(chat: ChatRequest, myId: string): { key: string; text: string; at: Date }[] {
  const lines: { key: string; text: string; at: Date }[] = [];
  if (chat.assigned_at && chat.gre_staff_name) {
    const name = chat.gre_staff_id === myId ? texts.thread.you : chat.gre_staff_name;
    lines.push({
      key: `joined ${chat.assigned_at}`,
      text: texts.thread.joined(name),
      at: new Date(chat.assigned_at),
    });
  }
  if (chat.status === 'resolved' && chat.resolved_at) {
    lines.push({
      key: `resolved ${chat.resolved_at}`,
      text: resolvedText(chat, myId),
      at: new Date(chat.resolved_at),
    });
  }
  return lines.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function resolvedText(chat: ChatRequest, myId: string): string {
  const by = chat.resolved_by;
  if (by === myId) return texts.thread.resolvedByYou;
  if (by === chat.player_id) return texts.thread.resolvedBy(chat.player_name);
  if (by === chat.gre_staff_id && chat.gre_staff_name) return texts.thread.resolvedBy(chat.gre_staff_name);
  return texts.thread.resolved;
}

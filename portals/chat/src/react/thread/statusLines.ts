import type { ChatRequest, Side } from '../../core/contract';
import { texts } from '../text/texts';

type NameOf = (personId: string, side: Side) => string;

/** What the chat's row says has happened, as lines for the thread. */
export function statusLines(
  chat: ChatRequest,
  myId: string,
  nameOf: NameOf,
): { key: string; text: string; at: Date }[] {
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
      text: resolvedText(chat, myId, nameOf),
      at: new Date(chat.resolved_at),
    });
  }
  return lines.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function resolvedText(chat: ChatRequest, myId: string, nameOf: NameOf): string {
  if (chat.resolved_by === myId) return texts.thread.resolvedByYou;
  const name = resolverName(chat, nameOf);
  return name === null ? texts.thread.resolved : texts.thread.resolvedBy(name);
}

/** Whoever ended it: its player, its GRE, a lead, a colleague while it was waiting. Null for the service role. */
export function resolverName(chat: ChatRequest, nameOf: NameOf): string | null {
  const by = chat.resolved_by;
  if (by === null) return null;
  if (by === chat.player_id) return chat.player_name;
  return by === chat.gre_staff_id && chat.gre_staff_name !== null ? chat.gre_staff_name : nameOf(by, 'gre');
}

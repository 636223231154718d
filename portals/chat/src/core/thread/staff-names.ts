import type { ChatMessage, ChatRequest } from '../contract';
import type { DeskParts } from '../desk/desk-parts';

export interface StaffNames {
  /** Another map once it holds something new. */
  names(): ReadonlyMap<string, string>;
  /** Asks if somebody is in there whom nothing here names. */
  look(chat: ChatRequest | null, messages: readonly ChatMessage[]): void;
  /** What got no answer is asked again. */
  retry(): void;
  stop(): void;
}

/**
 * A chat's row names the GRE who has it. Who had it before, who wrote as a lead, or who ended it is asked of the server: once
 * for each who is new in the thread, and in most never, as they have one GRE.
 */
export function createStaffNames(
  { backend, me }: DeskParts,
  chat_request_id: string,
  onChange: () => void,
): StaffNames {
  let names: ReadonlyMap<string, string> = new Map();
  let looked: { chat: ChatRequest | null; messages: readonly ChatMessage[] } | null = null;
  /** Answered for, whether or not there was a name for them. */
  const asked = new Set<string>();
  let asking = false;
  let stopped = false;

  const learn = (found: Iterable<readonly [string, string]>): void => {
    const news = [...found].filter(([id, name]) => id !== me.user_id && names.get(id) !== name);
    if (news.length > 0) names = new Map([...names, ...news]);
  };

  const unknown = (): string[] => {
    if (looked === null) return [];
    const { chat, messages } = looked;
    const ids = new Set(messages.flatMap((m) => (m.sender_type === 'gre' ? [m.sender_id] : [])));
    const by = chat?.resolved_by ?? null;
    if (by !== null && by !== chat?.player_id) ids.add(by);
    return [...ids].filter((id) => id !== me.user_id && !names.has(id) && !asked.has(id));
  };

  const ask = async (): Promise<void> => {
    const ids = unknown();
    if (asking || stopped || ids.length === 0) return;
    asking = true;
    const outcome = await backend.staffOfChat(chat_request_id);
    asking = false;
    if (stopped) return;
    // A server that does not know the question will not know it next time.
    if (outcome.ok || outcome.refusal.kind !== 'network') for (const id of ids) asked.add(id);
    if (!outcome.ok) return;
    const before = names;
    learn(outcome.value.map(({ staff_id, staff_name }) => [staff_id, staff_name]));
    if (names !== before) onChange();
    // Somebody may have come in meanwhile.
    void ask();
  };

  return {
    names: () => names,
    look(chat, messages) {
      if (looked?.chat === chat && looked.messages === messages) return;
      looked = { chat, messages };
      if (chat !== null && chat.gre_staff_id !== null && chat.gre_staff_name !== null) {
        learn([[chat.gre_staff_id, chat.gre_staff_name]]);
      }
      void ask();
    },
    retry: () => void ask(),
    stop() {
      stopped = true;
    },
  };
}

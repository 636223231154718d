import type { PresenceMetas } from '../backend/backend';
import type { ChatRequest } from '../contract';
import type { DeskParts } from '../desk/desk-parts';
import { createStore, type ReadableStore, type Undo } from '../store';
import type { Colleague } from './people';
import { presentPeople } from './present-people';

/** Chats looked at, latest first, for names of GREs who are not on duty now. */
const CHATS_FOR_NAMES = 200;

export interface Colleagues {
  readonly people: ReadableStore<readonly Colleague[]>;
  onPresence(metas: PresenceMetas): void;
  stop(): void;
}

/** There is no table of staff: a GRE is known by being on duty, now or since we came, or by a chat that he has or had. */
export function createColleagues(parts: DeskParts): Colleagues {
  const { me, rows, backend } = parts;
  const names = new Map<string, string>();
  let on_duty: ReadonlyMap<string, string> = new Map();
  let asked = false;

  const draw = (): void => {
    const all = new Map([...names, ...on_duty]);
    const next = [...all]
      .map(([user_id, name]) => ({ user_id, name, on_duty: on_duty.has(user_id) }))
      .sort((a, b) => Number(b.on_duty) - Number(a.on_duty) || a.name.localeCompare(b.name));
    if (JSON.stringify(next) !== JSON.stringify(people.getSnapshot())) people.set(next);
  };

  const learn = (chat: ChatRequest): void => {
    if (chat.gre_staff_id === null || chat.gre_staff_id === me.user_id || chat.gre_staff_name === null)
      return;
    if (names.get(chat.gre_staff_id) === chat.gre_staff_name) return;
    names.set(chat.gre_staff_id, chat.gre_staff_name);
    draw();
  };

  const ask = async (): Promise<void> => {
    if (asked) return;
    asked = true;
    const outcome = await backend.chatsWithStaff(CHATS_FOR_NAMES);
    if (outcome.ok) outcome.value.forEach(learn);
    else asked = false;
  };

  const people = createStore<readonly Colleague[]>([], { wake: () => void ask() });
  const undo: Undo = rows.onUpdate(({ after }) => {
    if (after !== null) learn(after);
  });

  return {
    people,
    onPresence(metas) {
      on_duty = new Map(presentPeople(metas, me.user_id).map(({ user_id, name }) => [user_id, name]));
      for (const [user_id, name] of on_duty) names.set(user_id, name);
      draw();
    },
    stop: undo,
  };
}

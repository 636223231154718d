import type { PresenceMetas } from '../backend/backend';
import type { PresentPerson } from './people';

/** Who is on a topic, one entry per person however many tabs he has; without `me`. */
export function presentPeople(metas: PresenceMetas, me: string): readonly PresentPerson[] {
  return Object.entries(metas).flatMap(([user_id, tabs]) => {
    if (user_id === me) return [];
    const people = tabs.filter((tab) => tab.side === 'player' || tab.side === 'gre');
    const first = people[0];
    if (first === undefined) return [];
    return [
      {
        user_id,
        side: first.side as PresentPerson['side'],
        name: typeof first.name === 'string' ? first.name : '',
        viewing: people.some((tab) => tab.viewing !== false),
      },
    ];
  });
}

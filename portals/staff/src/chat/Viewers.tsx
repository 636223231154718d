import type { PresentPerson } from '@portalchat/chat';
import { Avatar } from '@portalchat/chat/react/avatar/Avatar.tsx';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { Eye } from 'lucide-react';

/** Colleagues who look at this chat right now, so that two do not answer at once. */
export function Viewers({ people }: { people: readonly PresentPerson[] }) {
  if (people.length === 0) return null;
  const text = texts.staff.viewers(people.map((person) => person.name).join(', '));
  return (
    <div data-testid="viewers" title={text} className="flex shrink-0 items-center gap-1.5 max-md:hidden">
      <Eye aria-hidden size={15} className="text-faint" />
      {people.slice(0, 3).map((person) => (
        <span key={person.user_id} className="rounded-full ring-2 ring-surface">
          <Avatar name={person.name} size="sm" />
        </span>
      ))}
      <span className="sr-only">{text}</span>
    </div>
  );
}

import type { ChatList } from '@portalchat/chat';
import { useStore } from '@portalchat/chat/react/hooks/useStore.ts';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import type { LucideIcon } from 'lucide-react';
import { Link } from 'wouter';
import { pathOf } from './routes';

interface RailLinkProps {
  list: ChatList;
  icon: LucideIcon;
  chosen: boolean;
}

export function RailLink({ list, icon: Icon, chosen }: RailLinkProps) {
  const count = useStore(list.count);
  const name = texts.staff.list[list.name];
  return (
    <Link
      href={pathOf(list.name)}
      aria-current={chosen ? 'page' : undefined}
      title={name}
      className="rail-item"
      data-testid={`list-${list.name}`}
    >
      <Icon aria-hidden size={18} strokeWidth={1.9} className="shrink-0" />
      <span className="rail-label flex-1">{name}</span>{' '}
      <span
        data-testid="count"
        className="rail-count tabular-nums"
        data-alert={list.name === 'waiting' && (count ?? 0) > 0 ? '' : undefined}
      >
        {count === null ? '' : texts.staff.number(count)}
        {count !== null && (
          <>
            {' '}
            <span className="sr-only">{texts.staff.chats(count)}</span>
          </>
        )}
      </span>
    </Link>
  );
}

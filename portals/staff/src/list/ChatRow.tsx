import type { ChatListName } from '@portalchat/chat';
import { Avatar } from '@portalchat/chat/react/avatar/Avatar.tsx';
import { PriorityBadge } from '@portalchat/chat/react/badge/PriorityBadge.tsx';
import { UnreadPill } from '@portalchat/chat/react/badge/UnreadPill.tsx';
import { cx } from '@portalchat/chat/react/cx.ts';
import { ago, duration } from '@portalchat/chat/react/format/elapsed.ts';
import { useNow } from '@portalchat/chat/react/hooks/useNow.ts';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { Clock3, CornerUpLeft } from 'lucide-react';
import { Link } from 'wouter';
import { pathOf } from '../shell/routes';
import type { RowView } from './rowView';

interface ChatRowProps {
  row: RowView;
  list: ChatListName;
  chosen: boolean;
}

export function ChatRow({ row, list, chosen }: ChatRowProps) {
  const now = useNow(1000);
  const unread = row.unread > 0;
  return (
    <Link
      href={pathOf(list, row.id)}
      aria-current={chosen ? 'true' : undefined}
      data-testid="chat-row"
      data-chat-id={row.id}
      data-urgent={row.urgent ? '' : undefined}
      className={cx(
        'flex gap-3 rounded-xl px-2.5 py-2.5 transition-colors duration-100',
        chosen ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      <span className="pt-0.5">
        <Avatar name={row.name} urgent={row.urgent} />
      </span>
      <span className="grid min-w-0 flex-1 grid-cols-1 gap-px">
        <span className="flex items-baseline gap-2">
          <span className={cx('min-w-0 flex-1 truncate', unread ? 'font-bold' : 'font-medium')}>
            {row.name}
          </span>
          <time dateTime={row.at.toISOString()} className="shrink-0 text-xs tabular-nums text-faint">
            {ago(row.at, now)}
          </time>
        </span>
        <span className={cx('truncate text-[0.9375em]', unread ? 'font-medium' : 'text-muted')}>
          {row.subject || texts.staff.noSubject}
        </span>
        <span className="flex items-center gap-1.5 text-sm text-muted">
          {row.ours && row.preview.kind === 'text' && (
            <CornerUpLeft
              aria-label={texts.staff.row.ours}
              role="img"
              size={13}
              className="shrink-0 text-faint"
            />
          )}
          <Preview preview={row.preview} />
          <UnreadPill count={row.unread} />
        </span>
        <Marks row={row} />
      </span>
    </Link>
  );
}

function Preview({ preview }: { preview: RowView['preview'] }) {
  const { typing, draft, noMessages } = texts.staff.row;
  if (preview.kind === 'typing')
    return <span className="flex-1 truncate font-medium text-accent-text">{typing}</span>;
  return (
    <span className="min-w-0 flex-1 truncate">
      {preview.kind === 'draft' && <span className="font-semibold text-danger-text">{draft} </span>}
      {preview.text || noMessages}
    </span>
  );
}

/** How long the player has waited, how pressing it is, who has it: only where there is something to say. */
function Marks({ row }: { row: RowView }) {
  const pressing = row.priority === 'high' || row.priority === 'urgent' || row.priority === 'low';
  if (row.waitedMs === null && !pressing && !row.holder) return null;
  return (
    <span className="mt-0.5 flex items-center gap-2.5 text-xs">
      {row.waitedMs !== null && (
        <span
          className={cx(
            'flex items-center gap-1 font-semibold tabular-nums',
            row.urgent ? 'text-danger-text' : 'text-waiting-text',
          )}
        >
          <Clock3 aria-hidden size={12} strokeWidth={2.5} />
          {texts.staff.row.waitingFor(duration(row.waitedMs))}
        </span>
      )}
      {pressing && <PriorityBadge priority={row.priority} />}
      {row.holder && <span className="ml-auto min-w-0 truncate text-faint">{row.holder}</span>}
    </span>
  );
}

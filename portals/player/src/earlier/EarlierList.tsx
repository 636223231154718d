import { type ChatRequest, type PlayerDesk, viewChat } from '@portalchat/chat';
import { UnreadPill } from '@portalchat/chat/react/badge/UnreadPill.tsx';
import { Button } from '@portalchat/chat/react/button/Button.tsx';
import { cx } from '@portalchat/chat/react/cx.ts';
import { ago } from '@portalchat/chat/react/format/elapsed.ts';
import { useNow } from '@portalchat/chat/react/hooks/useNow.ts';
import { useStore } from '@portalchat/chat/react/hooks/useStore.ts';
import { EmptyState } from '@portalchat/chat/react/state/EmptyState.tsx';
import { ErrorState } from '@portalchat/chat/react/state/ErrorState.tsx';
import { ListSkeleton } from '@portalchat/chat/react/state/Skeleton.tsx';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { History } from 'lucide-react';
import { Link, useRoute } from 'wouter';

export function EarlierList({ desk }: { desk: PlayerDesk }) {
  const { status, refusal, earlier, has_more_earlier } = useStore(desk.chats);
  const [, params] = useRoute('/chats/:id');
  const now = useNow(60_000);

  if (earlier.length === 0) {
    if (status === 'loading') return <ListSkeleton />;
    if (status === 'failed') {
      return (
        <ErrorState
          title={texts.player.earlierErrorTitle}
          detail={refusal?.reason || texts.player.earlierError}
          onRetry={desk.refresh}
        />
      );
    }
    return (
      <EmptyState icon={<History size={26} strokeWidth={1.75} />} title={texts.player.earlierEmptyTitle}>
        {texts.player.earlierEmpty}
      </EmptyState>
    );
  }
  return (
    <>
      <ul className="grid grid-cols-1 gap-0.5">
        {earlier.map((chat) => (
          <li key={chat.id}>
            <EarlierRow chat={chat} now={now} chosen={params?.id === chat.id} />
          </li>
        ))}
      </ul>
      {has_more_earlier && (
        <div className="grid place-items-center p-3">
          <Button kind="quiet" size="sm" onClick={() => void desk.loadMoreEarlier()}>
            {texts.staff.loadMore}
          </Button>
        </div>
      )}
    </>
  );
}

function EarlierRow({ chat, now, chosen }: { chat: ChatRequest; now: Date; chosen: boolean }) {
  const { unread, last_activity_at } = viewChat(chat, 'player');
  return (
    <Link
      href={`/chats/${chat.id}`}
      aria-current={chosen ? 'page' : undefined}
      className={cx(
        'grid grid-cols-1 gap-0.5 rounded-2xl px-3 py-2.5',
        chosen ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      <span className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 truncate text-[0.9375rem] font-semibold">
          {chat.subject || texts.player.noSubject}
        </span>
        <time dateTime={last_activity_at} className="shrink-0 text-xs tabular-nums text-faint">
          {ago(new Date(last_activity_at), now)}
        </time>
      </span>
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate text-sm text-muted">{chat.last_message_text}</span>
        <UnreadPill count={unread} />
      </span>
    </Link>
  );
}

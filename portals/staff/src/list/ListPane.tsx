import type { StaffDesk } from '@portalchat/chat';
import { Button } from '@portalchat/chat/react/button/Button.tsx';
import { IconButton } from '@portalchat/chat/react/button/IconButton.tsx';
import { useNow } from '@portalchat/chat/react/hooks/useNow.ts';
import { useStore } from '@portalchat/chat/react/hooks/useStore.ts';
import { EmptyState } from '@portalchat/chat/react/state/EmptyState.tsx';
import { ErrorState } from '@portalchat/chat/react/state/ErrorState.tsx';
import { ListSkeleton } from '@portalchat/chat/react/state/Skeleton.tsx';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { Coffee, MessageSquarePlus, SearchX } from 'lucide-react';
import type { Place } from '../shell/routes';
import { ChatRow } from './ChatRow';
import { ListTools } from './ListTools';
import { LiveClock } from './LiveClock';
import { useRowViews } from './useRowViews';

interface ListPaneProps {
  desk: StaffDesk;
  place: Place;
  onOpenChat(): void;
}

export function ListPane({ desk, place, onOpenChat }: ListPaneProps) {
  const list = desk.lists[place.list];
  const state = useStore(list.state);
  const now = useNow(1000);
  const rows = useRowViews(desk, state.rows, now);
  const name = texts.staff.list[place.list];

  return (
    <section
      aria-label={name}
      className="desk-list flex min-h-0 flex-col border-x border-line bg-surface max-md:border-none"
    >
      <div className="grid gap-3 px-3.5 pt-3.5 pb-2.5">
        <div className="flex items-center gap-2.5 pl-1">
          <h1 className="text-lg font-semibold tracking-tight">{name}</h1>
          <LiveClock desk={desk} />
          <IconButton
            label={texts.staff.openChat}
            keys="Alt+N"
            icon={<MessageSquarePlus aria-hidden size={19} strokeWidth={1.9} />}
            onClick={onOpenChat}
            className="ml-auto"
          />
        </div>
        <ListTools list={list} state={state} />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pb-3">
        {rows.length > 0 ? (
          <ul className="grid grid-cols-1 gap-0.5">
            {rows.map((row) => (
              <li key={row.id}>
                <ChatRow row={row} list={place.list} chosen={row.id === place.chatId} />
              </li>
            ))}
          </ul>
        ) : state.status === 'loading' ? (
          <ListSkeleton />
        ) : state.status === 'failed' ? (
          <ErrorState
            title={texts.staff.listErrorTitle}
            detail={state.refusal?.reason || texts.staff.listError}
            onRetry={desk.refresh}
          />
        ) : state.search ? (
          <EmptyState icon={<SearchX size={24} strokeWidth={1.75} />} title={texts.staff.noMatchTitle}>
            {texts.staff.noMatch(state.search)}
          </EmptyState>
        ) : (
          <EmptyState
            icon={<Coffee size={24} strokeWidth={1.75} />}
            title={texts.staff.empty[place.list].title}
          >
            {texts.staff.empty[place.list].hint}
          </EmptyState>
        )}
        {state.has_more && (
          <div className="grid place-items-center p-3">
            <Button kind="quiet" size="sm" busy={state.loading_more} onClick={() => void list.loadMore()}>
              {texts.staff.loadMore}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}

import type { ChatListName, Side, StaffDesk } from '@portalchat/chat';
import { Conversation } from '@portalchat/chat/react/conversation/Conversation.tsx';
import { useKeys } from '@portalchat/chat/react/hooks/useKeys.ts';
import { useStore } from '@portalchat/chat/react/hooks/useStore.ts';
import { Notice } from '@portalchat/chat/react/notice/Notice.tsx';
import { ErrorState } from '@portalchat/chat/react/state/ErrorState.tsx';
import { ThreadSkeleton } from '@portalchat/chat/react/state/Skeleton.tsx';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { resolverName } from '@portalchat/chat/react/thread/statusLines.ts';
import { lazy, Suspense, useCallback, useRef, useState } from 'react';
import { ContextPanel } from '../context/ContextPanel';
import type { ContextPanelState } from '../shell/useContextPanel';
import { ChatHeader } from './ChatHeader';
import { InsteadBar } from './InsteadBar';
import { offersFor } from './offers';
import { useChatActions } from './useChatActions';

const TransferDialog = lazy(async () => ({
  default: (await import('../transfer/TransferDialog')).TransferDialog,
}));

interface ChatPaneProps {
  desk: StaffDesk;
  chatId: string;
  list: ChatListName;
  go(list: ChatListName, chatId?: string | null): void;
  panel: ContextPanelState;
}

/** One chat: who and what at the top, the thread, the composer or what stands for it, the details. */
export function ChatPane({ desk, chatId, list, go, panel }: ChatPaneProps) {
  const thread = useStore(desk.thread(chatId).state);
  const colleagues = useStore(desk.colleagues);
  const [transferring, setTransferring] = useState(false);
  const composer = useRef<HTMLTextAreaElement>(null);
  const { chat, staff_names } = thread;
  const { me } = desk;
  const actions = useChatActions(desk, chat, {
    onTaken: () => go('mine', chatId),
    onReopened: () => go('mine', chatId),
  });
  const offers = chat && offersFor(chat, desk.me);

  useKeys({
    'alt+e': offers?.resolve ? actions.resolve : undefined,
    'alt+t': offers?.take ? actions.take : undefined,
    'alt+r': offers?.write ? () => composer.current?.focus() : undefined,
  });

  const playerName = chat?.player_name ?? texts.thread.player;
  const holderId = chat?.gre_staff_id ?? null;
  const holderName = chat?.gre_staff_name ?? null;
  const nameOf = useCallback(
    (senderId: string, side: Side) => {
      if (side === 'player') return playerName;
      if (senderId === me.user_id) return me.display_name;
      if (senderId === holderId && holderName) return holderName;
      return staff_names.get(senderId) ?? texts.thread.support;
    },
    [me, playerName, holderId, holderName, staff_names],
  );

  if (!chat || !offers) {
    if (thread.status === 'loading') return <ThreadSkeleton />;
    return (
      <div className="m-auto">
        <ErrorState
          whole
          title={thread.status === 'failed' ? texts.thread.errorTitle : texts.staff.goneTitle}
          detail={
            thread.status === 'failed' ? thread.refusal?.reason || texts.thread.error : texts.staff.gone
          }
          onRetry={thread.status === 'failed' ? desk.refresh : undefined}
        />
      </div>
    );
  }

  return (
    <>
      <div className="flex min-w-0 flex-1 flex-col">
        <ChatHeader
          chat={chat}
          offers={offers}
          actions={actions}
          viewers={thread.present.filter((person) => person.side === 'gre' && person.viewing)}
          playerHere={thread.present.some((person) => person.side === 'player' && person.viewing)}
          panel={panel}
          onBack={() => go(list)}
          onTransfer={() => setTransferring(true)}
        />
        {actions.problem && (
          <div className="mx-auto w-full max-w-[52rem] px-4 pt-3">
            <Notice onDismiss={actions.dismiss}>{actions.problem}</Notice>
          </div>
        )}
        <Conversation
          desk={desk}
          chatId={chat.id}
          label={texts.thread.label(chat.player_name)}
          placeholder={texts.composer.placeholderTo(chat.player_name)}
          nameOf={nameOf}
          marksRead={offers.marksRead}
          instead={offers.write ? null : <InsteadBar chat={chat} me={desk.me} actions={actions} />}
          composerRef={composer}
        />
      </div>
      {panel.open && <ContextPanel chat={chat} resolvedBy={resolverName(chat, nameOf)} panel={panel} />}
      {transferring && (
        <Suspense>
          <TransferDialog
            colleagues={colleagues.filter((each) => each.user_id !== chat.gre_staff_id)}
            onClose={() => setTransferring(false)}
            onTransfer={(to) => {
              setTransferring(false);
              actions.transfer(to);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

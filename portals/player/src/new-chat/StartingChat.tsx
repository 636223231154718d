import type { OutgoingMessage, PlayerDesk } from '@portalchat/chat';
import { StatusBadge } from '@portalchat/chat/react/badge/StatusBadge.tsx';
import { Composer } from '@portalchat/chat/react/composer/Composer.tsx';
import { useDraft } from '@portalchat/chat/react/conversation/useDraft.ts';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { buildThread } from '@portalchat/chat/react/thread/buildThread.ts';
import { Thread } from '@portalchat/chat/react/thread/Thread.tsx';
import { useCallback, useMemo } from 'react';

interface StartingChatProps {
  desk: PlayerDesk;
  starting: readonly OutgoingMessage[];
}

const nothing = () => {};

/** From the first click until the chat is there: the message shows at once, and more can be written. */
export function StartingChat({ desk, starting }: StartingChatProps) {
  const [draft, setDraft] = useDraft(desk.drafts, 'new');
  const items = useMemo(
    () =>
      buildThread({
        messages: [],
        pending: starting,
        read_by_other_no: 0,
        has_older: false,
        side: 'player',
        myId: desk.me.user_id,
        nameOf: () => texts.thread.support,
        statusLines: [],
        unreadFromNo: null,
      }),
    [starting, desk],
  );
  const takeBack = useCallback(
    (messageId: string) => {
      const text = desk.discard(messageId);
      if (text !== null) setDraft((before) => (before.trim() === '' ? text : `${before}\n${text}`));
    },
    [desk, setDraft],
  );
  const view = { label: texts.thread.plainLabel, items, typing: [], hasOlder: false, loadingOlder: false };

  return (
    <>
      <header className="flex min-h-16 items-center gap-3 border-b border-line px-4 py-3 sm:px-5">
        <div className="min-w-0 flex-1">
          <h1 className="truncate font-semibold">
            {starting[0]?.opening?.subject || texts.player.noSubject}
          </h1>
          <p className="text-sm text-muted">{texts.player.starting}</p>
        </div>
        <StatusBadge status="waiting" />
      </header>
      <Thread view={view} onLoadOlder={nothing} onRetry={desk.retry} onDiscard={takeBack} />
      <Composer
        placeholder={texts.composer.placeholder}
        draft={draft}
        onDraft={setDraft}
        onSend={(message_text) => desk.startChat({ message_text })}
      />
    </>
  );
}

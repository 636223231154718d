import { MessageSquareText } from 'lucide-react';
import { type ReactNode, type Ref, useCallback } from 'react';
import type { Side } from '../../core/contract';
import type { Desk } from '../../core/desk/desk';
import { Composer } from '../composer/Composer';
import { EmptyState } from '../state/EmptyState';
import { ErrorState } from '../state/ErrorState';
import { ThreadSkeleton } from '../state/Skeleton';
import { texts } from '../text/texts';
import { Thread } from '../thread/Thread';
import { useDraft } from './useDraft';
import { useThreadView } from './useThreadView';

interface ConversationProps {
  desk: Pick<Desk, 'me' | 'drafts' | 'thread' | 'refresh'>;
  chatId: string;
  /** The other side, as the thread and the composer call it. */
  label: string;
  placeholder: string;
  nameOf(senderId: string, side: Side): string;
  /** Whether what is seen here counts as read: not when one only looks in. */
  marksRead: boolean;
  /** What stands in the composer's place when one cannot write here. */
  instead: ReactNode | null;
  autoFocus?: boolean;
  composerRef?: Ref<HTMLTextAreaElement>;
}

/** A chat's messages and the means to answer. Give it a `key` of the chat's id. */
export function Conversation(props: ConversationProps) {
  const {
    desk,
    chatId,
    label,
    placeholder,
    nameOf,
    marksRead,
    instead,
    autoFocus = false,
    composerRef,
  } = props;
  const thread = desk.thread(chatId);
  const { state, view } = useThreadView(thread, desk.me, label, nameOf);
  const [draft, setDraft] = useDraft(desk.drafts, chatId);

  const write = useCallback(
    (text: string) => {
      setDraft(text);
      thread.setTyping(text.trim() !== '');
    },
    [setDraft, thread],
  );
  const takeBack = useCallback(
    (messageId: string) => {
      const text = thread.discard(messageId);
      if (text !== null) setDraft((before) => (before.trim() === '' ? text : `${before}\n${text}`));
    },
    [setDraft, thread],
  );
  const loadOlder = useCallback(() => void thread.loadOlder(), [thread]);

  return (
    <>
      {state.status === 'failed' ? (
        <div className="grid min-h-0 flex-1 place-items-center">
          <ErrorState
            title={texts.thread.errorTitle}
            detail={state.refusal?.reason || texts.thread.error}
            onRetry={desk.refresh}
          />
        </div>
      ) : state.status === 'loading' && state.pending.length === 0 ? (
        <ThreadSkeleton />
      ) : view.items.length === 0 ? (
        <div className="grid min-h-0 flex-1 place-items-center">
          <EmptyState
            icon={<MessageSquareText size={26} strokeWidth={1.75} />}
            title={texts.thread.emptyTitle}
          >
            {texts.thread.empty}
          </EmptyState>
        </div>
      ) : (
        <Thread
          view={view}
          onLoadOlder={loadOlder}
          onRetry={thread.retry}
          onDiscard={takeBack}
          {...(marksRead && { onSeen: thread.markRead })}
        />
      )}
      {instead ?? (
        <Composer
          placeholder={placeholder}
          draft={draft}
          onDraft={write}
          onSend={(text) => thread.send(text)}
          autoFocus={autoFocus}
          {...(composerRef && { ref: composerRef })}
        />
      )}
    </>
  );
}

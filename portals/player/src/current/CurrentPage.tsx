import type { PlayerDesk } from '@portalchat/chat';
import { useStore } from '@portalchat/chat/react/hooks/useStore.ts';
import { ErrorState } from '@portalchat/chat/react/state/ErrorState.tsx';
import { ThreadSkeleton } from '@portalchat/chat/react/state/Skeleton.tsx';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { ChatView } from '../chat/ChatView';
import { NewChatForm } from '../new-chat/NewChatForm';
import { StartingChat } from '../new-chat/StartingChat';
import { useShownChat } from './useShownChat';

/** The chat one is in, or the one that just ended, or the form for a new one. */
export function CurrentPage({ desk }: { desk: PlayerDesk }) {
  const chats = useStore(desk.chats);
  const { shown, dismiss } = useShownChat(chats);

  if (chats.status === 'loading' && !shown) {
    return (
      <>
        <h1 className="sr-only">{texts.player.myChat}</h1>
        <ThreadSkeleton />
      </>
    );
  }
  if (chats.status === 'failed' && !shown) {
    return (
      <div className="grid flex-1 place-items-center">
        <ErrorState
          whole
          title={texts.thread.errorTitle}
          detail={chats.refusal?.reason || texts.thread.error}
          onRetry={desk.refresh}
        />
      </div>
    );
  }
  if (shown) return <ChatView key={shown.id} desk={desk} chat={shown} onStartNew={dismiss} />;
  if (chats.starting.length > 0) return <StartingChat desk={desk} starting={chats.starting} />;
  return <NewChatForm desk={desk} />;
}

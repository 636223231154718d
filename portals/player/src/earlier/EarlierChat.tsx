import type { PlayerDesk } from '@portalchat/chat';
import { useStore } from '@portalchat/chat/react/hooks/useStore.ts';
import { ErrorState } from '@portalchat/chat/react/state/ErrorState.tsx';
import { ThreadSkeleton } from '@portalchat/chat/react/state/Skeleton.tsx';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { ArrowLeft } from 'lucide-react';
import { Link, Redirect, useLocation } from 'wouter';
import { ChatView } from '../chat/ChatView';

/** A resolved chat to reread, at an address of its own. */
export function EarlierChat({ desk, chatId }: { desk: PlayerDesk; chatId: string }) {
  const [, go] = useLocation();
  const chats = useStore(desk.chats);
  const thread = useStore(desk.thread(chatId).state);
  const chat = chats.earlier.find((each) => each.id === chatId) ?? thread.chat;

  if (chats.current?.id === chatId) return <Redirect to="/" replace />;
  if (!chat && thread.status === 'loading') return <ThreadSkeleton />;
  if (!chat) {
    return (
      <div className="grid flex-1 place-items-center">
        <ErrorState
          whole
          title={texts.problem.lostTitle}
          detail={texts.problem.lost}
          action={texts.player.myChat}
          onRetry={() => go('/')}
        />
      </div>
    );
  }
  return (
    <>
      <Link
        href="/chats"
        className="flex h-11 items-center gap-2 border-b border-line px-4 text-sm font-semibold text-muted hover:text-ink lg:hidden"
      >
        <ArrowLeft aria-hidden size={17} />
        {texts.player.backToEarlier}
      </Link>
      <ChatView desk={desk} chat={chat} onStartNew={() => go('/')} />
    </>
  );
}

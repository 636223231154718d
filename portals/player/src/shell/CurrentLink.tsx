import { type PlayerDesk, viewChat } from '@portalchat/chat';
import { UnreadPill } from '@portalchat/chat/react/badge/UnreadPill.tsx';
import { useStore } from '@portalchat/chat/react/hooks/useStore.ts';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { MessageCircle, Plus } from 'lucide-react';
import { Link, useRoute } from 'wouter';

const style =
  'flex min-h-13 items-center gap-2.5 rounded-2xl px-3 font-semibold hover:bg-hover aria-[current]:bg-accent-soft';

/** The way back from rereading: to the open chat, or to the form for a new one. */
export function CurrentLink({ desk }: { desk: PlayerDesk }) {
  const { current } = useStore(desk.chats);
  const [here] = useRoute('/');
  const page = here ? 'page' : undefined;
  if (!current) {
    return (
      <Link href="/" aria-current={page} className={style}>
        <Plus aria-hidden size={18} className="text-accent-text" />
        {texts.player.newChat}
      </Link>
    );
  }
  return (
    <Link href="/" aria-current={page} className={style}>
      <MessageCircle aria-hidden size={18} className="text-accent-text" />
      <span className="flex-1">{texts.player.myChat}</span>
      {!here && <UnreadPill count={viewChat(current, 'player').unread} />}
    </Link>
  );
}

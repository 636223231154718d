import type { ChatRequest, PlayerDesk, Side } from '@portalchat/chat';
import { Conversation } from '@portalchat/chat/react/conversation/Conversation.tsx';
import { useStore } from '@portalchat/chat/react/hooks/useStore.ts';
import { Notice } from '@portalchat/chat/react/notice/Notice.tsx';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { useCallback, useState } from 'react';
import { ChatHeader } from './ChatHeader';
import { ResolvedPanel } from './ResolvedPanel';
import { WaitingCard } from './WaitingCard';

interface ChatViewProps {
  desk: PlayerDesk;
  chat: ChatRequest;
  /** Leaves a resolved chat for the form of a new one. */
  onStartNew(): void;
}

export function ChatView({ desk, chat, onStartNew }: ChatViewProps) {
  const { present, staff_names } = useStore(desk.thread(chat.id).state);
  const [problem, setProblem] = useState<string | null>(null);
  const [resolving, setResolving] = useState(false);
  const { gre_staff_id, gre_staff_name } = chat;
  const helper = gre_staff_name ?? texts.thread.support;

  const nameOf = useCallback(
    (senderId: string, side: Side) => {
      if (side === 'player') return chat.player_name;
      if (senderId === gre_staff_id && gre_staff_name !== null) return gre_staff_name;
      return staff_names.get(senderId) ?? texts.thread.support;
    },
    [chat.player_name, gre_staff_id, gre_staff_name, staff_names],
  );

  const resolve = async () => {
    setProblem(null);
    setResolving(true);
    const outcome = await desk.resolve(chat.id);
    setResolving(false);
    if (!outcome.ok) setProblem(outcome.refusal.reason || texts.problem.general);
  };

  return (
    <>
      <ChatHeader
        chat={chat}
        here={present.some((person) => person.side === 'gre' && person.viewing)}
        resolving={resolving}
        onResolve={() => void resolve()}
      />
      {problem && (
        <div className="px-4 pt-3">
          <Notice onDismiss={() => setProblem(null)}>{problem}</Notice>
        </div>
      )}
      {chat.status === 'waiting' && <WaitingCard desk={desk} chat={chat} />}
      <Conversation
        desk={desk}
        chatId={chat.id}
        label={texts.thread.label(helper)}
        placeholder={
          gre_staff_name ? texts.composer.placeholderTo(gre_staff_name) : texts.composer.placeholder
        }
        nameOf={nameOf}
        marksRead
        instead={
          chat.status === 'resolved' ? (
            <ResolvedPanel desk={desk} chat={chat} onStartNew={onStartNew} />
          ) : null
        }
      />
    </>
  );
}

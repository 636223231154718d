import type { ChatRequest, Me } from '@portalchat/chat';
import { Button } from '@portalchat/chat/react/button/Button.tsx';
import { RatingGiven } from '@portalchat/chat/react/rating/RatingGiven.tsx';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { Hand, RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ChatActions } from './useChatActions';

interface InsteadBarProps {
  chat: ChatRequest;
  me: Me;
  actions: ChatActions;
}

/** Why one cannot write here, and what one can do about it. */
export function InsteadBar({ chat, me, actions }: InsteadBarProps) {
  if (chat.status === 'waiting') {
    return (
      <Bar title={texts.staff.takeToAnswer} detail={texts.staff.takeHint}>
        <Button
          kind="primary"
          busy={actions.busy === 'take'}
          icon={<Hand aria-hidden size={16} strokeWidth={2.2} />}
          onClick={actions.take}
        >
          {texts.staff.takeAndAnswer}
        </Button>
      </Bar>
    );
  }
  if (chat.status === 'active') {
    return (
      <Bar title={texts.staff.assignedTo(chat.gre_staff_name ?? '')} detail={texts.staff.assignedHint} />
    );
  }
  return (
    <Bar title={texts.staff.resolvedBar} detail={resolvedDetail(chat, me)}>
      <Button
        busy={actions.busy === 'reopen'}
        icon={<RotateCcw aria-hidden size={16} />}
        onClick={actions.reopen}
      >
        {texts.staff.reopenToAnswer}
      </Button>
    </Bar>
  );
}

function resolvedDetail(chat: ChatRequest, me: Me): ReactNode {
  if (chat.rating !== null) {
    return (
      <span className="flex flex-wrap items-center gap-x-2">
        <RatingGiven rating={chat.rating} /> {chat.rating_comment}
      </span>
    );
  }
  return chat.resolved_by === me.user_id ? texts.thread.resolvedByYou : texts.staff.notRated;
}

function Bar({ title, detail, children }: { title: string; detail: ReactNode; children?: ReactNode }) {
  return (
    <div className="border-t border-line bg-canvas/60 px-4 pt-3 pb-[max(0.875rem,env(safe-area-inset-bottom))]">
      <div className="mx-auto flex max-w-[50rem] flex-wrap items-center gap-x-4 gap-y-2.5">
        <div className="min-w-52 flex-1">
          <p className="font-semibold">{title}</p>
          <div className="text-sm text-muted text-pretty">{detail}</div>
        </div>
        {children}
      </div>
    </div>
  );
}

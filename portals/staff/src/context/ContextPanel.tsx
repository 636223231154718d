import type { ChatRequest } from '@portalchat/chat';
import { Avatar } from '@portalchat/chat/react/avatar/Avatar.tsx';
import { PriorityBadge } from '@portalchat/chat/react/badge/PriorityBadge.tsx';
import { StatusBadge } from '@portalchat/chat/react/badge/StatusBadge.tsx';
import { IconButton } from '@portalchat/chat/react/button/IconButton.tsx';
import { RatingGiven } from '@portalchat/chat/react/rating/RatingGiven.tsx';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { X } from 'lucide-react';
import type { ContextPanelState } from '../shell/useContextPanel';
import './context.css';
import { CopyId } from './CopyId';
import { Detail, Section } from './Detail';
import { Moment } from './Moment';
import { useEscape } from './useEscape';

interface ContextPanelProps {
  chat: ChatRequest;
  /** Who ended it, where that is known. */
  resolvedBy: string | null;
  panel: ContextPanelState;
}

/** Everything about the chat that is not said in it. */
export function ContextPanel({ chat, resolvedBy, panel }: ContextPanelProps) {
  const t = texts.staff;
  useEscape(!panel.beside, panel.close);
  return (
    <aside aria-label={t.context} className={panel.beside ? 'context' : 'context context-over'}>
      <div className="flex items-center justify-between gap-2 pr-2 pl-5">
        <h2 className="py-4 font-semibold">{t.context}</h2>
        <IconButton label={t.hideContext} icon={<X aria-hidden size={18} />} onClick={panel.close} />
      </div>
      <div className="flex items-center gap-3 px-5 pb-4">
        <Avatar name={chat.player_name} size="lg" />
        <div className="min-w-0">
          <p className="truncate text-base font-semibold">{chat.player_name}</p>
          <CopyId id={chat.player_id} />
        </div>
      </div>
      <Section>
        <Detail label={t.subject}>{chat.subject || t.noSubject}</Detail>
        <Detail label={t.statusLabel}>
          <StatusBadge status={chat.status} />
        </Detail>
        <Detail label={t.category}>{texts.category[chat.category] ?? chat.category}</Detail>
        <Detail label={t.priority}>
          <PriorityBadge priority={chat.priority} />
        </Detail>
        <Detail label={t.assigned}>{chat.gre_staff_name ?? t.nobody}</Detail>
        <Detail label={t.messages}>{chat.message_count}</Detail>
      </Section>
      <Section>
        <Moment label={t.opened} at={chat.created_at} />
        <Moment label={t.taken} at={chat.assigned_at} since={chat.created_at} />
        <Moment label={t.firstReply} at={chat.first_reply_at} since={chat.created_at} />
        <Moment label={t.resolvedAt} at={chat.resolved_at} since={chat.created_at} />
        {resolvedBy !== null && <Detail label={t.resolvedByLabel}>{resolvedBy}</Detail>}
      </Section>
      {chat.rating !== null && (
        <Section>
          <Detail label={t.rating}>
            <RatingGiven rating={chat.rating} />
          </Detail>
          {chat.rating_comment && <Detail label={t.ratingComment}>{chat.rating_comment}</Detail>}
        </Section>
      )}
    </aside>
  );
}

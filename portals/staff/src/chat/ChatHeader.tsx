import type { ChatRequest, PresentPerson } from '@portalchat/chat';
import { Avatar } from '@portalchat/chat/react/avatar/Avatar.tsx';
import { PriorityBadge } from '@portalchat/chat/react/badge/PriorityBadge.tsx';
import { StatusBadge } from '@portalchat/chat/react/badge/StatusBadge.tsx';
import { IconButton } from '@portalchat/chat/react/button/IconButton.tsx';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { ArrowLeft, PanelRight } from 'lucide-react';
import type { ContextPanelState } from '../shell/useContextPanel';
import { HeaderActions } from './HeaderActions';
import type { Offers } from './offers';
import type { ChatActions } from './useChatActions';
import { Viewers } from './Viewers';

interface ChatHeaderProps {
  chat: ChatRequest;
  offers: Offers;
  actions: ChatActions;
  /** Colleagues who have it open. */
  viewers: readonly PresentPerson[];
  playerHere: boolean;
  panel: ContextPanelState;
  onBack(): void;
  onTransfer(): void;
}

export function ChatHeader(props: ChatHeaderProps) {
  const { chat, offers, actions, viewers, playerHere, panel, onBack, onTransfer } = props;
  return (
    <header className="flex min-h-17 items-center gap-3 border-b border-line px-4 py-2.5 max-md:gap-2 max-md:px-2">
      <IconButton
        label={texts.common.back}
        icon={<ArrowLeft aria-hidden size={19} />}
        onClick={onBack}
        className="md:hidden"
      />
      <Avatar name={chat.player_name} here={playerHere} />
      <div className="min-w-0 flex-1">
        <h1 className="flex min-w-0 items-baseline gap-2">
          <span className="truncate font-semibold md:shrink-0">{chat.player_name}</span>
          <span className="truncate text-muted max-md:hidden">{chat.subject || texts.staff.noSubject}</span>
        </h1>
        <div className="mt-0.5 flex min-w-0 items-center gap-2.5">
          <StatusBadge status={chat.status} />
          {chat.priority !== 'normal' && (
            <span className="inline-flex max-md:hidden">
              <PriorityBadge priority={chat.priority} />
            </span>
          )}
          <span className="truncate text-sm text-muted md:hidden">{chat.subject}</span>
          {chat.gre_staff_name && (
            <span data-testid="assignee" className="truncate text-xs text-muted max-md:hidden">
              {texts.staff.withName(chat.gre_staff_name)}
            </span>
          )}
        </div>
      </div>
      <Viewers people={viewers} />
      <HeaderActions offers={offers} actions={actions} onTransfer={onTransfer} />
      <IconButton
        label={panel.open ? texts.staff.hideContext : texts.staff.showContext}
        keys="Alt+D"
        aria-expanded={panel.open}
        icon={<PanelRight aria-hidden size={19} strokeWidth={1.9} />}
        onClick={panel.toggle}
      />
    </header>
  );
}

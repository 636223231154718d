import type { ChatListName, StaffDesk } from '@portalchat/chat';
import { AccountMenu } from '@portalchat/chat/react/account/AccountMenu.tsx';
import { Avatar } from '@portalchat/chat/react/avatar/Avatar.tsx';
import { Mark } from '@portalchat/chat/react/brand/Mark.tsx';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { CheckCheck, CircleDashed, Command, Inbox, Keyboard, MessagesSquare } from 'lucide-react';
import { NotifyChoice } from '../notify/NotifyChoice';
import './rail.css';
import { RailLink } from './RailLink';
import { listNames } from './routes';
import type { Overlay } from './useDeskKeys';

const icons = { waiting: CircleDashed, mine: Inbox, active: MessagesSquare, resolved: CheckCheck };

interface RailProps {
  desk: StaffDesk;
  list: ChatListName;
  onOverlay(overlay: Overlay): void;
  onSignOut(): void;
}

export function Rail({ desk, list, onOverlay, onSignOut }: RailProps) {
  const { me } = desk;
  return (
    <header className="desk-rail rail">
      <p className="rail-brand">
        <Mark size={26} />
        <span className="rail-word font-semibold tracking-tight">{texts.product}</span>
      </p>
      <nav aria-label={texts.staff.lists} className="rail-nav">
        {listNames.map((name) => (
          <RailLink key={name} list={desk.lists[name]} icon={icons[name]} chosen={name === list} />
        ))}
      </nav>
      <div className="rail-foot">
        <button type="button" className="rail-item rail-extra" onClick={() => onOverlay('commands')}>
          <Command aria-hidden size={18} strokeWidth={1.9} />
          <span className="rail-word flex-1">{texts.staff.commands}</span>
          <kbd className="rail-word rail-key">Ctrl K</kbd>
        </button>
        <button type="button" className="rail-item rail-extra" onClick={() => onOverlay('keys')}>
          <Keyboard aria-hidden size={18} strokeWidth={1.9} />
          <span className="rail-word flex-1">{texts.staff.keysShort}</span>
          <kbd className="rail-word rail-key">?</kbd>
        </button>
        <AccountMenu
          name={me.display_name}
          email={me.email}
          side="top"
          align="start"
          onSignOut={onSignOut}
          trigger={
            <button
              type="button"
              aria-label={texts.account.menu(me.display_name)}
              className="rail-item rail-me"
            >
              <Avatar name={me.display_name} size="sm" here />
              <span className="rail-word min-w-0 flex-1 truncate font-semibold text-ink">
                {me.display_name}
              </span>
            </button>
          }
        >
          <NotifyChoice />
        </AccountMenu>
      </div>
    </header>
  );
}

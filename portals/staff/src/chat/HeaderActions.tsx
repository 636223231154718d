import { Button } from '@portalchat/chat/react/button/Button.tsx';
import { IconButton } from '@portalchat/chat/react/button/IconButton.tsx';
import { Menu, MenuItem } from '@portalchat/chat/react/menu/Menu.tsx';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { ArrowLeftRight, Check, Ellipsis, Hand, RotateCcw, Undo2 } from 'lucide-react';
import type { Offers } from './offers';
import type { ChatActions } from './useChatActions';

interface HeaderActionsProps {
  offers: Offers;
  actions: ChatActions;
  onTransfer(): void;
}

/** The one likely step as a button, the others in a menu. */
export function HeaderActions({ offers, actions, onTransfer }: HeaderActionsProps) {
  const check = <Check aria-hidden size={15} strokeWidth={2.5} />;
  const resolveInMenu = offers.take && offers.resolve;
  const more = offers.transfer || offers.release || resolveInMenu;
  return (
    <>
      {offers.take && (
        <Button
          kind="primary"
          size="sm"
          busy={actions.busy === 'take'}
          icon={<Hand aria-hidden size={15} strokeWidth={2.2} />}
          title={`${texts.staff.take} (Alt+T)`}
          onClick={actions.take}
          className="max-md:hidden"
        >
          {texts.staff.take}
        </Button>
      )}
      {offers.resolve && !resolveInMenu && (
        <Button
          size="sm"
          busy={actions.busy === 'resolve'}
          icon={check}
          title={`${texts.staff.resolve} (Alt+E)`}
          onClick={actions.resolve}
          className="max-md:px-2.5"
        >
          <span className="max-md:sr-only">{texts.staff.resolve}</span>
        </Button>
      )}
      {offers.reopen && (
        <Button
          size="sm"
          busy={actions.busy === 'reopen'}
          icon={<RotateCcw aria-hidden size={15} strokeWidth={2.2} />}
          onClick={actions.reopen}
          className="max-md:hidden"
        >
          {texts.staff.reopen}
        </Button>
      )}
      {more && (
        <Menu trigger={<IconButton label={texts.staff.more} icon={<Ellipsis aria-hidden size={19} />} />}>
          {offers.transfer && (
            <MenuItem icon={<ArrowLeftRight size={16} />} onSelect={onTransfer}>
              {texts.staff.transfer}
            </MenuItem>
          )}
          {offers.release && (
            <MenuItem icon={<Undo2 size={16} />} onSelect={actions.release}>
              {texts.staff.release}
            </MenuItem>
          )}
          {resolveInMenu && (
            <MenuItem icon={check} onSelect={actions.resolve}>
              {texts.staff.resolve}
            </MenuItem>
          )}
        </Menu>
      )}
    </>
  );
}

import { useStore } from '@portalchat/chat/react/hooks/useStore.ts';
import { MenuItem, MenuLine } from '@portalchat/chat/react/menu/Menu.tsx';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { Bell, BellOff } from 'lucide-react';
import { notifyChoice } from './notifyChoice';

export function NotifyChoice() {
  const on = useStore(notifyChoice);
  return (
    <>
      <MenuLine />
      <MenuItem
        icon={on ? <Bell size={16} /> : <BellOff size={16} />}
        onSelect={() => void notifyChoice.set(!on)}
      >
        {on ? texts.staff.notifyOff : texts.staff.notifyOn}
      </MenuItem>
    </>
  );
}

import { LogOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from '../hooks/useStore';
import { Menu, MenuChoice, MenuHeading, MenuItem, MenuLine } from '../menu/Menu';
import { texts } from '../text/texts';
import { appearance } from '../theme/appearance';

interface AccountMenuProps {
  name: string;
  email: string;
  trigger: ReactNode;
  side?: 'top' | 'bottom' | 'right';
  align?: 'start' | 'end';
  /** What a portal adds of its own. */
  children?: ReactNode;
  onSignOut(): void;
}

const options = [
  { value: 'system', label: texts.account.themeSystem },
  { value: 'light', label: texts.account.themeLight },
  { value: 'dark', label: texts.account.themeDark },
] as const;

export function AccountMenu({ name, email, trigger, side, align, children, onSignOut }: AccountMenuProps) {
  const chosen = useStore(appearance);
  return (
    <Menu trigger={trigger} {...(side && { side })} {...(align && { align })}>
      <MenuHeading>
        <span className="block text-xs text-faint">{texts.account.signedInAs}</span>
        <span className="block text-sm font-semibold">{name}</span>
        <span className="block text-xs text-muted">{email}</span>
      </MenuHeading>
      <MenuLine />
      <MenuChoice label={texts.account.theme} value={chosen} options={options} onChange={appearance.set} />
      {children}
      <MenuLine />
      <MenuItem icon={<LogOut size={16} />} onSelect={onSignOut}>
        {texts.account.signOut}
      </MenuItem>
    </Menu>
  );
}

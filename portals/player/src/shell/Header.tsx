import type { Me } from '@portalchat/chat';
import { Avatar } from '@portalchat/chat/react/avatar/Avatar.tsx';
import { Mark } from '@portalchat/chat/react/brand/Mark.tsx';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { lazy, Suspense } from 'react';
import { HeaderLink } from './HeaderLink';

const AccountMenu = lazy(async () => {
  const module = await import('@portalchat/chat/react/account/AccountMenu.tsx');
  return { default: module.AccountMenu };
});

interface HeaderProps {
  me: Me;
  /** Earlier chats are beside the chat already. */
  wide: boolean;
  onSignOut(): void;
}

export function Header({ me, wide, onSignOut }: HeaderProps) {
  const trigger = (
    <button
      type="button"
      aria-label={texts.account.menu(me.display_name)}
      className="grid size-11 place-items-center rounded-full hover:bg-hover"
    >
      <Avatar name={me.display_name} size="md" />
    </button>
  );
  return (
    <header className="border-b border-line bg-surface lg:border-none lg:bg-transparent">
      <div className="mx-auto flex h-15 w-full max-w-6xl items-center gap-3 px-4 lg:h-18 lg:px-6">
        <Mark size={28} />
        <p className="text-[1.0625rem] font-bold tracking-tight">{texts.player.title}</p>
        <nav aria-label={texts.player.title} className="ml-auto flex items-center gap-1">
          {!wide && (
            <>
              <HeaderLink to="/">{texts.player.myChat}</HeaderLink>
              <HeaderLink to="/chats">{texts.player.earlier}</HeaderLink>
            </>
          )}
        </nav>
        <Suspense fallback={trigger}>
          <AccountMenu name={me.display_name} email={me.email} trigger={trigger} onSignOut={onSignOut} />
        </Suspense>
      </div>
    </header>
  );
}

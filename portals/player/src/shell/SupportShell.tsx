import type { PlayerDesk } from '@portalchat/chat';
import { ConnectionNotice } from '@portalchat/chat/react/connection/ConnectionNotice.tsx';
import { useMedia } from '@portalchat/chat/react/hooks/useMedia.ts';
import { useStore } from '@portalchat/chat/react/hooks/useStore.ts';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { CurrentPage } from '../current/CurrentPage';
import { CurrentLink } from './CurrentLink';
import { Header } from './Header';
import { usePageTitle } from './usePageTitle';

const EarlierList = lazy(async () => ({ default: (await import('../earlier/EarlierList')).EarlierList }));
const EarlierChat = lazy(async () => ({ default: (await import('../earlier/EarlierChat')).EarlierChat }));

interface SupportShellProps {
  desk: PlayerDesk;
  onSignOut(): void;
}

/** One column on a phone; on a wide screen the earlier chats stand beside the current one. */
export function SupportShell({ desk, onSignOut }: SupportShellProps) {
  const connection = useStore(desk.connection);
  const wide = useMedia('(min-width: 64rem)');
  usePageTitle(desk);

  return (
    <div className="flex h-dvh flex-col">
      <a
        href="#main"
        className="sr-only rounded-xl bg-accent px-4 py-2 font-semibold text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        {texts.common.skipToMain}
      </a>
      <Header me={desk.me} wide={wide} onSignOut={onSignOut} />
      <ConnectionNotice kind={connection.kind} />
      <div className="mx-auto flex min-h-0 w-full max-w-6xl flex-1 lg:gap-5 lg:px-6 lg:pb-6">
        {wide && (
          <aside aria-label={texts.player.chats} className="panel w-80 shrink-0 overflow-y-auto p-2">
            <CurrentLink desk={desk} />
            <h2 className="px-3 pt-4 pb-1 text-sm font-semibold">{texts.player.earlier}</h2>
            <Suspense>
              <EarlierList desk={desk} />
            </Suspense>
          </aside>
        )}
        <main id="main" tabIndex={-1} className="panel relative flex min-h-0 min-w-0 flex-1 flex-col">
          <Suspense>
            <Switch>
              <Route path="/">
                <CurrentPage desk={desk} />
              </Route>
              <Route path="/chats">
                {wide ? (
                  <Redirect to="/" replace />
                ) : (
                  <div className="flex-1 overflow-y-auto p-2">
                    <h1 className="px-3 pt-3 pb-1 text-lg font-bold">{texts.player.earlier}</h1>
                    <EarlierList desk={desk} />
                  </div>
                )}
              </Route>
              <Route path="/chats/:id">{({ id }) => <EarlierChat key={id} desk={desk} chatId={id} />}</Route>
              <Route>
                <Redirect to="/" replace />
              </Route>
            </Switch>
          </Suspense>
        </main>
      </div>
    </div>
  );
}

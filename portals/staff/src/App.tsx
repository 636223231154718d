import type { ChatClient, StaffDesk } from '@portalchat/chat';
import { useStore } from '@portalchat/chat/react/hooks/useStore.ts';
import type { PortalConfig } from '@portalchat/chat/react/start/portalConfig.ts';
import { lazy, Suspense } from 'react';
import { Router } from 'wouter';
import { EntryPage } from './entry/EntryPage';

const DeskShell = lazy(async () => ({ default: (await import('./shell/DeskShell')).DeskShell }));

interface AppProps {
  client: ChatClient<StaffDesk>;
  demo: PortalConfig['demo'];
}

/** Who is signed in decides what there is; the address then decides which part of it shows. */
export function App({ client, demo }: AppProps) {
  const session = useStore(client.session);
  return (
    <Router base="/staff">
      {session.kind === 'starting' && <div className="h-dvh" />}
      {session.kind === 'signed_out' && <EntryPage client={client} demo={demo} notice={session.notice} />}
      {session.kind === 'signed_in' && (
        <Suspense>
          <DeskShell key={session.me.user_id} desk={session.desk} onSignOut={() => void client.signOut()} />
        </Suspense>
      )}
    </Router>
  );
}

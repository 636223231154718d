import type { ChatClient, PlayerDesk } from '@portalchat/chat';
import { useStore } from '@portalchat/chat/react/hooks/useStore.ts';
import type { PortalConfig } from '@portalchat/chat/react/start/portalConfig.ts';
import { Router } from 'wouter';
import { EntryPage } from './entry/EntryPage';
import { SupportShell } from './shell/SupportShell';

interface AppProps {
  client: ChatClient<PlayerDesk>;
  demo: PortalConfig['demo'];
}

/** Who is signed in decides what there is; the address then decides which part of it shows. */
export function App({ client, demo }: AppProps) {
  const session = useStore(client.session);
  return (
    <Router base="/player">
      {session.kind === 'starting' && <div className="h-dvh" />}
      {session.kind === 'signed_out' && <EntryPage client={client} demo={demo} notice={session.notice} />}
      {session.kind === 'signed_in' && (
        <SupportShell key={session.me.user_id} desk={session.desk} onSignOut={() => void client.signOut()} />
      )}
    </Router>
  );
}

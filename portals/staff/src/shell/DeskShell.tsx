import type { StaffDesk } from '@portalchat/chat';
import { ConnectionNotice } from '@portalchat/chat/react/connection/ConnectionNotice.tsx';
import { useStore } from '@portalchat/chat/react/hooks/useStore.ts';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { useState } from 'react';
import { Redirect } from 'wouter';
import { ChatPane } from '../chat/ChatPane';
import { NothingOpen } from '../chat/NothingOpen';
import { ListPane } from '../list/ListPane';
import { useNotifications } from '../notify/useNotifications';
import { usePageTitle } from '../notify/usePageTitle';
import { Overlays } from './Overlays';
import { Rail } from './Rail';
import { usePlace } from './routes';
import { useContextPanel } from './useContextPanel';
import { type Overlay, useDeskKeys } from './useDeskKeys';

interface DeskShellProps {
  desk: StaffDesk;
  onSignOut(): void;
}

/** Rail, list, thread and details side by side; on a phone one region at a time. */
export function DeskShell({ desk, onSignOut }: DeskShellProps) {
  const [place, go] = usePlace();
  const connection = useStore(desk.connection);
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const panel = useContextPanel();
  usePageTitle(desk);
  useNotifications(desk, go);
  useDeskKeys({ desk, place, go, onOverlay: setOverlay, onDetails: panel.toggle });

  if (!place) return <Redirect to="/waiting" replace />;
  return (
    <div className="desk" data-open={place.chatId ? '' : undefined}>
      <a href="#main" className="skip-link">
        {texts.common.skipToMain}
      </a>
      <Rail desk={desk} list={place.list} onOverlay={setOverlay} onSignOut={onSignOut} />
      <div className="desk-notice">
        <ConnectionNotice kind={connection.kind} />
      </div>
      <main id="main" tabIndex={-1} className="contents">
        <ListPane key={place.list} desk={desk} place={place} onOpenChat={() => setOverlay('open')} />
        <section aria-label={texts.staff.chat} className="desk-main">
          {place.chatId ? (
            <ChatPane
              key={place.chatId}
              desk={desk}
              chatId={place.chatId}
              list={place.list}
              go={go}
              panel={panel}
            />
          ) : (
            <NothingOpen />
          )}
        </section>
      </main>
      <Overlays desk={desk} place={place} go={go} overlay={overlay} onOverlay={setOverlay} panel={panel} />
    </div>
  );
}

import type { ChatListName, StaffDesk } from '@portalchat/chat';
import { lazy, Suspense } from 'react';
import type { Place } from './routes';
import type { ContextPanelState } from './useContextPanel';
import type { Overlay } from './useDeskKeys';

const KeySheet = lazy(async () => ({ default: (await import('../keys/KeySheet')).KeySheet }));
const CommandBar = lazy(async () => ({ default: (await import('../commands/CommandBar')).CommandBar }));
const OpenChatDialog = lazy(async () => ({
  default: (await import('../open/OpenChatDialog')).OpenChatDialog,
}));

interface OverlaysProps {
  desk: StaffDesk;
  place: Place;
  go(list: ChatListName, chatId?: string | null): void;
  overlay: Overlay | null;
  onOverlay(overlay: Overlay | null): void;
  panel: ContextPanelState;
}

/** What opens above the desk; fetched when it is first wanted. */
export function Overlays({ desk, place, go, overlay, onOverlay, panel }: OverlaysProps) {
  const close = () => onOverlay(null);
  return (
    <Suspense>
      {overlay === 'keys' && <KeySheet onClose={close} />}
      {overlay === 'commands' && (
        <CommandBar
          desk={desk}
          place={place}
          go={go}
          onClose={close}
          onOverlay={onOverlay}
          onDetails={panel.toggle}
        />
      )}
      {overlay === 'open' && (
        <OpenChatDialog
          desk={desk}
          onClose={close}
          onOpened={(chat) => {
            close();
            go(chat.status === 'waiting' ? 'waiting' : 'mine', chat.id);
          }}
        />
      )}
    </Suspense>
  );
}

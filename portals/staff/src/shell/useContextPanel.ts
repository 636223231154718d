import { useMedia } from '@portalchat/chat/react/hooks/useMedia.ts';
import { useCallback, useState } from 'react';

/** A habit of this device, kept like the appearance. */
const KEY = 'portalchat.details';

export interface ContextPanelState {
  /** Beside the thread on a wide screen, over it on a narrow one. */
  readonly beside: boolean;
  readonly open: boolean;
  toggle(): void;
  close(): void;
}

/** On a wide screen the details stay as one left them; on a narrow one they come only when asked for. */
export function useContextPanel(): ContextPanelState {
  const beside = useMedia('(min-width: 72rem)');
  const [kept, setKept] = useState(() => localStorage.getItem(KEY) !== 'closed');
  const [over, setOver] = useState(false);

  const set = useCallback(
    (open: boolean) => {
      if (!beside) return setOver(open);
      setKept(open);
      localStorage.setItem(KEY, open ? 'open' : 'closed');
    },
    [beside],
  );
  const open = beside ? kept : over;
  return { beside, open, toggle: () => set(!open), close: () => set(false) };
}

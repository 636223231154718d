import type { StaffDesk } from '@portalchat/chat';
import { duration } from '@portalchat/chat/react/format/elapsed.ts';
import { useNow } from '@portalchat/chat/react/hooks/useNow.ts';
import { useStore } from '@portalchat/chat/react/hooks/useStore.ts';
import { texts } from '@portalchat/chat/react/text/texts.ts';

/** Whether what one looks at is how things stand; if not, how old it is. */
export function LiveClock({ desk }: { desk: StaffDesk }) {
  const connection = useStore(desk.connection);
  const now = useNow(1000);
  if (connection.kind === 'online') {
    return (
      <span className="flex items-center gap-1.5 text-xs text-faint">
        <span aria-hidden className="size-1.5 rounded-full bg-active-dot" />
        {texts.staff.live}
      </span>
    );
  }
  if (connection.synced_at === null) return null;
  return (
    <span className="text-xs tabular-nums text-faint">
      {texts.staff.updated(duration(now.getTime() - connection.synced_at))}
    </span>
  );
}

import { CloudOff, RefreshCw } from 'lucide-react';
import type { ConnectionState } from '../../core/connection/connection-state';
import { texts } from '../text/texts';

/** A calm line while messages cannot come or go. The region is always there, so that it is read out. */
export function ConnectionNotice({ kind }: { kind: ConnectionState['kind'] }) {
  const shown = kind === 'trouble' || kind === 'offline';
  const Icon = kind === 'offline' ? CloudOff : RefreshCw;
  return (
    <div role="status" data-testid="connection" data-connection={kind}>
      {shown && (
        <p className="flex items-center justify-center gap-2 bg-waiting-soft px-4 py-2 text-center text-sm font-medium text-waiting-text animate-fade">
          <Icon aria-hidden size={15} className="shrink-0" />
          {kind === 'offline' ? texts.connection.offline : texts.connection.reconnecting}
        </p>
      )}
    </div>
  );
}

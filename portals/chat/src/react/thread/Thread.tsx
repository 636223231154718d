import { ArrowDown } from 'lucide-react';
import { useCallback, useMemo, useRef } from 'react';
import { Button } from '../button/Button';
import { useNow } from '../hooks/useNow';
import { texts } from '../text/texts';
import { Announcer } from './Announcer';
import { DayLine, StatusLine, UnreadLine } from './Lines';
import { MessageGroup } from './MessageGroup';
import './thread.css';
import { TypingLine } from './TypingLine';
import type { ThreadItem } from './threadItems';
import { useOlder } from './useOlder';
import { useStickyScroll } from './useStickyScroll';
import { useThreadWindow } from './useThreadWindow';

export interface ThreadView {
  readonly label: string;
  readonly items: readonly ThreadItem[];
  readonly typing: readonly string[];
  readonly hasOlder: boolean;
  readonly loadingOlder: boolean;
}

interface ThreadProps {
  view: ThreadView;
  onLoadOlder(): void;
  onRetry(messageId: string): void;
  onDiscard(messageId: string): void;
  /** The newest message is on a visible screen. */
  onSeen?(): void;
}

/**
 * A chat's messages, newest at the bottom. The scroller runs from the bottom up (column-reverse), so
 * that what loads or grows above never moves what one reads; of a long thread only a window of items
 * is on the page (useThreadWindow), so that its length does not matter.
 */
export function Thread({ view, onLoadOlder, onRetry, onDiscard, onSeen }: ThreadProps) {
  const now = useNow(60_000);
  const scroller = useRef<HTMLDivElement>(null);
  const part = useThreadWindow(view.items);
  const { away, arrived, toNewest } = useStickyScroll(scroller, view.items, part, onSeen);
  const older = view.hasOlder && !part.earlier;
  const top = useOlder(older && !view.loadingOlder, scroller, onLoadOlder);
  const { earlier, up } = part;
  const goBack = useCallback(() => (earlier ? up() : onLoadOlder()), [earlier, up, onLoadOlder]);
  const rows = useMemo(
    () =>
      part.shown.map((item) => {
        if (item.kind === 'day') return <DayLine key={item.key} at={item.at} now={now} />;
        if (item.kind === 'status') return <StatusLine key={item.key} text={item.text} at={item.at} />;
        if (item.kind === 'unread') return <UnreadLine key={item.key} />;
        return <MessageGroup key={item.key} group={item} onRetry={onRetry} onDiscard={onDiscard} />;
      }),
    [part.shown, now, onRetry, onDiscard],
  );

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={view.label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region has to be reachable by keyboard
        tabIndex={0}
        className="thread-scroller"
      >
        <div className="thread-content">
          {(view.hasOlder || earlier) && (
            <div ref={top} className="grid place-items-center py-3">
              <Button kind="quiet" size="sm" busy={view.loadingOlder} onClick={goBack}>
                {view.loadingOlder ? texts.thread.loadingOlder : texts.thread.loadOlder}
              </Button>
            </div>
          )}
          {rows}
          <TypingLine names={view.typing} />
        </div>
      </div>
      {away && (
        <button
          type="button"
          onClick={toNewest}
          data-testid="to-newest"
          className="absolute bottom-3 left-1/2 flex h-9 -translate-x-1/2 items-center gap-1.5 rounded-full border border-line bg-raised px-3.5 text-sm font-semibold shadow-pop hover:bg-hover animate-rise"
        >
          <ArrowDown aria-hidden size={16} className={arrived > 0 ? 'text-accent-text' : 'text-muted'} />
          {arrived > 0 ? (
            <span className="text-accent-text">{texts.thread.newMessages(arrived)}</span>
          ) : (
            <span className="sr-only">{texts.thread.toNewest}</span>
          )}
        </button>
      )}
      <Announcer items={view.items} />
    </div>
  );
}

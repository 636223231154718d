import type { ChatRequest, PlayerDesk } from '@portalchat/chat';
import { cx } from '@portalchat/chat/react/cx.ts';
import { duration } from '@portalchat/chat/react/format/elapsed.ts';
import { useNow } from '@portalchat/chat/react/hooks/useNow.ts';
import { useStore } from '@portalchat/chat/react/hooks/useStore.ts';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { queueWords } from './queueWords';
import { useCalm } from './useCalm';

interface WaitingCardProps {
  desk: Pick<PlayerDesk, 'queue'>;
  chat: Pick<ChatRequest, 'created_at'>;
}

/** How often a changed place is read out. */
const CALM_MS = 60_000;

/**
 * One's place in the queue, how long one has had it and may still have it; or that nobody is at work. Each has a line of its
 * own that is there from the beginning, so that nothing moves as they become known.
 */
export function WaitingCard({ desk, chat }: WaitingCardProps) {
  const queue = useStore(desk.queue);
  const now = useNow(1000);
  const away = queue?.on_duty === false;
  const { title, aside, text } = queueWords(queue);
  const waited = texts.player.waitingFor(duration(now.getTime() - Date.parse(chat.created_at)));
  const spoken = queue === null ? '' : [title, away ? text : aside].filter(Boolean).join(', ');
  const said = useCalm(spoken, CALM_MS, away ? 'away' : queue?.place === 1 ? 'next' : 'waiting');

  return (
    <section
      data-testid="queue"
      className={cx(
        'mx-4 mt-4 flex gap-3.5 rounded-2xl p-4 animate-rise transition-colors duration-300 sm:mx-5',
        away ? 'bg-hover text-ink' : 'bg-waiting-soft text-waiting-text',
      )}
    >
      <span aria-hidden className="relative mt-1.5 size-2.5 shrink-0">
        {!away && <span className="absolute inset-0 rounded-full bg-waiting-dot animate-breathe" />}
        <span
          className={cx('absolute inset-0 rounded-full', away ? 'border-2 border-current' : 'bg-waiting-dot')}
        />
      </span>
      <div className="min-w-0 text-sm">
        <h2 className="font-semibold tabular-nums">{title}</h2>
        <p className="text-xs font-medium tabular-nums">
          {waited}
          {aside && ` · ${aside}`}
        </p>
        <p className="mt-1 text-pretty">{text}</p>
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
    </section>
  );
}

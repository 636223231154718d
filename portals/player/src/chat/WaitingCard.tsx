import { duration } from '@portalchat/chat/react/format/elapsed.ts';
import { useNow } from '@portalchat/chat/react/hooks/useNow.ts';
import { texts } from '@portalchat/chat/react/text/texts.ts';

/** Says that one's place is safe, and how long one has had it. */
export function WaitingCard({ since }: { since: string }) {
  const now = useNow(1000);
  const waited = duration(now.getTime() - Date.parse(since));
  return (
    <section className="mx-4 mt-4 flex gap-3.5 rounded-2xl bg-waiting-soft p-4 text-waiting-text animate-rise sm:mx-5">
      <span aria-hidden className="relative mt-1.5 size-2.5 shrink-0">
        <span className="absolute inset-0 rounded-full bg-waiting-dot animate-breathe" />
        <span className="absolute inset-0 rounded-full bg-waiting-dot" />
      </span>
      <div className="text-sm">
        <h2 className="flex flex-wrap items-baseline justify-between gap-x-3 font-semibold">
          {texts.player.waitingTitle}
          <span className="text-xs font-medium tabular-nums">{texts.player.waitingFor(waited)}</span>
        </h2>
        <p className="mt-0.5 text-pretty">{texts.player.waiting}</p>
      </div>
    </section>
  );
}

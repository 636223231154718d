import type { ChatRequest, PlayerDesk } from '@portalchat/chat';
import { Button } from '@portalchat/chat/react/button/Button.tsx';
import { RatingForm } from '@portalchat/chat/react/rating/RatingForm.tsx';
import { RatingGiven } from '@portalchat/chat/react/rating/RatingGiven.tsx';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { Plus } from 'lucide-react';
import { useState } from 'react';

interface ResolvedPanelProps {
  desk: PlayerDesk;
  chat: ChatRequest;
  onStartNew(): void;
}

/** What the composer gives way to: how it was, and the way to a new chat. */
export function ResolvedPanel({ desk, chat, onStartNew }: ResolvedPanelProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [given, setGiven] = useState<number | null>(null);
  const rating = given ?? chat.rating;

  const rate = async (value: number, comment: string) => {
    setProblem(null);
    setBusy(true);
    const outcome = await desk.rate(chat.id, value, comment || undefined);
    setBusy(false);
    if (outcome.ok) setGiven(value);
    else setProblem(outcome.refusal.reason || texts.rating.failed);
  };

  return (
    <section
      aria-label={texts.player.resolvedTitle}
      className="grid justify-items-center gap-4 border-t border-line px-5 pt-5 pb-[max(1.25rem,env(safe-area-inset-bottom))] animate-rise"
    >
      {rating === null ? (
        <div className="w-full max-w-md">
          <RatingForm busy={busy} error={problem} onRate={rate} />
        </div>
      ) : (
        <p
          role="status"
          className="flex flex-wrap items-center justify-center gap-x-3 gap-y-1 text-sm text-muted"
        >
          <RatingGiven rating={rating} /> {texts.rating.thanks}
        </p>
      )}
      <Button
        kind={rating === null ? 'secondary' : 'primary'}
        icon={<Plus aria-hidden size={17} />}
        onClick={onStartNew}
      >
        {texts.player.startNew}
      </Button>
    </section>
  );
}

import { texts } from '../text/texts';

/** "Grace is typing…" with three calm dots. It is not read out: it comes and goes too often. */
export function TypingLine({ names }: { names: readonly string[] }) {
  const [first] = names;
  if (first === undefined) return null;
  return (
    <div data-testid="typing" className="flex items-center gap-2 px-1 py-2 text-xs text-muted animate-fade">
      <span aria-hidden className="bubble bubble-other flex gap-1 py-3">
        <Dot delay="0ms" />
        <Dot delay="140ms" />
        <Dot delay="280ms" />
      </span>
      {names.length > 1 ? texts.thread.typingMany : texts.thread.typing(first)}
    </div>
  );
}

function Dot({ delay }: { delay: string }) {
  return <span className="size-1.5 rounded-full bg-faint animate-typing" style={{ animationDelay: delay }} />;
}

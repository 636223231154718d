import { CloudAlert } from 'lucide-react';
import { Button } from '../button/Button';
import { texts } from '../text/texts';

interface ErrorStateProps {
  title: string;
  detail: string;
  action?: string;
  onRetry?: (() => void) | undefined;
  /** It is all that the page shows, so its title is the page's. */
  whole?: boolean;
}

/** It should be here but is not: says so, and offers what can be done. */
export function ErrorState({
  title,
  detail,
  action = texts.problem.tryAgain,
  onRetry,
  whole = false,
}: ErrorStateProps) {
  const Title = whole ? 'h1' : 'p';
  return (
    <div role="alert" className="grid place-items-center gap-1 px-8 py-12 text-center animate-fade">
      <div
        aria-hidden
        className="mb-3 grid size-14 place-items-center rounded-2xl bg-danger-soft text-danger-text"
      >
        <CloudAlert size={26} strokeWidth={1.75} />
      </div>
      <Title className="font-semibold text-balance">{title}</Title>
      <p className="max-w-[36ch] text-sm text-muted text-pretty">{detail}</p>
      {onRetry && (
        <Button className="mt-4" onClick={onRetry}>
          {action}
        </Button>
      )}
    </div>
  );
}

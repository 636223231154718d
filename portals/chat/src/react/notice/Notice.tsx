import { Info, TriangleAlert, X } from 'lucide-react';
import { cx } from '../cx';
import { texts } from '../text/texts';

interface NoticeProps {
  tone?: 'info' | 'danger';
  children: string;
  onDismiss?: () => void;
}

/** One sentence about what just happened, read out at once. */
export function Notice({ tone = 'danger', children, onDismiss }: NoticeProps) {
  const Icon = tone === 'danger' ? TriangleAlert : Info;
  return (
    <div
      role="alert"
      className={cx(
        'flex items-start gap-2.5 rounded-xl px-3.5 py-2.5 text-sm font-medium animate-rise',
        tone === 'danger' ? 'bg-danger-soft text-danger-text' : 'bg-accent-soft text-accent-text',
      )}
    >
      <Icon aria-hidden size={17} className="mt-px shrink-0" />
      <p className="flex-1 text-pretty">{children}</p>
      {onDismiss && (
        <button
          type="button"
          aria-label={texts.common.dismiss}
          onClick={onDismiss}
          className="-m-1 grid size-7 place-items-center rounded-lg hover:bg-hover"
        >
          <X aria-hidden size={15} />
        </button>
      )}
    </div>
  );
}

import { CircleCheck, CircleDashed, MessageCircle } from 'lucide-react';
import type { ChatStatus } from '../../core/contract';
import { cx } from '../cx';
import { texts } from '../text/texts';

const looks = {
  waiting: { icon: CircleDashed, style: 'bg-waiting-soft text-waiting-text' },
  active: { icon: MessageCircle, style: 'bg-active-soft text-active-text' },
  resolved: { icon: CircleCheck, style: 'bg-resolved-soft text-resolved-text' },
} as const;

/** A chat's status, with the same word, shape and colour in both portals. */
export function StatusBadge({ status }: { status: ChatStatus }) {
  const { icon: Icon, style } = looks[status];
  return (
    <span
      data-testid="chat-status"
      data-status={status}
      className={cx(
        'inline-flex h-6 shrink-0 items-center gap-1 rounded-full px-2 text-xs font-semibold',
        style,
      )}
    >
      <Icon aria-hidden size={13} strokeWidth={2.25} />
      {texts.status[status]}
    </span>
  );
}

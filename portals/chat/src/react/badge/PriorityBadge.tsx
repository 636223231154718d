import { ChevronDown, ChevronsUp, ChevronUp, Minus } from 'lucide-react';
import type { ChatPriority } from '../../core/contract';
import { cx } from '../cx';
import { texts } from '../text/texts';

const looks = {
  low: { icon: ChevronDown, style: 'text-faint' },
  normal: { icon: Minus, style: 'text-muted' },
  high: { icon: ChevronUp, style: 'text-waiting-text' },
  urgent: { icon: ChevronsUp, style: 'text-danger-text' },
} as const;

export function PriorityBadge({ priority }: { priority: ChatPriority }) {
  const { icon: Icon, style } = looks[priority];
  return (
    <span className={cx('inline-flex shrink-0 items-center gap-0.5 text-xs font-semibold', style)}>
      <Icon aria-hidden size={14} strokeWidth={2.5} />
      {texts.priority[priority]}
    </span>
  );
}

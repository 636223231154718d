import type { Side } from '../../core/contract';
import { cx } from '../cx';
import type { MessageView } from './threadItems';

interface BubbleProps {
  message: MessageView;
  own: boolean;
  side: Side;
}

export function Bubble({ message, own, side }: BubbleProps) {
  const { delivery } = message;
  return (
    <p
      data-testid="message"
      data-message-id={message.id}
      data-message-no={message.no ?? undefined}
      data-side={side}
      data-delivery={delivery ?? 'sent'}
      dir="auto"
      className={cx(
        'bubble',
        own ? 'bubble-own' : 'bubble-other',
        delivery === 'sending' && 'bubble-sending',
        delivery === 'failed' && 'bubble-failed',
      )}
    >
      {message.text}
    </p>
  );
}

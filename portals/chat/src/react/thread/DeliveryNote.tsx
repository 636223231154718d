import { Check, CheckCheck, CircleAlert, Clock3 } from 'lucide-react';
import { texts } from '../text/texts';
import type { MessageView } from './threadItems';

interface DeliveryNoteProps {
  message: MessageView;
  onRetry(messageId: string): void;
  onDiscard(messageId: string): void;
}

const notes = {
  sending: { icon: Clock3, text: texts.thread.sending },
  sent: { icon: Check, text: texts.thread.sent },
  read: { icon: CheckCheck, text: texts.thread.read },
};

/** How far the message above has come, and what to do when it did not. */
export function DeliveryNote({ message, onRetry, onDiscard }: DeliveryNoteProps) {
  const { delivery } = message;
  if (delivery === null) return null;
  if (delivery !== 'failed') {
    const { icon: Icon, text } = notes[delivery];
    return (
      <p data-testid="delivery" className="mt-1 flex items-center justify-end gap-1 px-1 text-xs text-faint">
        <Icon
          aria-hidden
          size={13}
          strokeWidth={2.25}
          className={delivery === 'read' ? 'text-accent-text' : undefined}
        />
        {text}
      </p>
    );
  }
  return (
    <div
      data-testid="delivery"
      className="mt-1 flex flex-wrap items-center justify-end gap-x-1 px-1 text-xs font-medium text-danger-text"
    >
      <CircleAlert aria-hidden size={14} />
      <span>{message.reason || texts.thread.failed}</span>
      <button
        type="button"
        aria-label={texts.thread.retryOf(message.text)}
        onClick={() => onRetry(message.id)}
        className="rounded-md px-1.5 py-1 font-bold underline underline-offset-2 hover:bg-danger-soft pointer-coarse:py-2.5"
      >
        {texts.thread.retry}
      </button>
      <button
        type="button"
        aria-label={texts.thread.discardOf(message.text)}
        onClick={() => onDiscard(message.id)}
        className="rounded-md px-1.5 py-1 font-bold underline underline-offset-2 hover:bg-danger-soft pointer-coarse:py-2.5"
      >
        {texts.thread.discard}
      </button>
    </div>
  );
}

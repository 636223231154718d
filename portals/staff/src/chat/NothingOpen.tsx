import { texts } from '@portalchat/chat/react/text/texts.ts';
import { MessagesSquare } from 'lucide-react';

export function NothingOpen() {
  return (
    <div className="m-auto grid place-items-center gap-1 p-8 text-center">
      <span aria-hidden className="mb-3 grid size-16 place-items-center rounded-3xl bg-sunken text-faint">
        <MessagesSquare size={28} strokeWidth={1.6} />
      </span>
      <p className="font-semibold">{texts.staff.pick}</p>
      <p className="text-sm text-muted">
        {texts.staff.pickHint} <kbd className="key">Alt J</kbd> {texts.staff.pickHintEnd}
      </p>
    </div>
  );
}

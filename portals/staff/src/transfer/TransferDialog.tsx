import type { Colleague } from '@portalchat/chat';
import { Avatar } from '@portalchat/chat/react/avatar/Avatar.tsx';
import { Dialog } from '@portalchat/chat/react/dialog/Dialog.tsx';
import { texts } from '@portalchat/chat/react/text/texts.ts';

interface TransferDialogProps {
  colleagues: readonly Colleague[];
  onClose(): void;
  onTransfer(toUserId: string): void;
}

export function TransferDialog({ colleagues, onClose, onTransfer }: TransferDialogProps) {
  // Whoever is here can answer now.
  const sorted = colleagues.toSorted(
    (a, b) => Number(b.on_duty) - Number(a.on_duty) || a.name.localeCompare(b.name),
  );
  return (
    <Dialog open onClose={onClose} title={texts.staff.transferTitle} description={texts.staff.transferHint}>
      {sorted.length === 0 && <p className="text-sm text-muted">{texts.staff.transferNone}</p>}
      <ul className="-mx-2 grid gap-0.5">
        {sorted.map((colleague) => (
          <li key={colleague.user_id}>
            <button
              type="button"
              aria-label={texts.staff.transferTo(colleague.name)}
              onClick={() => onTransfer(colleague.user_id)}
              className="flex w-full items-center gap-3 rounded-xl px-2 py-2 text-left hover:bg-hover"
            >
              <Avatar name={colleague.name} here={colleague.on_duty} />
              <span>
                <span className="block font-medium">{colleague.name}</span>
                <span className={colleague.on_duty ? 'text-sm text-active-text' : 'text-sm text-faint'}>
                  {colleague.on_duty ? texts.staff.onDuty : texts.staff.offDuty}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

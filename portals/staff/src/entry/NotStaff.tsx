import { texts } from '@portalchat/chat/react/text/texts.ts';
import { ShieldAlert } from 'lucide-react';

/** A player's account at this door: why not, and where to go instead. */
export function NotStaff() {
  return (
    <div
      role="alert"
      className="mb-5 flex gap-3 rounded-2xl bg-waiting-soft p-4 text-waiting-text animate-rise"
    >
      <ShieldAlert aria-hidden size={20} className="mt-0.5 shrink-0" />
      <div className="text-sm">
        <p className="font-semibold">{texts.staff.refusedTitle}</p>
        <p className="mt-1 text-pretty">{texts.staff.refused}</p>
        <a
          href="/player/"
          className="mt-2 inline-block font-semibold underline underline-offset-4 hover:no-underline"
        >
          {texts.staff.toPlayerPortal}
        </a>
      </div>
    </div>
  );
}

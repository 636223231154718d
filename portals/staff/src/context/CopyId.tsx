import { texts } from '@portalchat/chat/react/text/texts.ts';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';

/** The id by which other systems know the player, to be pasted there. */
export function CopyId({ id }: { id: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(id);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <button
      type="button"
      title={id}
      onClick={() => void copy()}
      className="flex items-center gap-1.5 rounded-md text-xs tabular-nums text-muted hover:text-ink"
    >
      <span className="sr-only">{texts.staff.copyId}</span> {id.slice(0, 8)}…
      {copied ? <Check aria-hidden size={13} className="text-active-text" /> : <Copy aria-hidden size={13} />}
      <span role="status" className="text-active-text">
        {copied ? texts.staff.copied : ''}
      </span>
    </button>
  );
}

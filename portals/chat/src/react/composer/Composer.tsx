import { SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, type Ref, useId, useState } from 'react';
import { cx } from '../cx';
import { texts } from '../text/texts';
import './composer.css';

/** The longest message that the contract allows, in characters. */
const MAX_LENGTH = 4000;
/** From here on the room that is left is shown. */
const SHOW_LEFT_BELOW = 200;

interface ComposerProps {
  placeholder: string;
  draft: string;
  onDraft(text: string): void;
  onSend(text: string): void;
  autoFocus?: boolean;
  ref?: Ref<HTMLTextAreaElement>;
}

/** Enter sends and Shift+Enter breaks the line; on touch screens Enter breaks it, and the button sends. */
export function Composer({ placeholder, draft, onDraft, onSend, autoFocus, ref }: ComposerProps) {
  const noteId = useId();
  const [touch] = useState(() => matchMedia('(hover: none) and (pointer: coarse)').matches);
  const left = MAX_LENGTH - [...draft].length;
  const empty = draft.trim() === '';

  const send = () => {
    if (empty || left < 0) return;
    onSend(draft.trim());
    onDraft('');
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes a word, Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || touch) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="composer-box">
        <textarea
          ref={ref}
          aria-label={texts.composer.label}
          aria-describedby={noteId}
          placeholder={placeholder}
          value={draft}
          rows={1}
          dir="auto"
          // biome-ignore lint/a11y/noAutofocus: only where one came in order to write
          autoFocus={autoFocus}
          onChange={(event) => onDraft(event.target.value)}
          onKeyDown={onKeyDown}
          className="composer-text"
        />
        <button
          type="submit"
          aria-label={texts.composer.send}
          title={texts.composer.send}
          disabled={empty || left < 0}
          className="composer-send"
        >
          <SendHorizontal aria-hidden size={19} />
        </button>
      </div>
      <p
        id={noteId}
        className={cx(
          'px-1 pt-1.5 text-xs',
          left < 0 ? 'font-medium text-danger-text' : 'text-faint',
          left >= SHOW_LEFT_BELOW && 'pointer-coarse:sr-only',
        )}
      >
        {left < 0
          ? texts.composer.tooLong(-left)
          : left < SHOW_LEFT_BELOW
            ? texts.composer.left(left)
            : touch
              ? ''
              : texts.composer.hint}
      </p>
    </form>
  );
}

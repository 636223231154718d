import type { PlayerDesk } from '@portalchat/chat';
import { Button } from '@portalchat/chat/react/button/Button.tsx';
import { useDraft } from '@portalchat/chat/react/conversation/useDraft.ts';
import { TextArea } from '@portalchat/chat/react/field/TextArea.tsx';
import { TextField } from '@portalchat/chat/react/field/TextField.tsx';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { type FormEvent, useRef, useState } from 'react';
import { CategoryChoice } from './CategoryChoice';

/** The same bounds as the contract's, so that nobody writes what would be refused. */
const MAX_SUBJECT = 200;
const MAX_MESSAGE = 4000;

export function NewChatForm({ desk }: { desk: PlayerDesk }) {
  const [category, setCategory] = useState('support');
  const [subject, setSubject] = useState('');
  const [message, setMessage] = useDraft(desk.drafts, 'new');
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);

  const start = (event: FormEvent) => {
    event.preventDefault();
    const message_text = message.trim();
    setMissing(message_text === '');
    if (message_text === '') return field.current?.focus();
    // The first click makes the message, and with it this form goes: there is no second one.
    desk.startChat({ message_text, subject: subject.trim(), category });
    setMessage('');
  };

  return (
    <div className="flex-1 overflow-y-auto">
      <form noValidate onSubmit={start} className="mx-auto grid w-full max-w-xl gap-6 px-5 py-7 sm:py-12">
        <div>
          <h1 className="text-[1.625rem] leading-tight font-bold tracking-tight text-balance sm:text-3xl">
            {texts.player.greeting(desk.me.display_name)}
          </h1>
          <p className="mt-2 text-muted text-pretty">{texts.player.greetingHint}</p>
        </div>
        <CategoryChoice value={category} onChange={setCategory} />
        <TextField
          label={texts.player.subject}
          optional
          placeholder={texts.player.subjectPlaceholder}
          value={subject}
          maxLength={MAX_SUBJECT}
          onChange={(event) => setSubject(event.target.value)}
        />
        <TextArea
          ref={field}
          label={texts.player.message}
          placeholder={texts.player.messagePlaceholder}
          value={message}
          maxLength={MAX_MESSAGE}
          error={missing ? texts.player.messageMissing : undefined}
          onChange={(event) => {
            setMissing(false);
            setMessage(event.target.value);
          }}
        />
        <Button
          type="submit"
          kind="primary"
          size="lg"
          className="w-full sm:w-auto sm:justify-self-start sm:px-8"
        >
          {texts.player.start}
        </Button>
      </form>
    </div>
  );
}

import type { ChatPriority, ChatRequest, KnownPlayer, StaffDesk } from '@portalchat/chat';
import { Button } from '@portalchat/chat/react/button/Button.tsx';
import { Dialog } from '@portalchat/chat/react/dialog/Dialog.tsx';
import { SelectField } from '@portalchat/chat/react/field/SelectField.tsx';
import { TextField } from '@portalchat/chat/react/field/TextField.tsx';
import { Notice } from '@portalchat/chat/react/notice/Notice.tsx';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { type FormEvent, useState } from 'react';
import { PlayerField } from './PlayerField';

const priorities: readonly ChatPriority[] = ['low', 'normal', 'high', 'urgent'];
const categories = Object.entries(texts.category).map(([value, label]) => ({ value, label }));

interface OpenChatDialogProps {
  desk: StaffDesk;
  onClose(): void;
  onOpened(chat: ChatRequest): void;
}

export function OpenChatDialog({ desk, onClose, onOpened }: OpenChatDialogProps) {
  const [player, setPlayer] = useState<KnownPlayer | null>(null);
  const [subject, setSubject] = useState('');
  const [category, setCategory] = useState('support');
  const [priority, setPriority] = useState<ChatPriority>('normal');
  const [take, setTake] = useState(true);
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setMissing(player === null);
    if (!player || busy) return;
    setProblem(null);
    setBusy(true);
    const outcome = await desk.openChat({
      player_id: player.player_id,
      subject: subject.trim(),
      category,
      priority,
      take,
    });
    setBusy(false);
    if (outcome.ok) onOpened(outcome.value);
    else setProblem(outcome.refusal.reason || texts.problem.general);
  };

  return (
    <Dialog open onClose={onClose} title={texts.staff.openTitle} description={null}>
      <form noValidate onSubmit={submit} className="grid gap-4 pt-3">
        {problem && <Notice>{problem}</Notice>}
        <PlayerField
          find={desk.findPlayers}
          chosen={player}
          onChoose={setPlayer}
          error={missing && !player ? texts.staff.openPlayerMissing : undefined}
        />
        <TextField
          label={texts.staff.openSubject}
          value={subject}
          maxLength={200}
          onChange={(event) => setSubject(event.target.value)}
        />
        <div className="grid grid-cols-2 gap-3">
          <SelectField
            label={texts.staff.openCategory}
            options={categories}
            value={category}
            onChange={(event) => setCategory(event.target.value)}
          />
          <SelectField
            label={texts.staff.openPriority}
            options={priorities.map((value) => ({ value, label: texts.priority[value] }))}
            value={priority}
            onChange={(event) => setPriority(event.target.value as ChatPriority)}
          />
        </div>
        <label className="flex min-h-11 items-center gap-2.5 font-medium">
          <input
            type="checkbox"
            checked={take}
            onChange={(event) => setTake(event.target.checked)}
            className="size-4.5 accent-accent"
          />
          {texts.staff.openTake}
        </label>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{texts.common.cancel}</Button>
          <Button type="submit" kind="primary" busy={busy}>
            {texts.staff.openSubmit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

import type { KnownPlayer, Outcome } from '@portalchat/chat';
import { Avatar } from '@portalchat/chat/react/avatar/Avatar.tsx';
import { cx } from '@portalchat/chat/react/cx.ts';
import { TextField } from '@portalchat/chat/react/field/TextField.tsx';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { type KeyboardEvent, useId, useState } from 'react';
import { useFoundPlayers } from './useFoundPlayers';

interface PlayerFieldProps {
  find(text: string): Promise<Outcome<readonly KnownPlayer[]>>;
  chosen: KnownPlayer | null;
  onChoose(player: KnownPlayer | null): void;
  error: string | undefined;
}

/** A text field with a list below it: arrows and Enter choose, typing on takes the choice back. */
export function PlayerField({ find, chosen, onChoose, error }: PlayerFieldProps) {
  const listId = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const query = text.trim();
  const found = useFoundPlayers(find, chosen ? '' : query);
  const open = !chosen && query !== '' && found !== null;

  const choose = (player: KnownPlayer) => {
    onChoose(player);
    setText(nameOf(player));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (!open || found.length === 0) return;
    if (event.key === 'ArrowDown') setAt((at + 1) % found.length);
    else if (event.key === 'ArrowUp') setAt((at - 1 + found.length) % found.length);
    else if (event.key === 'Enter') choose(found[at] ?? (found[0] as KnownPlayer));
    else return;
    event.preventDefault();
  };

  return (
    <div>
      <TextField
        label={texts.staff.openPlayer}
        placeholder={texts.staff.openPlayerHint}
        value={text}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={listId}
        aria-activedescendant={open && found.length > 0 ? `${listId}-${at}` : undefined}
        autoComplete="off"
        error={error}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
          onChoose(null);
        }}
      />
      {open && found.length === 0 && <p className="pt-2 text-sm text-muted">{texts.staff.openPlayerNone}</p>}
      <div
        id={listId}
        role="listbox"
        aria-label={texts.staff.openPlayer}
        className={cx(
          'mt-1.5 max-h-48 overflow-y-auto rounded-xl border border-line',
          (!open || found.length === 0) && 'hidden',
        )}
      >
        {open &&
          found.map((player, i) => (
            <div
              key={player.player_id}
              id={`${listId}-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === at}
              onPointerDown={(event) => {
                event.preventDefault();
                choose(player);
              }}
              className="flex cursor-pointer items-center gap-2.5 px-3 py-2 aria-selected:bg-accent-soft"
            >
              <Avatar name={nameOf(player)} size="sm" />
              <span className="truncate">{nameOf(player)}</span>
              <span className="ml-auto shrink-0 text-xs text-faint">{player.player_id.slice(0, 8)}…</span>
            </div>
          ))}
      </div>
    </div>
  );
}

const nameOf = (player: KnownPlayer) => player.player_name || texts.staff.openById(player.player_id);

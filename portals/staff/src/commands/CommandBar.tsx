import type { ChatListName, StaffDesk } from '@portalchat/chat';
import { cx } from '@portalchat/chat/react/cx.ts';
import { useFocusReturn } from '@portalchat/chat/react/dialog/useFocusReturn.ts';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import * as Radix from '@radix-ui/react-dialog';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { Place } from '../shell/routes';
import type { Overlay } from '../shell/useDeskKeys';
import { useCommands } from './useCommands';

interface CommandBarProps {
  desk: StaffDesk;
  place: Place;
  go(list: ChatListName, chatId?: string | null): void;
  onClose(): void;
  onOverlay(overlay: Overlay): void;
  onDetails(): void;
}

/** Type a few letters, press Enter: every step and every chat of the desk without the mouse. */
export function CommandBar({ onClose, ...context }: CommandBarProps) {
  const listId = useId();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const commands = useCommands(context, query);
  const focus = useFocusReturn();

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });

  const run = (index: number) => {
    const command = commands[index];
    if (!command) return;
    onClose();
    command.run();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const { length } = commands;
    if (event.key === 'ArrowDown' && length > 0) setAt((at + 1) % length);
    else if (event.key === 'ArrowUp' && length > 0) setAt((at - 1 + length) % length);
    else if (event.key === 'Enter') run(at);
    else return;
    event.preventDefault();
  };

  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[oklch(0.15_0.02_260/0.45)] animate-fade" />
        <Radix.Content
          {...focus}
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[12vh] z-50 mx-auto flex max-h-[70vh] max-w-xl flex-col overflow-hidden rounded-2xl bg-raised shadow-pop outline-none animate-rise"
        >
          <Radix.Title className="sr-only">{texts.staff.commandsLabel}</Radix.Title>
          <div className="flex items-center gap-3 border-b border-line px-4">
            <Search aria-hidden size={18} className="text-faint" />
            <input
              role="combobox"
              aria-label={texts.staff.commandsLabel}
              aria-autocomplete="list"
              aria-expanded
              aria-controls={listId}
              aria-activedescendant={commands.length > 0 ? `${listId}-${at}` : undefined}
              placeholder={texts.staff.commandsPlaceholder}
              value={query}
              onChange={(event) => {
                setQuery(event.target.value);
                setAt(0);
              }}
              onKeyDown={onKeyDown}
              className="h-13 flex-1 bg-transparent text-base outline-none"
            />
          </div>
          <div
            ref={list}
            id={listId}
            role="listbox"
            aria-label={texts.staff.commandsLabel}
            className="overflow-y-auto p-1.5"
          >
            {commands.map((command, i) => (
              <div
                key={command.key}
                id={`${listId}-${i}`}
                role="option"
                tabIndex={-1}
                aria-selected={i === at}
                onPointerMove={() => i !== at && setAt(i)}
                onClick={() => run(i)}
                onKeyDown={onKeyDown}
                className="flex cursor-pointer items-center gap-3 rounded-xl px-3 py-2.5 outline-none aria-selected:bg-accent-soft"
              >
                <span aria-hidden className="grid w-5 place-items-center text-muted">
                  {command.icon}
                </span>
                <span className="min-w-0 flex-1 truncate">
                  {command.title}
                  {command.detail && <span className="text-muted"> · {command.detail}</span>}
                </span>
                {command.hint && (
                  <span className={cx('shrink-0 text-xs', command.keys ? 'key' : 'text-faint')}>
                    {command.hint}
                  </span>
                )}
              </div>
            ))}
            {commands.length === 0 && (
              <p className="p-6 text-center text-muted">{texts.staff.commandsNone}</p>
            )}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

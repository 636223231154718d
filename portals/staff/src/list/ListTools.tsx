import type { ChatList, ChatListState, ChatSort } from '@portalchat/chat';
import { IconButton } from '@portalchat/chat/react/button/IconButton.tsx';
import { fieldStyle } from '@portalchat/chat/react/field/fieldStyle.ts';
import { Menu, MenuChoice } from '@portalchat/chat/react/menu/Menu.tsx';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { ArrowDownUp, Search, X } from 'lucide-react';
import { useRef, useState } from 'react';

const sorts: readonly { value: ChatSort; label: string }[] = [
  { value: 'longest_wait', label: texts.staff.sortBy.longest_wait },
  { value: 'priority', label: texts.staff.sortBy.priority },
  { value: 'last_activity', label: texts.staff.sortBy.last_activity },
];

export function ListTools({ list, state }: { list: ChatList; state: ChatListState }) {
  const [text, setText] = useState(state.search);
  const field = useRef<HTMLInputElement>(null);
  const search = (next: string) => {
    setText(next);
    list.setSearch(next.trim());
  };
  return (
    <div className="flex items-center gap-1.5">
      <div className="relative flex-1">
        <Search
          aria-hidden
          size={16}
          className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-faint"
        />
        <input
          ref={field}
          type="search"
          data-search=""
          aria-label={texts.staff.search}
          placeholder={texts.staff.search}
          value={text}
          onChange={(event) => search(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && search('')}
          className={`${fieldStyle} h-9 pl-9 text-sm [&::-webkit-search-cancel-button]:hidden pointer-coarse:h-11`}
        />
        {text !== '' && (
          <IconButton
            label={texts.staff.clearSearch}
            icon={<X aria-hidden size={15} />}
            onClick={() => {
              search('');
              field.current?.focus();
            }}
            className="absolute top-1/2 right-1 size-7 -translate-y-1/2 rounded-lg"
          />
        )}
      </div>
      <Menu
        trigger={
          <IconButton
            label={`${texts.staff.sort}: ${texts.staff.sortBy[state.sort]}`}
            icon={<ArrowDownUp aria-hidden size={17} />}
          />
        }
      >
        <MenuChoice label={texts.staff.sort} value={state.sort} options={sorts} onChange={list.setSort} />
      </Menu>
    </div>
  );
}

import type { ChatListName, ChatRequest, StaffDesk } from '@portalchat/chat';
import { useStore } from '@portalchat/chat/react/hooks/useStore.ts';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import {
  ArrowRight,
  Check,
  Hand,
  Keyboard,
  MessageSquarePlus,
  PanelRight,
  RotateCcw,
  Undo2,
  UserRound,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { offersFor } from '../chat/offers';
import { listNames, type Place } from '../shell/routes';
import type { Overlay } from '../shell/useDeskKeys';

export interface Command {
  readonly key: string;
  readonly icon: ReactNode;
  readonly title: string;
  readonly detail?: string;
  /** At the right edge: a key combination, or which list a chat is in. */
  readonly hint?: string;
  readonly keys?: boolean;
  run(): void;
}

interface CommandContext {
  desk: StaffDesk;
  place: Place;
  go(list: ChatListName, chatId?: string | null): void;
  onOverlay(overlay: Overlay): void;
  onDetails(): void;
}

/** How many chats the bar shows: more words find more. */
const MOST_CHATS = 8;

const size = 17;

export function useCommands(context: CommandContext, query: string): readonly Command[] {
  const { desk, go } = context;
  const waiting = useStore(desk.lists.waiting.state);
  const active = useStore(desk.lists.active.state);
  const resolved = useStore(desk.lists.resolved.state);
  const steps = [...chatSteps(context), ...deskSteps(context)];
  const chats = [waiting, active, resolved]
    .flatMap((list) => list.rows)
    .map(
      (chat): Command => ({
        key: chat.id,
        icon: <UserRound size={size} />,
        title: chat.player_name,
        detail: chat.subject,
        hint: texts.status[chat.status],
        run: () => go(listOf(chat, desk), chat.id),
      }),
    );
  const wanted = query.trim().toLocaleLowerCase();
  const matches = (command: Command) =>
    `${command.title} ${command.detail ?? ''}`.toLocaleLowerCase().includes(wanted);
  return [...steps.filter(matches), ...chats.filter(matches).slice(0, MOST_CHATS)];
}

function listOf(chat: ChatRequest, desk: StaffDesk): ChatListName {
  return chat.status === 'active' && chat.gre_staff_id === desk.me.user_id ? 'mine' : chat.status;
}

/** The steps of the open chat. Their outcome shows in the chat itself. */
function chatSteps({ desk, place, go }: CommandContext): Command[] {
  const chat = place.chatId ? desk.thread(place.chatId).state.getSnapshot().chat : null;
  if (!chat) return [];
  const offers = offersFor(chat, desk.me);
  const { take, resolve, release, reopen } = texts.staff;
  const toMine = () => go('mine', chat.id);
  return [
    ...(offers.take
      ? [
          {
            key: 'take',
            icon: <Hand size={size} />,
            title: take,
            hint: 'Alt T',
            keys: true,
            run: () => void desk.claim(chat.id).then((done) => done.ok && toMine()),
          },
        ]
      : []),
    ...(offers.resolve
      ? [
          {
            key: 'resolve',
            icon: <Check size={size} />,
            title: resolve,
            hint: 'Alt E',
            keys: true,
            run: () => void desk.resolve(chat.id),
          },
        ]
      : []),
    ...(offers.release
      ? [
          {
            key: 'release',
            icon: <Undo2 size={size} />,
            title: release,
            run: () => void desk.release(chat.id),
          },
        ]
      : []),
    ...(offers.reopen
      ? [
          {
            key: 'reopen',
            icon: <RotateCcw size={size} />,
            title: reopen,
            run: () => void desk.reopen(chat.id).then((done) => done.ok && toMine()),
          },
        ]
      : []),
  ].map((step) => ({ ...step, detail: chat.player_name }));
}

function deskSteps({ go, onOverlay, onDetails }: CommandContext): Command[] {
  return [
    {
      key: 'open',
      icon: <MessageSquarePlus size={size} />,
      title: texts.staff.openTitle,
      hint: 'Alt N',
      keys: true,
      run: () => onOverlay('open'),
    },
    ...listNames.map((name) => ({
      key: `go ${name}`,
      icon: <ArrowRight size={size} />,
      title: texts.staff.goTo(texts.staff.list[name]),
      run: () => go(name),
    })),
    {
      key: 'details',
      icon: <PanelRight size={size} />,
      title: texts.staff.toggleContext,
      hint: 'Alt D',
      keys: true,
      run: onDetails,
    },
    {
      key: 'keys',
      icon: <Keyboard size={size} />,
      title: texts.staff.keys,
      hint: '?',
      keys: true,
      run: () => onOverlay('keys'),
    },
  ];
}

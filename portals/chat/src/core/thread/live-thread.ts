import { type LastingChannel, openLastingChannel } from '../channels/lasting-channel';
import type { ChatMessage } from '../contract';
import type { DeskParts } from '../desk/desk-parts';
import type { PresentPerson } from '../presence/people';
import { presentPeople } from '../presence/present-people';
import { createTypingIn } from '../presence/typing-in';
import { createTypingOut } from '../presence/typing-out';
import { wholeMessage } from '../rows/whole-rows';
import type { Undo } from '../store';
import { coalesce } from '../sync/coalesce';
import type { MessageRun } from './message-run';
import { pendingOf } from './pending';
import { createReadMarker } from './read-marker';
import { createStaffNames } from './staff-names';
import { createThreadMessages } from './thread-messages';
import type { ThreadState } from './thread-state';
import { unreadIn } from './unread';

/** Hosted Supabase takes five presence calls in thirty seconds from one client. */
const PRESENCE_INTERVAL_MS = 7_000;

/** A thread while somebody looks at it: its channel, and all that comes and goes through it. */
export interface LiveThread {
  /**
   * A message of this chat is stored: from a reply, before realtime tells of it. True: it cannot be
   * shown in its place yet, and will be settled in the outbox when it is.
   */
  receive(message: ChatMessage): boolean;
  setTyping(typing: boolean): void;
  loadOlder(): Promise<void>;
  /** Everything held so far is read. */
  markRead(): void;
  /** Whether this person has it on a screen right now. */
  setHere(here: boolean): void;
  /** What is held, to go on from another time; null before the first answer. */
  held(): MessageRun | null;
  stop(): void;
}

export function openLiveThread(
  parts: DeskParts,
  chat_request_id: string,
  held: MessageRun | null,
  show: (state: ThreadState) => void,
): LiveThread {
  const { me, rows, outbox } = parts;
  const messages = createThreadMessages(parts.backend, chat_request_id, held);
  const typing = createTypingIn();
  const read = createReadMarker(parts, chat_request_id, () => draw());
  const staff = createStaffNames(parts, chat_request_id, () => draw());
  let present: readonly PresentPerson[] = [];
  let settled_no = 0;
  let missing = false;
  const stored = new Map<string, number>();

  const draw = (): void => {
    const { run, ...shown } = messages.state.getSnapshot();
    // What the run holds is on the screen from here on, and so no longer on its way.
    if (run.last_no !== settled_no) {
      settled_no = run.last_no;
      const ids = new Set(run.messages.map((message) => message.id));
      for (const [id, message_no] of stored) if (message_no <= run.last_no) ids.add(id);
      outbox.settle((id) => ids.has(id));
    }
    const chat = rows.get(chat_request_id);
    staff.look(chat, run.messages);
    const read_no = chat === null ? 0 : read.readNo(chat);
    show({
      chat_request_id,
      ...shown,
      ...(missing && chat === null ? NOT_FOUND : {}),
      chat,
      messages: run.messages,
      pending: pendingOf(outbox.messages.getSnapshot(), me.side, chat_request_id, chat),
      unread: chat === null ? 0 : unreadIn(chat, me.side, run.messages, read_no),
      read_by_other_no: chat === null ? 0 : me.side === 'player' ? chat.gre_read_no : chat.player_read_no,
      staff_names: staff.names(),
      typing: typing.people.getSnapshot(),
      present,
    });
  };

  const hear = (message: ChatMessage): void => {
    typing.wrote(message.sender_type);
    messages.receive(message);
  };

  const receive = (message: ChatMessage): boolean => {
    stored.set(message.id, message.message_no);
    hear(message);
    return messages.state.getSnapshot().run.last_no < message.message_no;
  };

  const pull = (): void => {
    void messages.pull();
    read.retry();
    staff.retry();
  };

  const channel: LastingChannel = openLastingChannel(
    parts.backend,
    {
      topic: `chat:${chat_request_id}`,
      private: true,
      presence_key: me.user_id,
      changes: [{ table: 'chat_messages', event: 'INSERT', filter: `chat_request_id=eq.${chat_request_id}` }],
    },
    {
      onLive: pull,
      onChange({ row }) {
        const message = wholeMessage(row);
        if (message === null) void messages.pull();
        else if (message.chat_request_id === chat_request_id) hear(message);
      },
      onBroadcast: (event, payload) => void (event === 'typing' && typing.hear(payload)),
      onPresence(metas) {
        present = presentPeople(metas, me.user_id);
        draw();
      },
    },
  );

  const typingOut = createTypingOut((is_typing) =>
    channel.broadcast('typing', { sender_type: me.side, name: me.display_name, typing: is_typing }),
  );

  let here = false;
  const showPresence = coalesce(
    () =>
      channel.track(
        here ? { side: me.side, name: me.display_name, viewing: parts.surroundings.isVisible() } : null,
      ),
    PRESENCE_INTERVAL_MS,
  );

  const undos: Undo[] = [
    messages.state.subscribe(draw),
    typing.people.subscribe(draw),
    outbox.messages.subscribe(draw),
    rows.onUpdate(({ after, before }) => {
      if ((after ?? before)?.id !== chat_request_id) return;
      if (after !== null) messages.expect(after.message_count);
      draw();
    }),
    parts.catchUp.on(() => {
      channel.hurry();
      pull();
    }),
    parts.surroundings.onChange(showPresence),
    channel.status.subscribe(() => {
      if (channel.status.getSnapshot() !== 'broken') return;
      // Nobody tells us any more who comes and goes.
      present = [];
      draw();
    }),
  ];

  void messages.pull();
  const known = rows.get(chat_request_id);
  if (known === null) {
    void parts.asking.ask([chat_request_id]).then((answered) => {
      missing = answered && rows.get(chat_request_id) === null;
      draw();
    });
  }
  if (known !== null) messages.expect(known.message_count);
  draw();

  return {
    receive,
    setTyping: typingOut.set,
    loadOlder: messages.loadOlder,
    markRead: () => read.mark(messages.state.getSnapshot().run.last_no),
    held() {
      const { status, run } = messages.state.getSnapshot();
      return status === 'ready' ? run : null;
    },
    setHere(next) {
      here = next;
      if (!next) typingOut.stop();
      showPresence();
    },
    stop() {
      for (const undo of undos) undo();
      showPresence.cancel();
      typingOut.stop();
      typing.stop();
      read.stop();
      staff.stop();
      messages.stop();
      channel.close();
    },
  };
}

const NOT_FOUND = {
  status: 'failed',
  refusal: { kind: 'not_found', reason: '', hint: null, code: null },
} as const;

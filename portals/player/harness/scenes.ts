import type { ChatMessage, ChatRequest, QueueStatus, SessionState } from '@portalchat/chat';
import {
  chatRow,
  createFakePlayerDesk,
  type FakePlayerDesk,
  messageRow,
  testGre,
} from '@portalchat/chat/testing';

export const demo = {
  password: 'portalchat-demo',
  players: ['Alice', 'Bruno', 'Chen'].map((name) => ({
    name,
    email: `${name.toLowerCase()}@player.example`,
  })),
  staff: ['Grace', 'Hugo', 'Lena'].map((name) => ({ name, email: `${name.toLowerCase()}@staff.example` })),
};

interface Scene {
  desk: FakePlayerDesk;
  session?: SessionState<FakePlayerDesk>;
  path?: string;
}

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

const lines: readonly (readonly ['player' | 'gre', number, string])[] = [
  ['player', 1502, 'Hi! I made a withdrawal yesterday evening and it still says “pending”.'],
  ['player', 1502, 'It is €240, to my bank account.'],
  ['gre', 1495, 'Hello Alice, thanks for writing. I am looking at it right now.'],
  [
    'gre',
    1490,
    'Your bank asked us to confirm the account holder’s name. That is done as of this minute, and the money is on its way. It usually arrives within one working day.',
  ],
  ['player', 22, 'Great, thank you! Will I get a message when it is there?'],
  ['gre', 21, 'Yes, by e-mail, and you will see it under “Payments”.'],
  ['player', 4, 'Perfect 🙌'],
  ['player', 4, 'One more thing: can I raise my daily limit from here?'],
];

function talk(chat: ChatRequest): ChatMessage[] {
  return lines.map(([sender_type, minutes, message_text], i) =>
    messageRow(chat, i + 1, { sender_type, message_text, created_at: ago(minutes) }),
  );
}

const taken = {
  status: 'active',
  subject: 'Withdrawal still pending',
  category: 'payments',
  gre_staff_id: testGre.user_id,
  gre_staff_name: 'Grace',
  created_at: ago(1503),
  assigned_at: ago(1496),
  message_count: 8,
} as const;

const earlier = [
  ['Bonus code did not work', 'bonuses', 3 * 1440, 'You are welcome. Enjoy the free spins!'],
  ['Change of address', 'account', 21 * 1440, 'Done: the new address is saved.'],
  ['Game froze at the last spin', 'games', 60 * 1440, 'The round was paid out: €12.40.'],
] as const;

function earlierChats(): ChatRequest[] {
  return earlier.map(([subject, category, minutes, last_message_text]) =>
    chatRow({
      subject,
      category,
      status: 'resolved',
      gre_staff_id: testGre.user_id,
      gre_staff_name: 'Grace',
      created_at: ago(minutes + 30),
      resolved_at: ago(minutes),
      last_message_at: ago(minutes),
      last_message_text,
      last_sender_type: 'gre',
      rating: 5,
    }),
  );
}

function desk(current: ChatRequest | null, change?: (desk: FakePlayerDesk) => void): FakePlayerDesk {
  const made = createFakePlayerDesk();
  made.chats.update((s) => ({ ...s, current, earlier: earlierChats() }));
  if (current) made.thread(current.id).state.update((s) => ({ ...s, chat: current }));
  change?.(made);
  return made;
}

function activeDesk(
  columns: Partial<ChatRequest> = {},
  change?: (desk: FakePlayerDesk, chat: ChatRequest) => void,
) {
  const chat = chatRow({ ...taken, ...columns });
  return desk(chat, (made) => {
    made.thread(chat.id).state.update((s) => ({
      ...s,
      messages: talk(chat),
      read_by_other_no: 8,
      present: [{ user_id: testGre.user_id, side: 'gre', name: 'Grace', viewing: true }],
    }));
    change?.(made, chat);
  });
}

function waitingDesk(queue: QueueStatus | null): FakePlayerDesk {
  const chat = chatRow({
    subject: 'Withdrawal still pending',
    category: 'payments',
    created_at: ago(3),
    message_count: 2,
  });
  return desk(chat, (made) => {
    made.queue.set(queue);
    made.thread(chat.id).state.update((s) => ({
      ...s,
      messages: talk(chat)
        .slice(0, 2)
        .map((m) => ({ ...m, created_at: ago(3) })),
    }));
  });
}

const outgoing = (
  id: string,
  chat_request_id: string | null,
  message_text: string,
  state: 'sending' | 'failed',
) => ({
  id,
  chat_request_id,
  message_text,
  written_at: ago(0),
  state,
  refusal: state === 'failed' ? { kind: 'forbidden' as const, reason: '', hint: null, code: null } : null,
  opening: chat_request_id
    ? null
    : { subject: 'Withdrawal still pending', category: 'payments', priority: 'normal' as const },
});

export const scenes: Record<string, () => Scene> = {
  'sign-in': () => ({ desk: desk(null), session: { kind: 'signed_out', notice: null } }),
  'session-ended': () => ({ desk: desk(null), session: { kind: 'signed_out', notice: 'session_ended' } }),
  'sign-up': () => ({ desk: desk(null), session: { kind: 'signed_out', notice: null }, path: '/sign-up' }),
  new: () => ({ desk: desk(null) }),
  'new-first': () => ({ desk: createFakePlayerDesk() }),
  starting: () => ({
    desk: desk(null, (made) =>
      made.chats.update((s) => ({ ...s, starting: [outgoing('a', null, lines[0]?.[2] ?? '', 'sending')] })),
    ),
  }),
  waiting: () => ({ desk: waitingDesk({ place: 3, estimated_wait_seconds: 200, on_duty: true }) }),
  'waiting-unknown': () => ({ desk: waitingDesk(null) }),
  'waiting-next': () => ({ desk: waitingDesk({ place: 1, estimated_wait_seconds: 20, on_duty: true }) }),
  'waiting-long': () => ({ desk: waitingDesk({ place: 1000, estimated_wait_seconds: 0, on_duty: true }) }),
  'nobody-on-duty': () => ({ desk: waitingDesk({ place: 2, estimated_wait_seconds: null, on_duty: false }) }),
  active: () => ({ desk: activeDesk() }),
  typing: () => ({
    desk: activeDesk({}, (made, chat) =>
      made.thread(chat.id).state.update((s) => ({ ...s, typing: [{ sender_type: 'gre', name: 'Grace' }] })),
    ),
  }),
  failed: () => ({
    desk: activeDesk({}, (made, chat) =>
      made.thread(chat.id).state.update((s) => ({
        ...s,
        pending: [
          outgoing('a', chat.id, 'And could you check the bonus as well?', 'failed'),
          outgoing('b', chat.id, 'No hurry at all.', 'sending'),
        ],
      })),
    ),
  }),
  offline: () => ({
    desk: activeDesk({}, (made) =>
      made.connection.set({ kind: 'offline', since: Date.now(), synced_at: null }),
    ),
  }),
  resolved: () => {
    const made = activeDesk({ last_sender_type: 'gre', player_read_no: 0 });
    const chat = made.chats.getSnapshot().current;
    if (!chat) throw new Error('no chat');
    const closed = {
      ...chat,
      status: 'resolved' as const,
      resolved_at: ago(1),
      resolved_by: testGre.user_id,
      last_message_at: ago(4),
      last_message_text: 'One more thing',
    };
    made.thread(chat.id).state.update((s) => ({ ...s, chat: closed }));
    made.chats.update((s) => ({ ...s, current: null, earlier: [closed, ...s.earlier] }));
    return { desk: made };
  },
  chats: () => ({ desk: desk(null), path: '/chats' }),
  'chats-empty': () => ({ desk: createFakePlayerDesk(), path: '/chats' }),
  'lost-chat': () => ({ desk: desk(null), path: '/chats/00000000-0000-4000-8000-00000000dead' }),
  'load-failed': () => ({
    desk: desk(null, (made) =>
      made.chats.update((s) => ({
        ...s,
        status: 'failed',
        refusal: { kind: 'unavailable', reason: '', hint: null, code: null },
        earlier: [],
      })),
    ),
  }),
  loading: () => ({
    desk: desk(null, (made) => made.chats.update((s) => ({ ...s, status: 'loading', earlier: [] }))),
  }),
  long: () => {
    const made = activeDesk();
    const chat = made.chats.getSnapshot().current;
    if (!chat) throw new Error('no chat');
    const messages = Array.from({ length: 10_000 }, (_, i) =>
      messageRow(chat, i + 1, {
        sender_type: i % 5 < 2 ? 'player' : 'gre',
        message_text:
          i % 7
            ? `Message ${i + 1}`
            : `Message ${i + 1}. ${'It goes on for a while, as messages do. '.repeat(4)}`,
        created_at: ago((10_000 - i) * 0.7),
      }),
    );
    made.thread(chat.id).state.update((s) => ({ ...s, messages }));
    return { desk: made };
  },
};

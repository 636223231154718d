import type { ChatListName, ChatRequest, Me, SessionState } from '@portalchat/chat';
import {
  chatRow,
  createFakeStaffDesk,
  type FakeStaffDesk,
  messageRow,
  testGre,
  testId,
} from '@portalchat/chat/testing';

export const demo = {
  password: 'portalchat-demo',
  players: [],
  staff: ['Grace', 'Hugo', 'Lena'].map((name) => ({
    name,
    email: `${name.toLowerCase()}@staff.example`,
  })),
};

interface Scene {
  desk: FakeStaffDesk;
  session?: SessionState<FakeStaffDesk>;
  path?: string;
}

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const hugo = { user_id: testId(900_003), name: 'Hugo' };
const lena: Me = {
  ...testGre,
  user_id: testId(900_004),
  display_name: 'Lena',
  email: 'lena@staff.example',
  role: 'gre_lead',
};

const player = (n: number, player_name: string) => ({ player_id: testId(800_000 + n), player_name });
const mineBy = (minutes: number) => ({
  status: 'active' as const,
  gre_staff_id: testGre.user_id,
  gre_staff_name: 'Grace',
  created_at: ago(minutes),
  assigned_at: ago(minutes - 1),
});

const waiting = [
  chatRow({
    ...player(1, 'Bruno Marchetti'),
    subject: 'Deposit not credited',
    category: 'payments',
    priority: 'urgent',
    created_at: ago(2.4),
    message_count: 3,
    last_message_at: ago(0.8),
    last_message_text: 'I paid by card twenty minutes ago and my balance is still the same',
    last_sender_type: 'player',
  }),
  chatRow({
    ...player(2, 'Chen Wei'),
    subject: 'Bonus code “SPRING” does nothing',
    category: 'bonuses',
    created_at: ago(1.1),
    message_count: 1,
    last_message_at: ago(1.1),
    last_message_text: 'It says the code is not valid, but it was in your mail of today',
    last_sender_type: 'player',
  }),
  chatRow({
    ...player(3, 'Ingrid Åkesson'),
    subject: '',
    category: 'support',
    created_at: ago(0.2),
    message_count: 1,
    last_message_at: ago(0.2),
    last_message_text: 'Hello?',
    last_sender_type: 'player',
    priority: 'low',
  }),
];

const alice = chatRow({
  ...player(4, 'Alice Novak'),
  ...mineBy(26),
  subject: 'Withdrawal still pending',
  category: 'payments',
  priority: 'high',
  message_count: 9,
  last_message_at: ago(0.4),
  last_message_text: 'One more thing: can I raise my daily limit from here?',
  last_sender_type: 'player',
  gre_read_no: 7,
  player_read_no: 7,
  first_reply_at: ago(24),
});
const omar = chatRow({
  ...player(5, 'Omar Haddad'),
  ...mineBy(44),
  subject: 'Verify my documents',
  category: 'account',
  message_count: 12,
  last_message_at: ago(6),
  last_message_text: 'Thank you, both pages arrived. I will come back to you within the hour.',
  last_sender_type: 'gre',
  gre_read_no: 12,
});
const yuki = chatRow({
  ...player(6, 'Yuki Tanaka'),
  ...mineBy(80),
  subject: 'Game froze at the last spin',
  category: 'games',
  message_count: 5,
  last_message_at: ago(31),
  last_message_text: 'The round was paid out.',
  last_sender_type: 'gre',
  gre_read_no: 5,
});
const bea = chatRow({
  ...player(7, 'Beatriz Lopes'),
  ...mineBy(15),
  gre_staff_id: hugo.user_id,
  gre_staff_name: 'Hugo',
  subject: 'Close my account for a month',
  category: 'limits',
  message_count: 4,
  last_message_at: ago(3),
  last_message_text: 'A month is fine, please start today',
  last_sender_type: 'player',
  gre_read_no: 3,
});
const done = chatRow({
  ...player(8, 'Dmitri Sokolov'),
  ...mineBy(190),
  status: 'resolved',
  resolved_at: ago(150),
  resolved_by: testGre.user_id,
  subject: 'Change of address',
  category: 'account',
  message_count: 6,
  last_message_at: ago(151),
  last_message_text: 'Done: the new address is saved.',
  last_sender_type: 'gre',
  gre_read_no: 6,
  rating: 5,
  rating_comment: 'Quick and kind.',
});

const talk: readonly (readonly ['player' | 'gre', number, string])[] = [
  ['player', 26, 'Hi! I made a withdrawal yesterday evening and it still says “pending”.'],
  ['player', 26, 'It is €240, to my bank account.'],
  ['gre', 24, 'Hello Alice, thanks for writing. I am looking at it right now.'],
  [
    'gre',
    20,
    'Your bank asked us to confirm the account holder’s name. That is done as of this minute, and the money is on its way. It usually arrives within one working day.',
  ],
  ['player', 18, 'Great, thank you! Will I get a message when it is there?'],
  ['gre', 17, 'Yes, by e-mail, and you will see it under “Payments”.'],
  ['player', 15, 'Perfect'],
  ['player', 0.5, 'Sorry, me again.'],
  ['player', 0.4, 'One more thing: can I raise my daily limit from here?'],
];

const lists: Record<ChatListName, readonly ChatRequest[]> = {
  waiting,
  mine: [alice, omar, yuki],
  active: [alice, bea, omar, yuki],
  resolved: [done],
};

function desk(change?: (desk: FakeStaffDesk) => void, me: Me = testGre): FakeStaffDesk {
  const made = createFakeStaffDesk(me);
  for (const [name, rows] of Object.entries(lists)) {
    const list = made.lists[name as ChatListName];
    list.state.update((s) => ({
      ...s,
      rows,
      count: name === 'resolved' ? 1284 : rows.length,
      has_more: name === 'resolved',
    }));
    for (const chat of rows) fillThread(made, chat);
  }
  made.thread(alice.id).state.update((s) => ({ ...s, unread: 2 }));
  made.drafts.set(yuki.id, 'I have asked the provider for the');
  made.colleagues.set([
    { ...hugo, on_duty: true },
    { user_id: lena.user_id, name: 'Lena', on_duty: false },
  ]);
  made.players.set([alice, omar, bea].map(({ player_id, player_name }) => ({ player_id, player_name })));
  change?.(made);
  return made;
}

function fillThread(made: FakeStaffDesk, chat: ChatRequest): void {
  const lines = chat.status === 'waiting' ? talk.slice(0, chat.message_count) : talk;
  made.thread(chat.id).state.update((s) => ({
    ...s,
    chat,
    messages: lines.map(([sender_type, minutes, message_text], i) =>
      messageRow(chat, i + 1, { sender_type, message_text, created_at: ago(minutes) }),
    ),
    read_by_other_no: 6,
    present: [{ user_id: chat.player_id, side: 'player', name: chat.player_name, viewing: true }],
  }));
}

const out = (notice: 'not_staff' | 'session_ended' | null) => ({ kind: 'signed_out' as const, notice });
const empty = (status: 'ready' | 'failed' | 'loading') =>
  desk((made) => {
    for (const list of Object.values(made.lists)) {
      list.state.update((s) => ({
        ...s,
        rows: [],
        count: status === 'ready' ? 0 : null,
        status,
        has_more: false,
      }));
    }
  });

export const scenes: Record<string, () => Scene> = {
  'sign-in': () => ({ desk: desk(), session: out(null) }),
  'not-staff': () => ({ desk: desk(), session: out('not_staff') }),
  waiting: () => ({ desk: desk(), path: '/waiting' }),
  'waiting-open': () => ({
    desk: desk((made) =>
      made.thread(waiting[0]?.id ?? '').state.update((s) => ({
        ...s,
        present: [...s.present, { user_id: hugo.user_id, side: 'gre', name: 'Hugo', viewing: true }],
      })),
    ),
    path: `/waiting/${waiting[0]?.id}`,
  }),
  'race-lost': () => ({
    desk: desk((made) => {
      const chat = waiting[0] as ChatRequest;
      made.calls.answer('claim', {
        ok: false,
        refusal: {
          kind: 'conflict',
          reason: 'This chat was already taken by Hugo.',
          hint: null,
          code: 'PT409',
        },
      });
      const wait = setInterval(() => {
        const button = document.querySelector<HTMLElement>('button[title^="Take"]');
        if (!button) return;
        clearInterval(wait);
        button.click();
        made.thread(chat.id).state.update((s) => ({
          ...s,
          chat: {
            ...chat,
            status: 'active',
            gre_staff_id: hugo.user_id,
            gre_staff_name: 'Hugo',
            assigned_at: ago(0),
          },
        }));
        made.lists.waiting.state.update((s) => ({ ...s, rows: s.rows.slice(1), count: 2 }));
      }, 50);
    }),
    path: `/waiting/${waiting[0]?.id}`,
  }),
  mine: () => ({ desk: desk(), path: `/mine/${alice.id}` }),
  typing: () => ({
    desk: desk((made) =>
      made
        .thread(alice.id)
        .state.update((s) => ({ ...s, unread: 0, typing: [{ sender_type: 'player', name: 'Alice Novak' }] })),
    ),
    path: `/mine/${alice.id}`,
  }),
  'other-gre': () => ({ desk: desk(), path: `/active/${bea.id}` }),
  lead: () => ({ desk: desk(undefined, lena), path: `/active/${bea.id}` }),
  resolved: () => ({ desk: desk(), path: `/resolved/${done.id}` }),
  'resolved-by-lead': () => ({
    desk: desk((made) => {
      const ended = {
        ...done,
        gre_staff_id: testId(800_001),
        gre_staff_name: 'Hugo',
        resolved_by: lena.user_id,
      };
      made.thread(done.id).state.update((s) => ({ ...s, chat: ended }));
      made.colleagues.set([{ user_id: lena.user_id, name: lena.display_name, on_duty: true }]);
    }),
    path: `/resolved/${done.id}`,
  }),
  'empty-lists': () => ({ desk: empty('ready'), path: '/waiting' }),
  'lists-failed': () => ({ desk: empty('failed'), path: '/waiting' }),
  'lists-loading': () => ({ desk: empty('loading'), path: '/waiting' }),
  'no-match': () => ({
    desk: desk((made) =>
      made.lists.mine.state.update((s) => ({ ...s, rows: [], count: 0, search: 'zebra' })),
    ),
    path: '/mine',
  }),
  gone: () => ({ desk: desk(), path: `/mine/${testId(777)}` }),
  trouble: () => ({
    desk: desk((made) =>
      made.connection.set({ kind: 'trouble', since: Date.now(), synced_at: Date.now() - 41_000 }),
    ),
    path: `/mine/${alice.id}`,
  }),
};

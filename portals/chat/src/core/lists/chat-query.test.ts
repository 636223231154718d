import { expect, test } from 'vitest';
import { chatRow } from '../../testing/rows';
import { type ChatQuery, compareChats, matchesQuery, orderOf } from './chat-query';

const query = (changes: Partial<ChatQuery>): ChatQuery => ({
  statuses: ['waiting'],
  player_id: null,
  gre_staff_id: null,
  search: '',
  order: [],
  ...changes,
});

test('[PC37] a search finds a part of the subject or of the name, in any case, and nothing else', () => {
  const chat = chatRow({ subject: 'Bonus 100% missing', player_name: 'Alice' });

  expect(matchesQuery(chat, query({ search: 'bonus 100%' }))).toBe(true);
  expect(matchesQuery(chat, query({ search: 'ALI' }))).toBe(true);
  expect(matchesQuery(chat, query({ search: 'bonus_100' }))).toBe(false);
});

test('[PC36] by longest wait, active chats come first whose player wrote last, the longest ago on top', () => {
  const at = (minute: number) => `2026-01-05T09:${minute}:00+00:00`;
  const answered = chatRow({ status: 'active', last_sender_type: 'gre', last_message_at: at(10) });
  const newer = chatRow({ status: 'active', last_sender_type: 'player', last_message_at: at(30) });
  const older = chatRow({ status: 'active', last_sender_type: 'player', last_message_at: at(20) });
  const silent = chatRow({ status: 'active' });
  const order = orderOf(['active'], 'longest_wait');

  expect([silent, answered, newer, older].sort((a, b) => compareChats(a, b, order))).toEqual([
    older,
    newer,
    answered,
    silent,
  ]);
});

test('[PC36] by priority, urgent comes first, and among equals who waits longest', () => {
  const first = chatRow({ priority: 'low' });
  const second = chatRow({ priority: 'urgent' });
  const third = chatRow({ priority: 'urgent' });
  const order = orderOf(['waiting'], 'priority');

  expect([first, third, second].sort((a, b) => compareChats(a, b, order))).toEqual([second, third, first]);
});

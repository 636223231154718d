import { expect, test } from 'vitest';
import { chatRow } from '../../testing/rows';
import { viewChat } from './chat-view';

test('[PC26] unread is what came after the read marker, and nothing for the side that wrote last', () => {
  const chat = chatRow({ message_count: 5, gre_read_no: 2, player_read_no: 5, last_sender_type: 'player' });

  expect(viewChat(chat, 'gre').unread).toBe(3);
  expect(viewChat(chat, 'player').unread).toBe(0);
});

test('[PC38] a player waits since he opened the chat, then since his unanswered message, then not', () => {
  const chat = chatRow({ last_message_at: '2026-01-05T09:30:00Z', last_sender_type: 'player' });

  expect(viewChat(chat, 'gre').waiting_since).toBe(chat.created_at);
  expect(viewChat({ ...chat, status: 'active' }, 'gre').waiting_since).toBe('2026-01-05T09:30:00Z');
  expect(viewChat({ ...chat, status: 'active', last_sender_type: 'gre' }, 'gre').waiting_since).toBeNull();
  expect(viewChat({ ...chat, status: 'resolved' }, 'gre').waiting_since).toBeNull();
});

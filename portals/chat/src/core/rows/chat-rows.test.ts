import { expect, test } from 'vitest';
import { chatRow } from '../../testing/rows';
import { createChatRows, type RowUpdate } from './chat-rows';
import { wholeChat } from './whole-rows';

const at = (microseconds: number) => `2026-01-05T09:00:00.${String(microseconds).padStart(6, '0')}+00:00`;

test('[PC30] the newest version of a row wins, whatever order they come in', () => {
  const rows = createChatRows();
  const first = chatRow({ updated_at: at(1), subject: 'first' });
  const second = { ...first, updated_at: at(2), subject: 'second' };

  rows.put(second, 'live');
  rows.put(first, 'pulled');

  expect(rows.get(first.id)?.subject).toBe('second');
});

test('[PC21] the same version again tells nobody', () => {
  const rows = createChatRows();
  const updates: RowUpdate[] = [];
  rows.onUpdate((update) => updates.push(update));
  const chat = chatRow();

  rows.put(chat, 'live', true);
  rows.put({ ...chat }, 'live', true);

  expect(updates).toEqual([{ before: null, after: chat, source: 'live', inserted: true }]);
});

test('[PC31] a value left out on the wire is the one from before', () => {
  const before = chatRow({ rating_comment: 'a long text that did not change' });
  const { rating_comment: _, ...told } = { ...before, status: 'active' as const };

  expect(wholeChat(told, before)).toEqual({ ...before, status: 'active' });
  expect(wholeChat(told, null)).toBeNull();
});

import { chatRow } from '@portalchat/chat/testing';
import { describe, expect, it } from 'vitest';
import { URGENT_AFTER_MS, viewRow } from './rowView';

const now = new Date('2026-01-05T10:00:00Z');
const before = (ms: number) => new Date(now.getTime() - ms).toISOString();
const view = (columns: Parameters<typeof chatRow>[0], rest: { draft?: string; typing?: boolean } = {}) =>
  viewRow(chatRow(columns), { myId: 'me', draft: '', typing: false, now, ...rest });

describe('a row of a list', () => {
  it('is urgent once the player has waited longer than the limit, and not before', () => {
    expect(view({ created_at: before(URGENT_AFTER_MS) }).urgent).toBe(false);
    expect(view({ created_at: before(URGENT_AFTER_MS + 1) }).urgent).toBe(true);
  });

  it('is not urgent when we had the last word', () => {
    const row = view({ status: 'active', last_sender_type: 'gre', last_message_at: before(999_999) });
    expect(row).toMatchObject({ urgent: false, waitedMs: null, ours: true });
  });

  it('shows typing before a draft, and a draft before the last message', () => {
    const columns = { last_message_text: 'Last words' };
    expect(view(columns).preview).toEqual({ kind: 'text', text: 'Last words' });
    expect(view(columns, { draft: 'Half a' }).preview).toEqual({ kind: 'draft', text: 'Half a' });
    expect(view(columns, { draft: 'Half a', typing: true }).preview.kind).toBe('typing');
  });

  it('names who has it only where that is somebody else', () => {
    const active = { status: 'active' as const, gre_staff_name: 'Hugo' };
    expect(view({ ...active, gre_staff_id: 'hugo' }).holder).toBe('Hugo');
    expect(view({ ...active, gre_staff_id: 'me' }).holder).toBeNull();
  });
});

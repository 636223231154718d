import { describe, expect, it } from 'vitest';
import { chatRow, testGre, testId, testPlayer } from '../../testing';
import { statusLines } from './statusLines';

const lena = testId(900_010);
const nameOf = (id: string) => (id === lena ? 'Lena' : 'Support');
const resolvedBy = (resolved_by: string | null, columns = {}) => {
  const chat = chatRow({ status: 'resolved', resolved_at: '2026-01-05T10:00:00Z', resolved_by, ...columns });
  return (myId: string) => statusLines(chat, myId, nameOf).map((line) => line.text);
};
const grace = {
  gre_staff_id: testGre.user_id,
  gre_staff_name: 'Grace',
  assigned_at: '2026-01-05T09:00:00Z',
};

describe('the line at the end of a chat', () => {
  it('names the player, the GRE who had it, and oneself', () => {
    expect(resolvedBy(testPlayer.user_id)(testGre.user_id)).toEqual(['Resolved by Alice']);
    expect(resolvedBy(testGre.user_id, grace)(lena)).toEqual(['Grace joined', 'Resolved by Grace']);
    expect(resolvedBy(lena, grace)(lena).at(-1)).toBe('Resolved by you');
  });

  it('names a lead who ended a GRE’s chat, and a colleague who ended one that waited', () => {
    expect(resolvedBy(lena, grace)(testGre.user_id)).toEqual(['You joined', 'Resolved by Lena']);
    expect(resolvedBy(lena)(testGre.user_id)).toEqual(['Resolved by Lena']);
  });

  it('says Support where the name is not known, and nobody where nobody is', () => {
    expect(resolvedBy(testId(900_011), grace)(testPlayer.user_id).at(-1)).toBe('Resolved by Support');
    expect(resolvedBy(null)(testPlayer.user_id)).toEqual(['Resolved']);
  });
});

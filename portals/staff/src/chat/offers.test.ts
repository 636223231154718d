import type { ChatRequest, Me } from '@portalchat/chat';
import { chatRow, testGre } from '@portalchat/chat/testing';
import { describe, expect, it } from 'vitest';
import { offersFor } from './offers';

const lead: Me = { ...testGre, user_id: 'lead', role: 'gre_lead' };
const mine = { gre_staff_id: testGre.user_id };
const other = { gre_staff_id: 'hugo' };

const offered = (columns: Partial<ChatRequest>, me: Me) =>
  Object.entries(offersFor(chatRow(columns), me))
    .filter(([, offer]) => offer)
    .map(([name]) => name);

describe('what the desk offers', () => {
  it.each([
    ['a waiting chat', { status: 'waiting' }, testGre, ['take', 'resolve']],
    [
      'his own chat',
      { status: 'active', ...mine },
      testGre,
      ['write', 'transfer', 'release', 'resolve', 'marksRead'],
    ],
    ['a colleague’s chat', { status: 'active', ...other }, testGre, []],
    ['a resolved chat', { status: 'resolved', ...mine }, testGre, ['reopen']],
    [
      'a colleague’s chat, to a lead',
      { status: 'active', ...other },
      lead,
      ['write', 'transfer', 'release', 'resolve'],
    ],
  ] as const)('for %s is what the contract allows', (_name, columns, me, expected) => {
    expect(offered(columns, me)).toEqual(expected);
  });
});

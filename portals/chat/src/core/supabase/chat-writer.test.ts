import { createClient } from '@supabase/supabase-js';
import { describe, expect, test } from 'vitest';
import { nodeWebSocket } from '../../testing/faults/node-web-socket';
import { chatRow, messageRow, testGre, testPlayer } from '../../testing/rows';
import type { Database } from '../database.types';
import type { OutgoingMessage } from '../outbox/outgoing-message';
import { createChatReader } from './chat-reader';
import { createChatWriter } from './chat-writer';

const chat = chatRow({ status: 'active', gre_staff_id: testGre.user_id });
const row = messageRow(chat, 3, { sender_type: 'gre', sender_id: testGre.user_id });
const message: OutgoingMessage = {
  id: row.id,
  chat_request_id: chat.id,
  message_text: row.message_text,
  written_at: '2026-01-05T09:00:00.000Z',
  state: 'sending',
  refusal: null,
  opening: null,
};
const resolved = {
  code: 'PT409',
  message: 'This chat is resolved.',
  hint: 'Reopen it to answer.',
  details: null,
};

type Answer = readonly [status: number, body: unknown] | 'none';

/** The real client library on a wire that gives these answers, one after the other. */
function setUp(me: string, ...answers: Answer[]) {
  const requests: { readonly line: string; readonly prefer: string | null; readonly body: unknown }[] = [];
  const supabase = createClient<Database>('http://server.test', 'key', {
    accessToken: async () => 'token',
    db: { retry: false },
    realtime: { transport: nodeWebSocket },
    global: {
      fetch: async (input, init) => {
        const url = new URL(String(input));
        const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : null;
        const prefer = new Headers(init?.headers).get('prefer');
        requests.push({ line: `${init?.method} ${url.pathname}${url.search}`, prefer, body });
        const answer = answers.shift() ?? 'none';
        if (answer === 'none') throw new TypeError('Failed to fetch');
        return new Response(JSON.stringify(answer[1]), { status: answer[0] });
      },
    },
  });
  return { requests, writer: createChatWriter(supabase, createChatReader(supabase), me) };
}

describe('a message of staff', () => {
  test('[PC10] is inserted under its own id, and ignored where it is stored already', async () => {
    const { requests, writer } = setUp(testGre.user_id, [201, [row]]);

    expect(await writer.sendAsGre(message, chat)).toEqual({ ok: true, value: row });
    expect(requests).toEqual([
      {
        line: 'POST /rest/v1/chat_messages?on_conflict=id&select=*',
        prefer: 'resolution=ignore-duplicates, return=representation',
        body: {
          id: row.id,
          chat_request_id: chat.id,
          player_id: chat.player_id,
          sender_id: testGre.user_id,
          sender_type: 'gre',
          message_text: row.message_text,
        },
      },
    ]);
  });

  test('[PC10] that is stored already is read back', async () => {
    const { requests, writer } = setUp(testGre.user_id, [200, []], [200, [row]]);

    expect(await writer.sendAsGre(message, chat)).toEqual({ ok: true, value: row });
    expect(requests[1]?.line).toBe(`GET /rest/v1/chat_messages?select=*&id=eq.${row.id}&limit=1`);
  });

  test('[PC15] that was stored before its chat was resolved is sent, whatever the refusal says', async () => {
    const { writer } = setUp(testGre.user_id, [409, resolved], [200, [row]]);

    expect(await writer.sendAsGre(message, chat)).toEqual({ ok: true, value: row });
  });

  test('[PC15] that is not stored is refused with the reason', async () => {
    const { writer } = setUp(testGre.user_id, [409, resolved], [200, []]);

    expect(await writer.sendAsGre(message, chat)).toMatchObject({
      ok: false,
      refusal: { kind: 'conflict', reason: 'This chat is resolved.', hint: 'Reopen it to answer.' },
    });
  });

  test('[PC15] under an id that somebody else has used is refused', async () => {
    const { writer } = setUp(testGre.user_id, [200, []], [200, [{ ...row, sender_id: testPlayer.user_id }]]);

    expect(await writer.sendAsGre(message, chat)).toMatchObject({ ok: false, refusal: { kind: 'conflict' } });
  });

  test('[PC15] whose fate could not be read stays undecided', async () => {
    const { writer } = setUp(testGre.user_id, [409, resolved], 'none');

    expect(await writer.sendAsGre(message, chat)).toMatchObject({ ok: false, refusal: { kind: 'network' } });
  });
});

test('[PC17] a message of a player goes through the function that finds or opens his chat', async () => {
  const stored = messageRow(chat, 1);
  const { requests, writer } = setUp(testPlayer.user_id, [200, stored]);
  const opening = { subject: 'Bonus', category: 'payments', priority: 'low' as const };

  expect(await writer.sendAsPlayer({ ...message, opening })).toEqual({ ok: true, value: stored });
  expect(requests).toMatchObject([
    {
      line: 'POST /rest/v1/rpc/send_support_message',
      body: { message_text: message.message_text, message_id: message.id, ...opening },
    },
  ]);
});

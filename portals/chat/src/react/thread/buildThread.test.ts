import { describe, expect, it } from 'vitest';
import { chatRow, messageRow, testGre, testPlayer } from '../../testing';
import { buildThread, type ThreadSource } from './buildThread';

const chat = chatRow({ gre_staff_id: testGre.user_id, gre_staff_name: 'Grace' });
const at = (time: string, day = 5) =>
  new Date(2026, 0, day, ...(time.split(':').map(Number) as [number, number])).toISOString();

function build(columns: Partial<ThreadSource>) {
  return buildThread({
    messages: [],
    pending: [],
    read_by_other_no: 0,
    side: 'player',
    myId: testPlayer.user_id,
    nameOf: () => 'Grace',
    statusLines: [],
    unreadFromNo: null,
    has_older: false,
    ...columns,
  });
}

const shape = (items: ReturnType<typeof build>) =>
  items.map((item) =>
    item.kind === 'group' ? item.messages.map((message) => message.text).join(' + ') : item.kind,
  );

describe('buildThread', () => {
  it('groups what one person wrote within one minute', () => {
    const items = build({
      messages: [
        messageRow(chat, 1, { message_text: 'a', created_at: at('9:00') }),
        messageRow(chat, 2, { message_text: 'b', created_at: at('9:00') }),
        messageRow(chat, 3, { message_text: 'c', created_at: at('9:01') }),
        messageRow(chat, 4, { message_text: 'd', created_at: at('9:01'), sender_type: 'gre' }),
      ],
    });
    expect(shape(items)).toEqual(['day', 'a + b', 'c', 'd']);
  });

  it('draws a line where a day begins', () => {
    const items = build({
      messages: [
        messageRow(chat, 1, { message_text: 'a', created_at: at('23:59', 5) }),
        messageRow(chat, 2, { message_text: 'b', created_at: at('0:00', 6) }),
      ],
    });
    expect(shape(items)).toEqual(['day', 'a', 'day', 'b']);
  });

  it('puts what happened between the messages around it', () => {
    const items = build({
      messages: [
        messageRow(chat, 1, { message_text: 'a', created_at: at('9:00') }),
        messageRow(chat, 2, { message_text: 'b', created_at: at('9:10') }),
      ],
      statusLines: [
        { key: 'joined', text: 'Grace joined', at: new Date(at('9:05')) },
        { key: 'resolved', text: 'Resolved', at: new Date(at('9:20')) },
      ],
    });
    expect(shape(items)).toEqual(['day', 'a', 'status', 'b', 'status']);
  });

  it('leaves out what happened before the oldest message that is loaded', () => {
    const source = {
      messages: [messageRow(chat, 50, { message_text: 'z', created_at: at('9:10') })],
      statusLines: [{ key: 'joined', text: 'Grace joined', at: new Date(at('9:05')) }],
    };
    expect(shape(build({ ...source, has_older: true }))).toEqual(['day', 'z']);
    expect(shape(build({ ...source, has_older: false }))).toEqual(['day', 'status', 'z']);
  });

  it('says of the last own message alone how far it came', () => {
    const messages = [
      messageRow(chat, 1, { created_at: at('9:00') }),
      messageRow(chat, 2, { created_at: at('9:00') }),
    ];
    const delivery = (read_by_other_no: number) =>
      build({ messages, read_by_other_no }).flatMap((item) =>
        item.kind === 'group' ? item.messages.map((message) => message.delivery) : [],
      );
    expect(delivery(1)).toEqual([null, 'sent']);
    expect(delivery(2)).toEqual([null, 'read']);
  });

  it('shows what is on its way below all that is stored, in the order of writing', () => {
    const outgoing = (id: string, state: 'sending' | 'failed') => ({
      id,
      chat_request_id: chat.id,
      message_text: id,
      written_at: at('9:30'),
      state,
      refusal: null,
      opening: null,
    });
    const items = build({
      messages: [messageRow(chat, 1, { message_text: 'stored', created_at: at('9:00') })],
      pending: [outgoing('first', 'failed'), outgoing('second', 'sending')],
    });
    expect(shape(items)).toEqual(['day', 'stored', 'first + second']);
  });

  it('names a colleague on one’s own side and keeps him apart from oneself', () => {
    const items = build({
      side: 'gre',
      myId: 'me',
      nameOf: () => 'Hugo',
      messages: [
        messageRow(chat, 1, {
          message_text: 'his',
          sender_type: 'gre',
          sender_id: 'hugo',
          created_at: at('9:00'),
        }),
        messageRow(chat, 2, {
          message_text: 'mine',
          sender_type: 'gre',
          sender_id: 'me',
          created_at: at('9:00'),
        }),
      ],
    });
    const groups = items.filter((item) => item.kind === 'group');
    expect(groups.map((group) => [group.own, group.name])).toEqual([
      [true, 'Hugo'],
      [true, null],
    ]);
  });
});

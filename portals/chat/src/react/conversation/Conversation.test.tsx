import { act, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { chatRow, createFakePlayerDesk, messageRow, testGre } from '../../testing';
import { expectAccessible, show } from '../testkit/screen';
import { Conversation } from './Conversation';

const chat = chatRow({ status: 'active', gre_staff_id: testGre.user_id, gre_staff_name: 'Grace' });
const nameOf = () => 'Grace';

function open(change: (desk: ReturnType<typeof createFakePlayerDesk>) => void = () => {}) {
  const desk = createFakePlayerDesk();
  const thread = desk.thread(chat.id);
  thread.state.update((s) => ({
    ...s,
    chat,
    messages: [messageRow(chat, 1), messageRow(chat, 2, { sender_type: 'gre' })],
  }));
  change(desk);
  const shown = show(
    <Conversation
      key={chat.id}
      desk={desk}
      chatId={chat.id}
      label="Messages with Grace"
      placeholder="Write to Grace…"
      nameOf={nameOf}
      marksRead
      instead={null}
    />,
  );
  return { desk, thread, ...shown };
}

const said = (container: HTMLElement) => container.querySelector('[aria-live=polite]')?.textContent;
const texts = () => screen.getAllByTestId('message').map((message) => message.textContent);
const field = () => screen.getByRole('textbox', { name: 'Message' }) as HTMLTextAreaElement;

describe('Conversation', () => {
  it('shows a sent message at once, as being sent', async () => {
    const { user, container } = open();
    await user.type(field(), 'On my way{Enter}');
    expect(texts()).toEqual(['Message 1', 'Message 2', 'On my way']);
    expect(screen.getByText('Sending')).toBeTruthy();
    await expectAccessible(container);
  });

  it('offers to send a failed message again, or to take it back into the composer', async () => {
    const { user, desk, thread } = open();
    await user.type(field(), 'Lost words{Enter}');
    const fail = () =>
      act(() =>
        thread.state.update((s) => ({
          ...s,
          pending: s.pending.map((message) => ({ ...message, state: 'failed' as const })),
        })),
      );
    fail();
    await user.click(screen.getByRole('button', { name: 'Retry: Lost words' }));
    expect(desk.calls.made.at(-1)?.[0]).toBe('thread.retry');
    expect(texts().at(-1)).toBe('Lost words');
    fail();
    await user.click(screen.getByRole('button', { name: 'Edit: Lost words' }));
    expect(field().value).toBe('Lost words');
    expect(texts()).toEqual(['Message 1', 'Message 2']);
  });

  it('reads out what the other side writes from now on, and nothing else', async () => {
    const { user, thread, container } = open();
    expect(screen.getByRole('log', { name: 'Messages with Grace' })).toBeTruthy();
    expect(said(container)).toBe('');
    await user.type(field(), 'Mine{Enter}');
    expect(said(container)).toBe('');
    const older = messageRow(chat, 0, { sender_type: 'gre', message_text: 'Older' });
    act(() => thread.state.update((s) => ({ ...s, messages: [older, ...s.messages] })));
    expect(said(container)).toBe('');
    const fresh = messageRow(chat, 3, { sender_type: 'gre', message_text: 'Good news' });
    act(() => thread.state.update((s) => ({ ...s, messages: [...s.messages, fresh] })));
    expect(said(container)).toBe('Grace: Good news');
  });

  it('keeps a draft for each chat and tells the other side of typing', async () => {
    const { user, desk } = open((made) => made.drafts.set('another chat', 'Other words'));
    await user.type(field(), 'Hi');
    expect(desk.drafts.get(chat.id)).toBe('Hi');
    expect(desk.drafts.get('another chat')).toBe('Other words');
    await user.clear(field());
    const typing = desk.calls.made.filter(([method]) => method === 'thread.setTyping').map((call) => call[2]);
    expect(typing).toEqual([true, true, false]);
  });

  it('counts what is on the screen as read', () => {
    const { desk } = open();
    expect(desk.calls.made.some(([method]) => method === 'thread.markRead')).toBe(true);
  });

  it('has different words for nothing there and for not loaded', async () => {
    const empty = open((desk) =>
      desk.thread(chat.id).state.update((s) => ({ ...s, messages: [], chat: null })),
    );
    expect(screen.getByText('Nothing written yet')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
    empty.unmount();
    const failed = open((desk) =>
      desk.thread(chat.id).state.update((s) => ({ ...s, status: 'failed', messages: [] })),
    );
    expect(screen.getByRole('alert').textContent).toContain('could not be loaded');
    await failed.user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(failed.desk.calls.made.some(([method]) => method === 'refresh')).toBe(true);
  });
});

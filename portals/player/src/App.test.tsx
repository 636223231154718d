import { refused } from '@portalchat/chat';
import { expectAccessible, show } from '@portalchat/chat/react/testkit/screen.tsx';
import {
  chatRow,
  createFakeClient,
  createFakePlayerDesk,
  messageRow,
  testGre,
} from '@portalchat/chat/testing';
import { act, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { App } from './App';

const demo = { password: 'pw', players: [{ name: 'Alice', email: 'alice@player.example' }], staff: [] };

function open(path = '/', demoAccounts: typeof demo | null = null) {
  history.replaceState(null, '', `/player${path}`);
  const desk = createFakePlayerDesk();
  const client = createFakeClient(desk);
  const enter = () => act(() => client.session.set({ kind: 'signed_in', me: desk.me, desk }));
  return { desk, client, enter, ...show(<App client={client} demo={demoAccounts} />) };
}

const waiting = chatRow({ subject: 'Withdrawal', message_count: 1 });
const active = {
  ...waiting,
  status: 'active' as const,
  gre_staff_id: testGre.user_id,
  gre_staff_name: 'Grace',
};
const resolved = {
  ...active,
  status: 'resolved' as const,
  resolved_by: testGre.user_id,
  resolved_at: waiting.created_at,
};

describe('the Player Portal', () => {
  it('offers the demo sign-ins only where there are any', () => {
    const without = open();
    expect(screen.queryByText('Demo sign-ins')).toBeNull();
    without.unmount();
    open('/', demo);
    expect(screen.getByRole('button', { name: /^Sign in as Alice/ })).toBeTruthy();
  });

  it('starts a chat with category, subject and message, and shows the message at once', async () => {
    const { user, desk, enter, container } = open();
    enter();
    await user.click(screen.getByRole('radio', { name: 'Payments' }));
    await user.type(screen.getByRole('textbox', { name: /^Subject/ }), 'Withdrawal');
    await user.click(screen.getByRole('button', { name: 'Start chat' }));
    expect(screen.getByText('Write us what we can help with.')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Message' }), 'Where is it?');
    await user.click(screen.getByRole('button', { name: 'Start chat' }));
    expect(desk.calls.made.filter(([method]) => method === 'startChat')).toEqual([
      ['startChat', { message_text: 'Where is it?', subject: 'Withdrawal', category: 'payments' }],
    ]);
    expect(screen.getByTestId('message').textContent).toBe('Where is it?');
    expect(screen.queryByRole('button', { name: 'Start chat' })).toBeNull();
    await expectAccessible(container);
  });

  it('follows a chat from waiting to taken to resolved, and on to a new one', async () => {
    const { user, desk, enter, container } = open();
    enter();
    const thread = desk.thread(waiting.id);
    const put = (chat: typeof waiting, ended = false) =>
      act(() => {
        thread.state.update((s) => ({ ...s, chat, messages: [messageRow(waiting, 1)] }));
        desk.chats.update((s) => ({ ...s, current: ended ? null : chat, earlier: ended ? [chat] : [] }));
      });

    put(waiting);
    expect(screen.getByTestId('chat-status').textContent).toBe('Waiting');
    expect(screen.getByText('You are in line')).toBeTruthy();
    put(active);
    expect(screen.getByTestId('chat-status').textContent).toBe('Active');
    expect(screen.getByTestId('helper').textContent).toBe('Grace is helping you');
    put(resolved, true);
    expect(screen.getByTestId('chat-status').textContent).toBe('Resolved');
    expect(screen.getByText(/Resolved by Grace/)).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: 'Message' })).toBeNull();
    await expectAccessible(container);

    await user.click(screen.getByRole('radio', { name: '5 stars' }));
    await user.click(screen.getByRole('button', { name: 'Send rating' }));
    expect(desk.calls.made.at(-1)).toEqual(['rate', waiting.id, 5, undefined]);
    expect(await screen.findByText('Thank you for your feedback.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Start a new chat' }));
    expect(screen.getByRole('heading', { level: 1, name: 'Hi Alice, how can we help?' })).toBeTruthy();
  });

  it('names the GRE who wrote before another took over', () => {
    const { desk, enter } = open();
    desk.chats.update((s) => ({ ...s, current: active }));
    const before = messageRow(active, 1, { sender_type: 'gre', sender_id: 'hugo' });
    const messages = [before, messageRow(active, 2, { sender_type: 'gre' })];
    desk.thread(active.id).state.update((s) => ({ ...s, chat: active, messages }));
    enter();
    const thread = within(screen.getByRole('log'));
    expect(thread.getByText('Support')).toBeTruthy();
    expect(thread.getByText('Grace')).toBeTruthy();

    act(() => {
      desk.thread(active.id).state.update((s) => ({ ...s, staff_names: new Map([['hugo', 'Hugo']]) }));
    });

    expect(thread.getByText('Hugo')).toBeTruthy();
    expect(thread.queryByText('Support')).toBeNull();
  });

  it('resolves only after asking, and says why when it does not work', async () => {
    const { user, desk, enter } = open();
    desk.chats.update((s) => ({ ...s, current: active }));
    desk.thread(active.id).state.update((s) => ({ ...s, chat: active }));
    desk.calls.answer(
      'resolve',
      refused({ kind: 'forbidden', reason: 'This chat is not yours.', hint: null, code: '42501' }),
    );
    enter();
    await user.click(screen.getByRole('button', { name: 'Resolve' }));
    await user.click(await screen.findByRole('button', { name: 'Not yet' }));
    expect(desk.calls.made.some(([method]) => method === 'resolve')).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Resolve' }));
    await user.click(await screen.findByRole('button', { name: 'Yes, resolve it' }));
    expect((await screen.findByRole('alert')).textContent).toContain('This chat is not yours.');
  });

  it('rereads an earlier chat at its own address, also after a reload', async () => {
    const { desk, enter } = open(`/chats/${resolved.id}`);
    desk.chats.update((s) => ({ ...s, earlier: [resolved] }));
    desk
      .thread(resolved.id)
      .state.update((s) => ({ ...s, chat: resolved, messages: [messageRow(resolved, 1)] }));
    enter();
    expect((await screen.findByTestId('message')).textContent).toBe('Message 1');
    expect(screen.getByRole('heading', { level: 1, name: 'Withdrawal' })).toBeTruthy();
  });

  it('goes back to the door, with a reason, when the session ends', () => {
    const { client, enter } = open();
    enter();
    act(() => client.session.set({ kind: 'signed_out', notice: 'session_ended' }));
    expect(screen.getByRole('alert').textContent).toContain('Your session has ended');
  });
});

import { refused } from '@portalchat/chat';
import { expectAccessible, show } from '@portalchat/chat/react/testkit/screen.tsx';
import {
  chatRow,
  createFakeClient,
  createFakeStaffDesk,
  messageRow,
  testGre,
} from '@portalchat/chat/testing';
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { App } from './App';

const first = chatRow({
  player_name: 'Bruno',
  subject: 'Deposit',
  message_count: 1,
  last_sender_type: 'player',
  last_message_text: 'Hello?',
});
const second = chatRow({
  player_name: 'Chen',
  subject: 'Bonus',
  message_count: 1,
  last_sender_type: 'player',
});
const held = { status: 'active' as const, gre_staff_id: testGre.user_id, gre_staff_name: 'Grace' };

function open(path = '/') {
  history.replaceState(null, '', `/staff${path}`);
  const desk = createFakeStaffDesk();
  for (const chat of [first, second]) {
    desk.thread(chat.id).state.update((s) => ({ ...s, chat, messages: [messageRow(chat, 1)] }));
  }
  desk.lists.waiting.state.update((s) => ({ ...s, rows: [first, second], count: 2 }));
  const client = createFakeClient(desk);
  client.session.set({ kind: 'signed_in', me: desk.me, desk });
  return { desk, client, ...show(<App client={client} demo={null} />) };
}

const refusal = (kind: 'conflict' | 'forbidden', reason: string) =>
  refused({ kind, reason, hint: null, code: null });
const openChat = () => screen.queryByRole('log')?.getAttribute('aria-label') ?? null;

describe('the Staff Portal', () => {
  it('refuses a player’s account with a reason and a way on', () => {
    const { client } = open();
    act(() => client.session.set({ kind: 'signed_out', notice: 'not_staff' }));
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('This account cannot sign in here');
    expect(within(alert).getByRole('link').getAttribute('href')).toBe('/player/');
  });

  it('shows each list with its count, and a row with what one must know', async () => {
    const { container } = open();
    expect(await screen.findByRole('link', { name: /^Waiting 2 chats/ })).toBeTruthy();
    const row = screen.getAllByTestId('chat-row')[0] as HTMLElement;
    for (const text of ['Bruno', 'Deposit', 'Hello?']) expect(within(row).getByText(text)).toBeTruthy();
    expect(within(row).getByText(/^Waiting \d/)).toBeTruthy();
    expect(row.dataset.urgent).toBe('');
    await expectAccessible(container);
  });

  it('takes a chat and goes on with it among one’s own', async () => {
    const { user, desk } = open(`/waiting/${first.id}`);
    await user.click(await screen.findByRole('button', { name: 'Take and answer' }));
    expect(desk.calls.made).toContainEqual(['claim', first.id]);
    expect(location.pathname).toBe(`/staff/mine/${first.id}`);
  });

  it('tells the loser of a race who won it', async () => {
    const { user, desk } = open(`/waiting/${first.id}`);
    desk.calls.answer('claim', refusal('conflict', 'This chat was already taken by Hugo.'));
    await user.click(await screen.findByRole('button', { name: 'Take and answer' }));
    const taken = { ...first, ...held, gre_staff_id: 'hugo', gre_staff_name: 'Hugo' };
    act(() => desk.thread(first.id).state.update((s) => ({ ...s, chat: taken })));
    expect(screen.getByRole('alert').textContent).toBe('Already taken by Hugo');
    expect(screen.getByText('Hugo has this chat')).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: 'Message' })).toBeNull();
  });

  it('names the colleague who resolved a chat that was neither his nor one’s own', async () => {
    const { desk, container } = open(`/resolved/${first.id}`);
    const ended = {
      ...first,
      ...held,
      gre_staff_id: 'hugo',
      gre_staff_name: 'Hugo',
      status: 'resolved' as const,
      resolved_at: first.created_at,
      resolved_by: 'lena',
    };
    act(() => desk.thread(first.id).state.update((s) => ({ ...s, chat: ended })));
    expect((await screen.findByTestId('status-line')).textContent).toContain('Resolved by Support');
    act(() =>
      desk.thread(first.id).state.update((s) => ({ ...s, staff_names: new Map([['lena', 'Lena']]) })),
    );
    expect(screen.getByTestId('status-line').textContent).toContain('Resolved by Lena');
    const details = screen.getByRole('complementary', { name: 'Details' });
    expect(within(details).getByText('Resolved by').nextSibling?.textContent).toBe('Lena');
    await expectAccessible(container);
  });

  it('transfers and releases from the menu, and resolves by key', async () => {
    const { user, desk } = open(`/mine/${first.id}`);
    desk.colleagues.set([{ user_id: 'hugo', name: 'Hugo', on_duty: true }]);
    act(() => desk.thread(first.id).state.update((s) => ({ ...s, chat: { ...first, ...held } })));
    await user.click(await screen.findByRole('button', { name: 'More actions' }));
    await user.click(screen.getByRole('menuitem', { name: 'Transfer' }));
    await user.click(await screen.findByRole('button', { name: 'Transfer to Hugo' }));
    expect(desk.calls.made).toContainEqual(['transfer', first.id, 'hugo']);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'More actions' }));
    await user.click(screen.getByRole('menuitem', { name: 'Release' }));
    expect(desk.calls.made).toContainEqual(['release', first.id]);
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
    // One thing at a time: the release has to be answered before a key does the next.
    await act(async () => undefined);
    await user.keyboard('{Alt>}e{/Alt}');
    expect(desk.calls.made).toContainEqual(['resolve', first.id]);
  });

  it('goes through the list by key, and opens the sheet and the commands', async () => {
    const { user } = open();
    await screen.findByRole('heading', { name: 'Waiting' });
    await user.keyboard('{Alt>}j{/Alt}');
    expect(openChat()).toBe('Messages with Bruno');
    await user.keyboard('{Alt>}j{/Alt}');
    expect(openChat()).toBe('Messages with Chen');
    await user.keyboard('{Alt>}k{/Alt}');
    expect(openChat()).toBe('Messages with Bruno');
    await user.keyboard('?');
    await expectAccessible(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' }));
    await user.keyboard('{Escape}');
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('combobox', { name: 'Commands and chats' }), 'chen{Enter}');
    expect(location.pathname).toBe(`/staff/waiting/${second.id}`);
  });

  it('opens a chat for a player that is found by name', async () => {
    const { user, desk } = open();
    desk.players.set([{ player_id: first.player_id, player_name: 'Bruno' }]);
    await user.click(await screen.findByRole('button', { name: 'New chat' }));
    const dialog = await screen.findByRole('dialog', { name: 'Open a chat for a player' });
    // What is below an opening dialog takes no clicks any more; the dialog itself does a moment later.
    await waitFor(() => expect(getComputedStyle(dialog).pointerEvents).toBe('auto'));
    await user.type(within(dialog).getByRole('combobox', { name: 'Player' }), 'bru');
    await screen.findByRole('option', { name: /Bruno/ });
    await user.keyboard('{Enter}');
    await user.type(within(dialog).getByRole('textbox', { name: 'Subject' }), 'Your documents');
    await user.click(within(dialog).getByRole('button', { name: 'Open chat' }));
    expect(desk.calls.made).toContainEqual([
      'openChat',
      {
        player_id: first.player_id,
        subject: 'Your documents',
        category: 'support',
        priority: 'normal',
        take: true,
      },
    ]);
  });

  it('shows in the row of an own chat that the player is typing, without being in the chat', async () => {
    const { desk } = open('/mine');
    desk.lists.mine.state.update((s) => ({ ...s, rows: [{ ...first, ...held }], count: 1 }));
    const row = await screen.findByTestId('chat-row');
    expect(within(row).queryByText('typing…')).toBeNull();
    act(() =>
      desk
        .thread(first.id)
        .state.update((s) => ({ ...s, typing: [{ sender_type: 'player', name: 'Bruno' }] })),
    );
    expect(within(row).getByText('typing…')).toBeTruthy();
  });

  it('has different words for an empty list and for one that could not be loaded', async () => {
    const { desk } = open('/mine');
    expect(await screen.findByText('You have no open chats')).toBeTruthy();
    act(() => desk.lists.mine.state.update((s) => ({ ...s, status: 'failed' })));
    expect(screen.getByRole('alert').textContent).toContain('The chats could not be loaded');
  });
});

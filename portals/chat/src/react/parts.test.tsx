import { screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { AccountMenu } from './account/AccountMenu';
import { hueOf, initialsOf } from './avatar/initials';
import { StatusBadge } from './badge/StatusBadge';
import { UnreadPill } from './badge/UnreadPill';
import { ConnectionNotice } from './connection/ConnectionNotice';
import { ConfirmDialog } from './dialog/ConfirmDialog';
import { RatingForm } from './rating/RatingForm';
import { expectAccessible, show } from './testkit/screen';

function Asking() {
  const [open, setOpen] = useState(false);
  const view = { title: 'Sure?', description: 'It closes.', yes: 'Yes', no: 'No' };
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Ask
      </button>
      <ConfirmDialog open={open} view={view} onYes={() => setOpen(false)} onNo={() => setOpen(false)} />
    </>
  );
}

describe('the shared parts', () => {
  it('say a status in a word, not in a colour alone', () => {
    show(<StatusBadge status="waiting" />);
    expect(screen.getByTestId('chat-status').textContent).toBe('Waiting');
  });

  it('show "9+" unread and say the exact number', () => {
    show(<UnreadPill count={12} />);
    expect(screen.getByTestId('unread').textContent).toBe('9+12 unread messages');
  });

  it('keep the connection’s region on the page, so that its words are read out when they come', () => {
    const { rerender } = show(<ConnectionNotice kind="online" />);
    expect(screen.getByRole('status').textContent).toBe('');
    rerender(<ConnectionNotice kind="offline" />);
    expect(screen.getByRole('status').textContent).toContain('You are offline');
  });

  it('find initials in any script and keep a name’s colour away from red', () => {
    expect(['Alice', 'Chen Wei', 'Éva  von  Åkesson', '李 雷', ''].map(initialsOf)).toEqual([
      'A',
      'CW',
      'ÉÅ',
      '李雷',
      '?',
    ]);
    for (const name of ['Alice', 'Bruno', 'Chen', 'Grace', 'Hugo']) {
      expect(hueOf(name)).toBeGreaterThanOrEqual(60);
      expect(hueOf(name)).toBeLessThan(340);
    }
  });

  it('rate by keyboard', async () => {
    const onRate = vi.fn();
    const { user, container } = show(<RatingForm busy={false} error={null} onRate={onRate} />);
    await user.click(screen.getByRole('radio', { name: '3 stars' }));
    await user.keyboard('{ArrowRight}');
    await user.type(screen.getByLabelText('Anything to add? (optional)'), 'Kind');
    await expectAccessible(container);
    await user.click(screen.getByRole('button', { name: 'Send rating' }));
    expect(onRate.mock.calls).toEqual([[4, 'Kind']]);
  });

  it('give focus back when a dialog closes', async () => {
    const { user } = show(<Asking />);
    const opener = screen.getByRole('button', { name: 'Ask' });
    await user.click(opener);
    const dialog = screen.getByRole('dialog', { name: 'Sure?' });
    expect(dialog.contains(document.activeElement)).toBe(true);
    await expectAccessible(dialog);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(document.activeElement).toBe(opener));
  });

  it('sign out and change the appearance from the account’s menu', async () => {
    const onSignOut = vi.fn();
    const { user } = show(
      <AccountMenu
        name="Alice"
        email="alice@player.example"
        trigger={<button type="button">Account</button>}
        onSignOut={onSignOut}
      />,
    );
    await user.click(screen.getByRole('button', { name: 'Account' }));
    await expectAccessible(screen.getByRole('menu'));
    await user.click(screen.getByRole('menuitemradio', { name: 'Dark' }));
    expect(document.documentElement.dataset.theme).toBe('dark');
    await user.click(screen.getByRole('menuitemradio', { name: 'Like the device' }));
    expect(document.documentElement.dataset.theme).toBeUndefined();
    await user.click(screen.getByRole('menuitem', { name: 'Sign out' }));
    expect(onSignOut).toHaveBeenCalledOnce();
  });
});

import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { show } from '../testkit/screen';
import { Thread } from './Thread';
import type { ThreadItem } from './threadItems';
import { WINDOW_SIZE } from './useThreadWindow';

const items = Array.from(
  { length: 1000 },
  (_, i): ThreadItem => ({
    kind: 'group',
    key: `m${i}`,
    side: 'gre',
    own: false,
    name: 'Grace',
    at: new Date(2026, 0, 1, 0, i),
    messages: [
      {
        id: `m${i}`,
        no: i + 1,
        text: `Message ${i + 1}`,
        at: new Date(2026, 0, 1, 0, i),
        delivery: null,
        reason: null,
      },
    ],
  }),
);

const numbers = () => screen.getAllByTestId('message').map((message) => Number(message.dataset.messageNo));

describe('a long thread', () => {
  it('has only a window of its messages on the page, at first the newest', () => {
    const view = { label: 'Messages', items, typing: [], hasOlder: false, loadingOlder: false };
    show(<Thread view={view} onLoadOlder={() => {}} onRetry={() => {}} onDiscard={() => {}} />);
    expect(numbers()).toHaveLength(WINDOW_SIZE);
    expect(numbers().at(-1)).toBe(1000);
  });

  it('goes back through what is loaded before it asks for more', async () => {
    let asked = 0;
    const view = {
      label: 'Messages',
      items: items.slice(0, 150),
      typing: [],
      hasOlder: true,
      loadingOlder: false,
    };
    const { user } = show(
      <Thread
        view={view}
        onLoadOlder={() => {
          asked += 1;
        }}
        onRetry={() => {}}
        onDiscard={() => {}}
      />,
    );
    expect(numbers()[0]).toBe(31);
    await user.click(screen.getByRole('button', { name: 'Load earlier messages' }));
    expect(numbers()[0]).toBe(1);
    expect(asked).toBe(0);
    await user.click(screen.getByRole('button', { name: 'Load earlier messages' }));
    expect(asked).toBe(1);
  });
});

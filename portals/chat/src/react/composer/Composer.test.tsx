import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { expectAccessible, show } from '../testkit/screen';
import { Composer } from './Composer';

function Writing({ onSend, start = '' }: { onSend(text: string): void; start?: string }) {
  const [draft, setDraft] = useState(start);
  return <Composer placeholder="Write…" draft={draft} onDraft={setDraft} onSend={onSend} />;
}

const field = () => screen.getByRole('textbox', { name: 'Message' }) as HTMLTextAreaElement;
const send = () => screen.getByRole('button', { name: 'Send' }) as HTMLButtonElement;

describe('Composer', () => {
  it('sends on Enter and is empty after', async () => {
    const onSend = vi.fn();
    const { user, container } = show(<Writing onSend={onSend} />);
    await user.type(field(), 'Hello{Enter}');
    expect(onSend.mock.calls).toEqual([['Hello']]);
    expect(field().value).toBe('');
    await expectAccessible(container);
  });

  it('starts a new line on Shift+Enter', async () => {
    const onSend = vi.fn();
    const { user } = show(<Writing onSend={onSend} />);
    await user.type(field(), 'a{Shift>}{Enter}{/Shift}b');
    expect(onSend).not.toHaveBeenCalled();
    expect(field().value).toBe('a\nb');
  });

  it('leaves Enter to an input method that is composing a word', () => {
    const onSend = vi.fn();
    show(<Writing onSend={onSend} start="にほん" />);
    fireEvent.keyDown(field(), { key: 'Enter', isComposing: true });
    expect(onSend).not.toHaveBeenCalled();
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(onSend).toHaveBeenCalledOnce();
  });

  it('sends neither nothing nor more than the contract allows', async () => {
    const onSend = vi.fn();
    const { user, unmount } = show(<Writing onSend={onSend} start="   " />);
    expect(send().disabled).toBe(true);
    unmount();
    show(<Writing onSend={onSend} start={'x'.repeat(4001)} />);
    expect(send().disabled).toBe(true);
    expect(screen.getByText('1 character too many')).toBeTruthy();
    await user.type(field(), '{Enter}');
    expect(onSend).not.toHaveBeenCalled();
  });

  it('counts characters as the database does, not UTF-16 units', () => {
    show(<Writing onSend={vi.fn()} start={'🙂'.repeat(4000)} />);
    expect(send().disabled).toBe(false);
  });
});

import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { done, refused } from '../../core/outcome';
import { expectAccessible, show } from '../testkit/screen';
import { DemoSignIns } from './DemoSignIns';
import { SignInForm } from './SignInForm';
import { SignUpForm } from './SignUpForm';

const wrong = refused({
  kind: 'bad_credentials',
  reason: 'Invalid login credentials',
  hint: null,
  code: null,
});

describe('SignInForm', () => {
  it('hands over what was entered', async () => {
    const onSignIn = vi.fn(async () => done(undefined));
    const { user, container } = show(<SignInForm onSignIn={onSignIn} />);
    await user.type(screen.getByLabelText('E-mail'), 'alice@player.example');
    await user.type(screen.getByLabelText('Password'), 'secret words{Enter}');
    expect(onSignIn.mock.calls).toEqual([['alice@player.example', 'secret words']]);
    await expectAccessible(container);
  });

  it('says in its own words what is wrong, and asks nobody when something is missing', async () => {
    const onSignIn = vi.fn(async () => wrong);
    const { user } = show(<SignInForm onSignIn={onSignIn} />);
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(onSignIn).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(screen.getByLabelText('E-mail'));
    await user.type(screen.getByLabelText('E-mail'), 'alice@player.example');
    await user.type(screen.getByLabelText('Password'), 'no{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain('do not match');
  });

  it('shows the password on request', async () => {
    const { user } = show(<SignInForm onSignIn={async () => wrong} />);
    const field = screen.getByLabelText('Password') as HTMLInputElement;
    await user.click(screen.getByRole('button', { name: 'Show password' }));
    expect(field.type).toBe('text');
    await user.click(screen.getByRole('button', { name: 'Hide password' }));
    expect(field.type).toBe('password');
  });
});

describe('SignUpForm', () => {
  it('says what is missing at the field where it is', async () => {
    const onSignUp = vi.fn(async () => done('confirm_email' as const));
    const { user, container } = show(<SignUpForm onSignUp={onSignUp} />);
    await user.type(screen.getByLabelText('Your name'), 'Dana');
    await user.type(screen.getByLabelText('E-mail'), 'dana@player.example');
    await user.type(screen.getByLabelText('Password'), 'short{Enter}');
    const field = screen.getByLabelText('Password');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(field);
    expect(onSignUp).not.toHaveBeenCalled();
    await expectAccessible(container);
    await user.type(field, ' no longer{Enter}');
    expect((await screen.findByRole('status')).textContent).toContain('dana@player.example');
  });
});

describe('DemoSignIns', () => {
  it('signs in with one click', async () => {
    const onSignIn = vi.fn(async () => done(undefined));
    const accounts = [{ name: 'Alice', email: 'alice@player.example' }];
    const { user, container } = show(<DemoSignIns accounts={accounts} password="pw" onSignIn={onSignIn} />);
    await user.click(screen.getByRole('button', { name: /^Sign in as Alice/ }));
    expect(onSignIn.mock.calls).toEqual([['alice@player.example', 'pw']]);
    await expectAccessible(container);
  });
});

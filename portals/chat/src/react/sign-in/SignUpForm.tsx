import { type FormEvent, useRef, useState } from 'react';
import type { SignUp } from '../../core/client';
import type { Outcome, Refusal } from '../../core/outcome';
import { Button } from '../button/Button';
import { TextField } from '../field/TextField';
import { Notice } from '../notice/Notice';
import { texts } from '../text/texts';
import { isEmail } from './isEmail';
import { PasswordField } from './PasswordField';

interface SignUpFormProps {
  onSignUp(account: SignUp): Promise<Outcome<'signed_in' | 'confirm_email'>>;
}

const MIN_PASSWORD = 8;

export function SignUpForm({ onSignUp }: SignUpFormProps) {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [confirm, setConfirm] = useState<string | null>(null);
  const [missing, setMissing] = useState<{ name?: string; email?: string; password?: string }>({});
  const name = useRef<HTMLInputElement>(null);
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const account = {
      display_name: name.current?.value.trim() ?? '',
      email: email.current?.value.trim() ?? '',
      password: password.current?.value ?? '',
    };
    const gaps = {
      ...(account.display_name === '' && { name: texts.signUp.nameMissing }),
      ...(!isEmail(account.email) && { email: texts.signUp.emailInvalid }),
      ...(account.password.length < MIN_PASSWORD && { password: texts.signUp.passwordShort }),
    };
    setMissing(gaps);
    if (gaps.name) return name.current?.focus();
    if (gaps.email) return email.current?.focus();
    if (gaps.password) return password.current?.focus();
    setRefusal(null);
    setBusy(true);
    const outcome = await onSignUp(account);
    setBusy(false);
    if (!outcome.ok) setRefusal(outcome.refusal);
    else if (outcome.value === 'confirm_email') setConfirm(account.email);
  };

  if (confirm !== null) {
    return (
      <div role="status" className="grid gap-1 rounded-2xl bg-accent-soft p-5 animate-rise">
        <p className="font-semibold">{texts.signUp.confirmTitle}</p>
        <p className="text-sm text-muted text-pretty">{texts.signUp.confirm(confirm)}</p>
      </div>
    );
  }

  return (
    <form noValidate className="grid gap-4" onSubmit={submit}>
      {refusal && <Notice>{signUpProblem(refusal)}</Notice>}
      <TextField
        ref={name}
        label={texts.signUp.name}
        name="name"
        autoComplete="name"
        maxLength={60}
        hint={texts.signUp.nameHint}
        error={missing.name}
      />
      <TextField
        ref={email}
        label={texts.signIn.email}
        type="email"
        name="email"
        autoComplete="username"
        inputMode="email"
        error={missing.email}
      />
      <PasswordField
        ref={password}
        autoComplete="new-password"
        hint={texts.signUp.passwordHint}
        error={missing.password}
      />
      <Button type="submit" kind="primary" size="lg" busy={busy} className="mt-1">
        {busy ? texts.signUp.busy : texts.signUp.submit}
      </Button>
    </form>
  );
}

function signUpProblem(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'email_taken':
      return texts.signUp.taken;
    case 'weak_password':
      return texts.signUp.weak;
    case 'network':
    case 'unavailable':
      return texts.signIn.unreachable;
    case 'too_many_requests':
      return texts.signIn.tooMany;
    default:
      return refusal.reason || texts.signUp.failed;
  }
}

import { type FormEvent, useRef, useState } from 'react';
import type { Outcome, Refusal, RefusalKind } from '../../core/outcome';
import { Button } from '../button/Button';
import { TextField } from '../field/TextField';
import { Notice } from '../notice/Notice';
import { texts } from '../text/texts';
import { isEmail } from './isEmail';
import { PasswordField } from './PasswordField';

interface SignInFormProps {
  onSignIn(email: string, password: string): Promise<Outcome<void>>;
  /** A refusal that the page around explains itself. */
  quiet?: RefusalKind | null;
}

export function SignInForm({ onSignIn, quiet = null }: SignInFormProps) {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [missing, setMissing] = useState<{ email?: string; password?: string }>({});
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const address = email.current?.value.trim() ?? '';
    const secret = password.current?.value ?? '';
    const gaps = {
      ...(!isEmail(address) && { email: texts.signUp.emailInvalid }),
      ...(secret === '' && { password: texts.signUp.passwordMissing }),
    };
    setMissing(gaps);
    if (gaps.email) return email.current?.focus();
    if (gaps.password) return password.current?.focus();
    setRefusal(null);
    setBusy(true);
    const outcome = await onSignIn(address, secret);
    setBusy(false);
    if (!outcome.ok) setRefusal(outcome.refusal);
  };

  return (
    <form noValidate className="grid gap-4" onSubmit={submit}>
      {refusal && refusal.kind !== quiet && <Notice>{signInProblem(refusal)}</Notice>}
      <TextField
        ref={email}
        label={texts.signIn.email}
        type="email"
        name="email"
        autoComplete="username"
        inputMode="email"
        error={missing.email}
      />
      <PasswordField ref={password} autoComplete="current-password" error={missing.password} />
      <Button type="submit" kind="primary" size="lg" busy={busy} className="mt-1">
        {busy ? texts.signIn.busy : texts.signIn.submit}
      </Button>
    </form>
  );
}

export function signInProblem(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'bad_credentials':
      return texts.signIn.wrong;
    case 'network':
    case 'unavailable':
      return texts.signIn.unreachable;
    case 'too_many_requests':
      return texts.signIn.tooMany;
    case 'not_staff':
      return texts.staff.refused;
    default:
      return refusal.reason || texts.signIn.failed;
  }
}

import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import type { Outcome } from '../../core/outcome';
import { Avatar } from '../avatar/Avatar';
import { Notice } from '../notice/Notice';
import type { DemoAccount } from '../start/portalConfig';
import { Spinner } from '../state/Spinner';
import { texts } from '../text/texts';
import { signInProblem } from './SignInForm';

interface DemoSignInsProps {
  accounts: readonly DemoAccount[];
  password: string;
  onSignIn(email: string, password: string): Promise<Outcome<void>>;
}

/** The accounts of the demo seed. A server without that seed names none, and this is not shown. */
export function DemoSignIns({ accounts, password, onSignIn }: DemoSignInsProps) {
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const enter = async (email: string) => {
    if (busy) return;
    setProblem(null);
    setBusy(email);
    const outcome = await onSignIn(email, password);
    setBusy(null);
    if (!outcome.ok) setProblem(signInProblem(outcome.refusal));
  };

  return (
    <section aria-label={texts.signIn.demoTitle} className="grid gap-2">
      <h2 className="text-sm font-semibold">{texts.signIn.demoTitle}</h2>
      <p className="text-sm text-muted">{texts.signIn.demoHint(password)}</p>
      {problem && <Notice>{problem}</Notice>}
      <ul className="mt-1 grid grid-cols-1 gap-1.5">
        {accounts.map((account) => (
          <li key={account.email}>
            <button
              type="button"
              onClick={() => enter(account.email)}
              className="group flex w-full items-center gap-3 rounded-2xl border border-line bg-raised px-3 py-2 text-left hover:bg-hover"
            >
              <Avatar name={account.name} size="md" />
              <span className="min-w-0 flex-1">
                <span className="block text-sm font-semibold">
                  <span className="sr-only">{texts.signIn.demoAs}</span> {account.name}
                </span>
                <span className="block truncate text-xs text-muted">{account.email}</span>
              </span>
              <span className="text-faint transition-transform duration-150 group-hover:translate-x-0.5">
                {busy === account.email ? <Spinner /> : <ArrowRight aria-hidden size={16} />}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

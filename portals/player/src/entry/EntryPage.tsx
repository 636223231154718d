import type { ChatClient, PlayerDesk, SignedOutNotice } from '@portalchat/chat';
import { Notice } from '@portalchat/chat/react/notice/Notice.tsx';
import { DemoSignIns } from '@portalchat/chat/react/sign-in/DemoSignIns.tsx';
import { EntryLayout } from '@portalchat/chat/react/sign-in/EntryLayout.tsx';
import { SignInForm } from '@portalchat/chat/react/sign-in/SignInForm.tsx';
import type { PortalConfig } from '@portalchat/chat/react/start/portalConfig.ts';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { lazy, Suspense, useEffect } from 'react';
import { Link, useRoute } from 'wouter';

const SignUpForm = lazy(async () => {
  const module = await import('@portalchat/chat/react/sign-in/SignUpForm.tsx');
  return { default: module.SignUpForm };
});

interface EntryPageProps {
  client: ChatClient<PlayerDesk>;
  demo: PortalConfig['demo'];
  notice: SignedOutNotice | null;
}

const link = 'font-semibold text-accent-text underline underline-offset-4 hover:no-underline';

/** Whatever address one came with stays in the bar, so that signing in leads there. */
export function EntryPage({ client, demo, notice }: EntryPageProps) {
  const [signingUp] = useRoute('/sign-up');
  const title = signingUp ? texts.signUp.title : texts.player.welcome;
  useEffect(() => {
    document.title = `${signingUp ? texts.signUp.title : texts.signIn.title} · ${texts.player.title}`;
  }, [signingUp]);

  return (
    <EntryLayout
      portal={texts.player.title}
      tagline={texts.player.tagline}
      title={title}
      aside={
        demo &&
        !signingUp && (
          <DemoSignIns accounts={demo.players} password={demo.password} onSignIn={client.signIn} />
        )
      }
    >
      {notice === 'session_ended' && (
        <div className="mb-4">
          <Notice tone="info">{texts.account.ended}</Notice>
        </div>
      )}
      {signingUp ? (
        <Suspense fallback={<div className="h-80" />}>
          <SignUpForm onSignUp={client.signUp} />
        </Suspense>
      ) : (
        <SignInForm onSignIn={client.signIn} />
      )}
      <p className="mt-6 text-sm text-muted">
        {signingUp ? texts.signUp.haveAccount : texts.signIn.noAccount}{' '}
        <Link href={signingUp ? '/' : '/sign-up'} className={link}>
          {signingUp ? texts.signUp.toSignIn : texts.signIn.toSignUp}
        </Link>
      </p>
    </EntryLayout>
  );
}

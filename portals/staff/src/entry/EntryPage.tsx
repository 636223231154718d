import type { ChatClient, SignedOutNotice, StaffDesk } from '@portalchat/chat';
import { Notice } from '@portalchat/chat/react/notice/Notice.tsx';
import { DemoSignIns } from '@portalchat/chat/react/sign-in/DemoSignIns.tsx';
import { EntryLayout } from '@portalchat/chat/react/sign-in/EntryLayout.tsx';
import { SignInForm } from '@portalchat/chat/react/sign-in/SignInForm.tsx';
import type { PortalConfig } from '@portalchat/chat/react/start/portalConfig.ts';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { useEffect } from 'react';
import { NotStaff } from './NotStaff';

interface EntryPageProps {
  client: ChatClient<StaffDesk>;
  demo: PortalConfig['demo'];
  notice: SignedOutNotice | null;
}

export function EntryPage({ client, demo, notice }: EntryPageProps) {
  useEffect(() => {
    document.title = `${texts.signIn.title} · ${texts.staff.title}`;
  }, []);
  return (
    <EntryLayout
      portal={texts.staff.title}
      tagline={texts.staff.tagline}
      title={texts.staff.welcome}
      aside={demo && <DemoSignIns accounts={demo.staff} password={demo.password} onSignIn={client.signIn} />}
    >
      {notice === 'not_staff' && <NotStaff />}
      {notice === 'session_ended' && (
        <div className="mb-4">
          <Notice tone="info">{texts.account.ended}</Notice>
        </div>
      )}
      <SignInForm onSignIn={client.signIn} quiet={notice === 'not_staff' ? 'not_staff' : null} />
    </EntryLayout>
  );
}

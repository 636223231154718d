import type { ChatRequest } from '@portalchat/chat';
import { Avatar } from '@portalchat/chat/react/avatar/Avatar.tsx';
import { StatusBadge } from '@portalchat/chat/react/badge/StatusBadge.tsx';
import { Button } from '@portalchat/chat/react/button/Button.tsx';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { Check } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';

const ConfirmDialog = lazy(async () => {
  const module = await import('@portalchat/chat/react/dialog/ConfirmDialog.tsx');
  return { default: module.ConfirmDialog };
});

interface ChatHeaderProps {
  chat: ChatRequest;
  /** The one who helps has the chat open. */
  here: boolean;
  resolving: boolean;
  onResolve(): void;
}

const question = {
  title: texts.player.resolveTitle,
  description: texts.player.resolveText,
  yes: texts.player.resolveYes,
  no: texts.player.resolveNo,
};

export function ChatHeader({ chat, here, resolving, onResolve }: ChatHeaderProps) {
  const [asking, setAsking] = useState(false);
  const taken = chat.status !== 'waiting' && chat.gre_staff_name;
  return (
    <header className="flex min-h-17 items-center gap-3 border-b border-line px-4 py-3 sm:px-5">
      {taken && <Avatar name={taken} here={here && chat.status === 'active'} />}
      <div className="min-w-0 flex-1">
        <h1 className="truncate font-semibold">{chat.subject || texts.player.noSubject}</h1>
        <p className="mt-0.5 flex min-w-0 items-center gap-2 text-sm text-muted">
          <StatusBadge status={chat.status} />
          <span className="truncate" data-testid="helper">
            {chat.status === 'active' && taken
              ? texts.player.takenBy(taken)
              : (texts.category[chat.category] ?? chat.category)}
          </span>
          {chat.status === 'active' && here && (
            <span className="hidden shrink-0 text-active-text sm:inline">{texts.player.here}</span>
          )}
        </p>
      </div>
      {chat.status !== 'resolved' && (
        <Button
          busy={resolving}
          icon={<Check aria-hidden size={16} strokeWidth={2.5} />}
          onClick={() => setAsking(true)}
        >
          {texts.player.resolve}
        </Button>
      )}
      {asking && (
        <Suspense>
          <ConfirmDialog
            open
            view={question}
            onNo={() => setAsking(false)}
            onYes={() => {
              setAsking(false);
              onResolve();
            }}
          />
        </Suspense>
      )}
    </header>
  );
}

import type { ChatRequest, Outcome, Refusal, StaffDesk } from '@portalchat/chat';
import { texts } from '@portalchat/chat/react/text/texts.ts';
import { useState } from 'react';

type Step = 'take' | 'transfer' | 'release' | 'resolve' | 'reopen';

export interface ChatActions {
  /** What is under way; one thing at a time. */
  readonly busy: Step | null;
  /** Why the last step did not happen, in words for the screen. */
  readonly problem: string | null;
  dismiss(): void;
  take(): void;
  transfer(toUserId: string): void;
  release(): void;
  resolve(): void;
  reopen(): void;
}

interface Then {
  onTaken(): void;
  onReopened(): void;
}

export function useChatActions(desk: StaffDesk, chat: ChatRequest | null, then: Then): ChatActions {
  const [busy, setBusy] = useState<Step | null>(null);
  const [failed, setFailed] = useState<{ step: Step; refusal: Refusal } | null>(null);

  const run = async (
    step: Step,
    ask: (chatId: string) => Promise<Outcome<ChatRequest>>,
    after?: () => void,
  ) => {
    if (!chat || busy) return;
    setBusy(step);
    setFailed(null);
    const outcome = await ask(chat.id);
    setBusy(null);
    if (outcome.ok) after?.();
    else setFailed({ step, refusal: outcome.refusal });
  };

  return {
    busy,
    problem: failed && problemText(failed.step, failed.refusal, chat, desk.me.user_id),
    dismiss: () => setFailed(null),
    take: () => void run('take', desk.claim, then.onTaken),
    transfer: (to) => void run('transfer', (id) => desk.transfer(id, to)),
    release: () => void run('release', desk.release),
    resolve: () => void run('resolve', desk.resolve),
    reopen: () => void run('reopen', desk.reopen, then.onReopened),
  };
}

/** Who lost a race reads who won it, as soon as the chat's row says so. */
function problemText(step: Step, refusal: Refusal, chat: ChatRequest | null, myId: string): string {
  if (step === 'take' && refusal.kind === 'conflict') {
    const winner = chat?.gre_staff_id === myId ? null : chat?.gre_staff_name;
    return winner ? texts.staff.takenBy(winner) : refusal.reason || texts.staff.takenByOther;
  }
  if (refusal.kind === 'network' || refusal.kind === 'unavailable') return texts.signIn.unreachable;
  return refusal.reason || (refusal.kind === 'conflict' ? texts.problem.conflict : texts.problem.general);
}

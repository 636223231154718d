import type { StaffDesk } from '@portalchat/chat';

export function DeskShell(_props: { desk: StaffDesk; onSignOut(): void }) {
  return null;
}

import { useKeys } from '@portalchat/chat/react/hooks/useKeys.ts';

/** Escape closes what lies over the rest. */
export function useEscape(active: boolean, close: () => void): void {
  useKeys({ Escape: active ? close : undefined });
}

import { useRef } from 'react';

/**
 * Handlers for a Radix dialog that is opened by state and has no trigger of its own: without them
 * Radix leaves the focus on the page when it closes.
 */
export function useFocusReturn() {
  const opener = useRef<Element | null>(null);
  return {
    onOpenAutoFocus() {
      opener.current = document.activeElement;
    },
    onCloseAutoFocus(event: Event) {
      event.preventDefault();
      if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
    },
  };
}

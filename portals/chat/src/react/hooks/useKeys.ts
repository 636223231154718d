import { useEffect, useRef } from 'react';

export type KeyMap = Record<string, ((event: KeyboardEvent) => void) | undefined>;

/**
 * "ctrl+k", "alt+j", "?". Ctrl and Cmd count as one. With a modifier, letters go by the physical key,
 * because Alt changes what they type.
 */
function nameOf(event: KeyboardEvent): string {
  const held = event.altKey || event.ctrlKey || event.metaKey;
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  const key = held && letter ? letter.toLowerCase() : event.key;
  return `${event.ctrlKey || event.metaKey ? 'ctrl+' : ''}${event.altKey ? 'alt+' : ''}${key}`;
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Page-wide shortcuts. Those without Ctrl or Alt are left to the field that one is typing in. */
export function useKeys(keys: KeyMap): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      const run = latest.current[nameOf(event)];
      if (!run || event.defaultPrevented) return;
      if (!event.ctrlKey && !event.metaKey && !event.altKey && isTyping(event)) return;
      event.preventDefault();
      run(event);
    };
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}

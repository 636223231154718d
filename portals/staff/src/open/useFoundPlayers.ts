import type { KnownPlayer, Outcome } from '@portalchat/chat';
import { useEffect, useState } from 'react';

/** Typing is quicker than asking: the question goes out once it pauses. */
const PAUSE_MS = 150;

/** The players found for a text; null before there is an answer. An answer to an older text is dropped. */
export function useFoundPlayers(
  find: (text: string) => Promise<Outcome<readonly KnownPlayer[]>>,
  text: string,
): readonly KnownPlayer[] | null {
  const [found, setFound] = useState<readonly KnownPlayer[] | null>(null);
  useEffect(() => {
    if (text === '') {
      setFound(null);
      return;
    }
    let current = true;
    const timer = setTimeout(async () => {
      const outcome = await find(text);
      if (current) setFound(outcome.ok ? outcome.value : []);
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [find, text]);
  return found;
}

import type { Undo } from '../store';
import type { Surroundings } from '../surroundings/surroundings';

/** Without a live channel the page asks by itself. */
const UNLIVE_MS = 5_000;
/** With one it asks now and then, in case the channel is live in name only (half-open connections). */
const LIVE_MS = 60_000;

/**
 * When to ask the server without being told to: on `online`, when the tab is shown, and from time to
 * time while it is visible. A hidden tab asks nothing; it catches up when it is shown.
 */
export function watchForCatchUp(
  surroundings: Surroundings,
  isLive: () => boolean,
  catchUp: () => void,
): Undo {
  let online = surroundings.isOnline();
  let visible = surroundings.isVisible();
  let caught_up_at = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const catchUpNow = (): void => {
    caught_up_at = Date.now();
    catchUp();
  };

  const plan = (): void => {
    clearTimeout(timer);
    if (!visible) return;
    timer = setTimeout(look, UNLIVE_MS + Math.random() * (UNLIVE_MS / 2));
  };

  const look = (): void => {
    if (!isLive() || Date.now() - caught_up_at >= LIVE_MS) catchUpNow();
    plan();
  };

  const undo = surroundings.onChange(() => {
    const was_away = !online || !visible;
    online = surroundings.isOnline();
    visible = surroundings.isVisible();
    if (was_away && online && visible) catchUpNow();
    plan();
  });
  plan();

  return () => {
    undo();
    clearTimeout(timer);
  };
}

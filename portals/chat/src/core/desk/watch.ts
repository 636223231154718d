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
  let timer: ReturnType<typeof setTimeout> | undefined;

  const plan = (): void => {
    clearTimeout(timer);
    if (!visible) return;
    const pause = isLive() ? LIVE_MS : UNLIVE_MS;
    timer = setTimeout(
      () => {
        catchUp();
        plan();
      },
      pause + Math.random() * (pause / 2),
    );
  };

  const undo = surroundings.onChange(() => {
    const was_away = !online || !visible;
    online = surroundings.isOnline();
    visible = surroundings.isVisible();
    if (was_away && online && visible) catchUp();
    plan();
  });
  plan();

  return () => {
    undo();
    clearTimeout(timer);
  };
}

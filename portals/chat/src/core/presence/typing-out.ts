/** While somebody types, the other side hears of it this often. */
const REPEAT_MS = 2_000;
/** Without a further keystroke for this long, the pen is down. */
const IDLE_MS = 3_000;

export interface TypingOut {
  set(typing: boolean): void;
  stop(): void;
}

/** Turns keystrokes into few signals: at the first, every two seconds after, and once at the end. */
export function createTypingOut(send: (typing: boolean) => void): TypingOut {
  let told_at = Number.NEGATIVE_INFINITY;
  let typing = false;
  let idle: ReturnType<typeof setTimeout> | undefined;

  const end = (): void => {
    clearTimeout(idle);
    if (!typing) return;
    typing = false;
    told_at = Number.NEGATIVE_INFINITY;
    send(false);
  };

  return {
    set(next) {
      if (!next) {
        end();
        return;
      }
      typing = true;
      clearTimeout(idle);
      idle = setTimeout(end, IDLE_MS);
      if (Date.now() - told_at < REPEAT_MS) return;
      told_at = Date.now();
      send(true);
    },
    stop: end,
  };
}

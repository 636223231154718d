export interface Coalesced {
  (): void;
  cancel(): void;
}

/**
 * Runs at once when it was quiet, and at most once per `interval_ms` in a storm: a busy queue changes
 * many times in the time of one frame, and nobody can see more than one of them.
 */
export function coalesce(run: () => void, interval_ms: number): Coalesced {
  let last = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const fire = (): void => {
    timer = undefined;
    last = Date.now();
    run();
  };

  const call = (): void => {
    if (timer !== undefined) return;
    const wait = last + interval_ms - Date.now();
    if (wait <= 0) fire();
    else timer = setTimeout(fire, wait);
  };

  return Object.assign(call, {
    cancel: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  });
}

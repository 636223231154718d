import { PLACE_OR_BEYOND, type QueueStatus } from '@portalchat/chat';
import { texts } from '@portalchat/chat/react/text/texts.ts';

export interface QueueWords {
  readonly title: string;
  /** Beside how long one has waited: how long it may still take, or which place is kept. Null where that is not known. */
  readonly aside: string | null;
  readonly text: string;
}

/** What a waiting player is told. What is not known is not said. */
export function queueWords(queue: QueueStatus | null): QueueWords {
  const t = texts.player;
  if (queue !== null && !queue.on_duty) {
    const kept = queue.place === null || queue.place === PLACE_OR_BEYOND ? null : t.keptPlace(queue.place);
    return { title: t.nobodyHereTitle, aside: kept, text: t.nobodyHere };
  }
  return {
    title: placeWords(queue?.place ?? null),
    aside: timeWords(queue?.estimated_wait_seconds ?? null),
    text: t.waiting,
  };
}

function placeWords(place: number | null): string {
  if (place === null) return texts.player.waitingTitle;
  if (place === 1) return texts.player.next;
  return place < PLACE_OR_BEYOND ? texts.player.place(place) : texts.player.placeBeyond(PLACE_OR_BEYOND - 1);
}

/** In minutes: seconds would promise what nobody can keep. */
function timeWords(seconds: number | null): string | null {
  if (seconds === null) return null;
  if (seconds === 0) return texts.player.longerThanUsual;
  return seconds < 60 ? texts.player.lessThanAMinute : texts.player.aboutMinutes(Math.ceil(seconds / 60));
}

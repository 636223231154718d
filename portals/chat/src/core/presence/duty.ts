import type { DeskParts } from '../desk/desk-parts';
import { coalesce } from '../sync/coalesce';

/** A word holds for 90 s; browsers let a hidden tab say it once a minute at least. */
const EVERY_MS = 30_000;
/** However often it is asked for: the database remembers one in ten seconds. */
const AT_MOST_EVERY_MS = 10_000;

/** Says that this GRE is at work for as long as his desk is open, so that players can be told when nobody is. */
export function reportDuty({ backend, catchUp }: Pick<DeskParts, 'backend' | 'catchUp'>) {
  const report = coalesce(() => void backend.reportDuty(true), AT_MOST_EVERY_MS);
  const timer = setInterval(report, EVERY_MS);
  // Back from a sleep or a gap in the network.
  const undo = catchUp.on(report);

  return {
    /** With `leaving` players hear of it at once, else when the last word has run out. */
    stop(leaving: boolean): void {
      clearInterval(timer);
      report.cancel();
      undo();
      if (leaving) void backend.reportDuty(false);
    },
  };
}

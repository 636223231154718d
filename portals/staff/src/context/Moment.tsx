import { dateAndTime, whenShort } from '@portalchat/chat/react/format/clock.ts';
import { duration } from '@portalchat/chat/react/format/elapsed.ts';
import { Detail } from './Detail';

interface MomentProps {
  label: string;
  at: string | null;
  /** Where it counts how long it took: since when. */
  since?: string;
}

export function Moment({ label, at, since }: MomentProps) {
  if (at === null) return <Detail label={label}>–</Detail>;
  return (
    <Detail label={label}>
      <time dateTime={at} title={dateAndTime(new Date(at))} className="tabular-nums">
        {whenShort(new Date(at), new Date())}
      </time>
      {since && (
        <span className="ml-1.5 font-normal whitespace-nowrap tabular-nums text-faint">
          +{duration(Date.parse(at) - Date.parse(since))}
        </span>
      )}
    </Detail>
  );
}

import { Fragment, memo } from 'react';
import { Avatar } from '../avatar/Avatar';
import { cx } from '../cx';
import { timeOfDay } from '../format/clock';
import { texts } from '../text/texts';
import { Bubble } from './Bubble';
import { DeliveryNote } from './DeliveryNote';
import type { GroupItem } from './threadItems';

interface MessageGroupProps {
  group: GroupItem;
  onRetry(messageId: string): void;
  onDiscard(messageId: string): void;
}

/** What one person wrote within one minute, under one name and time. */
export const MessageGroup = memo(function MessageGroup({ group, onRetry, onDiscard }: MessageGroupProps) {
  const name = group.name ?? texts.thread.you;
  const last = group.messages.at(-1);
  return (
    <div className={cx('flex gap-2.5 py-1.5', group.own ? 'justify-end pl-10' : 'pr-10')}>
      {!group.own && (
        <div className="pt-5">
          <Avatar name={name} size="sm" />
        </div>
      )}
      <div className="min-w-0 flex-1">
        <p className={cx('mb-1 px-1 text-xs text-faint', group.own && 'text-right')}>
          <span className={group.name === null ? 'sr-only' : 'font-semibold text-muted'}>{name}</span>{' '}
          <time dateTime={group.at.toISOString()} className="tabular-nums">
            {timeOfDay(group.at)}
          </time>
        </p>
        <div className="grid gap-0.5">
          {group.messages.map((message) => (
            <Fragment key={message.id}>
              <Bubble message={message} own={group.own} side={group.side} />
              {message.delivery === 'failed' && (
                <DeliveryNote message={message} onRetry={onRetry} onDiscard={onDiscard} />
              )}
            </Fragment>
          ))}
        </div>
        {last?.delivery && last.delivery !== 'failed' && (
          <DeliveryNote message={last} onRetry={onRetry} onDiscard={onDiscard} />
        )}
      </div>
    </div>
  );
}, sameGroup);

/** Groups are made anew with each change of the thread; most are as they were. */
function sameGroup(a: MessageGroupProps, b: MessageGroupProps): boolean {
  if (a.onRetry !== b.onRetry || a.onDiscard !== b.onDiscard) return false;
  const before = a.group;
  const after = b.group;
  return (
    before.key === after.key &&
    before.name === after.name &&
    before.messages.length === after.messages.length &&
    before.messages.every((message, i) => {
      const other = after.messages[i];
      return message.id === other?.id && message.delivery === other.delivery && message.no === other.no;
    })
  );
}

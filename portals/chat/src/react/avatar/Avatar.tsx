import type { CSSProperties } from 'react';
import { cx } from '../cx';
import './avatar.css';
import { hueOf, initialsOf } from './initials';

interface AvatarProps {
  name: string;
  size?: 'sm' | 'md' | 'lg';
  /** A dot that says the person is here. The words that say so stand elsewhere. */
  here?: boolean;
  /** The red ring of a player who has waited too long. */
  urgent?: boolean;
}

const sizes = { sm: 'size-7 text-[0.6875rem]', md: 'size-9 text-[0.8125rem]', lg: 'size-14 text-lg' };

/** Decoration beside a written name: its letters are style, not text that could be read or found. */
export function Avatar({ name, size = 'md', here = false, urgent = false }: AvatarProps) {
  return (
    <span
      aria-hidden
      className="relative inline-block shrink-0"
      style={{ '--hue': hueOf(name) } as CSSProperties}
    >
      <span
        data-initials={initialsOf(name)}
        className={cx(
          'avatar grid place-items-center rounded-full font-semibold tracking-wide select-none',
          sizes[size],
          urgent && 'avatar-urgent',
        )}
      />
      {here && (
        <span className="absolute -right-0.5 -bottom-0.5 size-3 rounded-full border-2 border-surface bg-active-dot" />
      )}
    </span>
  );
}

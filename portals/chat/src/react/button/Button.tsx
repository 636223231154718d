import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { cx } from '../cx';
import { Spinner } from '../state/Spinner';

type Kind = 'primary' | 'secondary' | 'quiet' | 'danger';
type Size = 'sm' | 'md' | 'lg';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: Kind;
  size?: Size;
  /** Shows a spinner and ignores further clicks; the button keeps its focus. */
  busy?: boolean;
  icon?: ReactNode;
}

const kinds: Record<Kind, string> = {
  primary: 'bg-accent text-accent-ink hover:bg-accent-hover shadow-card',
  secondary: 'bg-raised text-ink border border-line hover:bg-hover shadow-card',
  quiet: 'text-muted hover:bg-hover hover:text-ink',
  danger: 'bg-danger text-danger-ink hover:opacity-90 shadow-card',
};

const sizes: Record<Size, string> = {
  sm: 'h-8 px-3 text-[0.8125rem] rounded-lg gap-1.5 pointer-coarse:h-10',
  md: 'h-10 px-4 text-sm rounded-xl gap-2 pointer-coarse:h-11',
  lg: 'h-12 px-5 text-base rounded-2xl gap-2',
};

export function Button({
  kind = 'secondary',
  size = 'md',
  busy = false,
  icon,
  children,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={cx(
        'inline-flex shrink-0 items-center justify-center font-semibold whitespace-nowrap select-none',
        'transition-[background-color,color,opacity,transform] duration-150 active:translate-y-px',
        'disabled:opacity-50 disabled:pointer-events-none',
        kinds[kind],
        sizes[size],
        className,
      )}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  );
}

import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { cx } from '../cx';

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** Said by screen readers and shown on hover. */
  label: string;
  icon: ReactNode;
  /** The key that does the same, shown with the label. */
  keys?: string;
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ label, icon, keys, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={keys ? `${label} (${keys})` : label}
      {...rest}
      className={cx(
        'inline-grid size-9 shrink-0 place-items-center rounded-xl text-muted transition-colors duration-150',
        'hover:bg-hover hover:text-ink disabled:opacity-40 disabled:pointer-events-none',
        'aria-expanded:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent-text pointer-coarse:size-11',
        className,
      )}
    >
      {icon}
    </button>
  );
}

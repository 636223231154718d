import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
}

/** There is nothing here, and that is fine. */
export function EmptyState({ icon, title, children }: EmptyStateProps) {
  return (
    <div className="grid place-items-center gap-1 px-8 py-12 text-center animate-fade">
      <div
        aria-hidden
        className="mb-3 grid size-14 place-items-center rounded-2xl bg-accent-soft text-accent-text"
      >
        {icon}
      </div>
      <p className="font-semibold text-balance">{title}</p>
      {children && <div className="max-w-[34ch] text-sm text-muted text-pretty">{children}</div>}
    </div>
  );
}

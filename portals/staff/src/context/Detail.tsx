import type { ReactNode } from 'react';

export function Section({ children }: { children: ReactNode }) {
  return <dl className="grid gap-2.5 border-t border-line px-5 py-4 text-sm">{children}</dl>;
}

export function Detail({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[6.5rem_minmax(0,1fr)] items-baseline gap-2">
      <dt className="text-faint">{label}</dt>
      <dd className="min-w-0 font-medium wrap-anywhere">{children}</dd>
    </div>
  );
}

import type { ReactNode } from 'react';
import { Mark } from '../brand/Mark';
import { texts } from '../text/texts';
import './entry.css';

interface EntryLayoutProps {
  portal: string;
  tagline: string;
  title: string;
  children: ReactNode;
  /** Beside the form on a wide screen, below it on a phone. */
  aside?: ReactNode;
}

/** The page in front of a portal: its name, one form, and what else helps to get in. */
export function EntryLayout({ portal, tagline, title, children, aside }: EntryLayoutProps) {
  return (
    <div className="entry">
      <main className="entry-card">
        <div className="entry-form">
          <p className="flex items-center gap-2.5">
            <Mark size={30} />
            <span className="text-[0.9375rem] font-semibold">{texts.product}</span>
            <span className="rounded-full bg-accent-soft px-2 py-0.5 text-xs font-semibold text-accent-text">
              {portal}
            </span>
          </p>
          <div className="mt-8 mb-6">
            <h1 className="text-[1.75rem] leading-tight font-bold tracking-tight text-balance">{title}</h1>
            <p className="mt-1.5 text-muted text-pretty">{tagline}</p>
          </div>
          {children}
        </div>
        {aside && <div className="entry-aside">{aside}</div>}
      </main>
    </div>
  );
}

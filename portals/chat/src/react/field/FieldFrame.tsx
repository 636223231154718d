import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { texts } from '../text/texts';

interface FieldFrameProps {
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  optional?: boolean | undefined;
  children: ReactNode;
}

/** A field's label above it and its one note below it: the error if there is one, else the hint. */
export function FieldFrame({ id, label, hint, error, optional, children }: FieldFrameProps) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
        {optional && <span className="font-normal text-faint"> ({texts.common.optional})</span>}
      </label>
      {children}
      {error ? (
        <p id={`${id}-note`} className="flex items-center gap-1.5 text-sm font-medium text-danger-text">
          <CircleAlert aria-hidden size={15} className="shrink-0" />
          {error}
        </p>
      ) : (
        hint && (
          <p id={`${id}-note`} className="text-sm text-faint">
            {hint}
          </p>
        )
      )}
    </div>
  );
}

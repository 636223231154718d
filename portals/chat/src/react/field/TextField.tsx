import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from 'react';
import { cx } from '../cx';
import { FieldFrame } from './FieldFrame';
import { fieldStyle } from './fieldStyle';

interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  optional?: boolean;
  /** A control inside the right edge, such as "show password". */
  trailing?: ReactNode;
  ref?: Ref<HTMLInputElement>;
}

export function TextField({ label, hint, error, optional, trailing, className, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} optional={optional}>
      <div className="relative">
        <input
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={error || hint ? `${id}-note` : undefined}
          className={cx(fieldStyle, 'h-11', trailing != null && 'pr-12', className)}
          {...rest}
        />
        {trailing != null && (
          <div className="absolute inset-y-0 right-1 grid place-items-center">{trailing}</div>
        )}
      </div>
    </FieldFrame>
  );
}

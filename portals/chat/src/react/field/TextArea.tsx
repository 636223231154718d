import { type Ref, type TextareaHTMLAttributes, useId } from 'react';
import { cx } from '../cx';
import { FieldFrame } from './FieldFrame';
import { fieldStyle } from './fieldStyle';

interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  optional?: boolean;
  ref?: Ref<HTMLTextAreaElement>;
}

export function TextArea({ label, hint, error, optional, className, ...rest }: TextAreaProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} optional={optional}>
      <textarea
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || hint ? `${id}-note` : undefined}
        className={cx(
          fieldStyle,
          'field-sizing-content max-h-72 min-h-28 resize-none py-2.5 leading-relaxed',
          className,
        )}
        {...rest}
      />
    </FieldFrame>
  );
}

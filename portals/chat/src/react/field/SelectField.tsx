import { ChevronDown } from 'lucide-react';
import { type SelectHTMLAttributes, useId } from 'react';
import { cx } from '../cx';
import { FieldFrame } from './FieldFrame';
import { fieldStyle } from './fieldStyle';

interface SelectFieldProps extends SelectHTMLAttributes<HTMLSelectElement> {
  label: string;
  options: readonly { value: string; label: string }[];
}

/** The browser's own list: it is the best one on a phone, and by keyboard. */
export function SelectField({ label, options, className, ...rest }: SelectFieldProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label}>
      <div className="relative">
        <select id={id} className={cx(fieldStyle, 'h-11 appearance-none pr-9', className)} {...rest}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden
          size={16}
          className="pointer-events-none absolute top-3.5 right-3 text-faint"
        />
      </div>
    </FieldFrame>
  );
}

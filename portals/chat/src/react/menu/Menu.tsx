import * as Radix from '@radix-ui/react-dropdown-menu';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';

interface MenuProps {
  /** The button that opens it. */
  trigger: ReactNode;
  side?: 'top' | 'bottom' | 'right';
  align?: 'start' | 'end';
  children: ReactNode;
}

/** Stays where its button is in the page, so that it belongs to the same landmark. */
export function Menu({ trigger, side = 'bottom', align = 'end', children }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Content
        side={side}
        align={align}
        sideOffset={8}
        collisionPadding={12}
        className="z-50 min-w-56 rounded-2xl border border-line bg-raised p-1.5 shadow-pop animate-rise"
      >
        {children}
      </Radix.Content>
    </Radix.Root>
  );
}

const item =
  'flex w-full cursor-pointer items-center gap-2.5 rounded-xl px-3 py-2 text-sm outline-none select-none data-highlighted:bg-hover data-disabled:opacity-45 pointer-coarse:py-3';

interface MenuItemProps {
  icon?: ReactNode;
  children: ReactNode;
  onSelect(): void;
}

export function MenuItem({ icon, children, onSelect }: MenuItemProps) {
  return (
    <Radix.Item className={item} onSelect={onSelect}>
      <span aria-hidden className="grid w-4 place-items-center text-muted">
        {icon}
      </span>
      {children}
    </Radix.Item>
  );
}

interface MenuChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange(value: T): void;
}

/** One of several, with a tick at the one in force. */
export function MenuChoice<T extends string>({ label, value, options, onChange }: MenuChoiceProps<T>) {
  return (
    <Radix.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
      <Radix.Label className="px-3 pt-2 pb-1 text-xs font-semibold text-faint">{label}</Radix.Label>
      {options.map((option) => (
        <Radix.RadioItem
          key={option.value}
          value={option.value}
          className={item}
          onSelect={(event) => event.preventDefault()}
        >
          <span aria-hidden className="grid w-4 place-items-center text-accent-text">
            {option.value === value && <Check size={15} strokeWidth={2.5} />}
          </span>
          {option.label}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuLine() {
  return <Radix.Separator className="mx-2 my-1.5 h-px bg-line" />;
}

export function MenuHeading({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-3 py-2">{children}</Radix.Label>;
}

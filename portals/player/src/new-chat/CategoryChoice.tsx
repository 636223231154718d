import { texts } from '@portalchat/chat/react/text/texts.ts';
import { CircleHelp, CreditCard, Dices, Gift, ShieldCheck, UserRound } from 'lucide-react';

const icons = {
  support: CircleHelp,
  account: UserRound,
  payments: CreditCard,
  bonuses: Gift,
  games: Dices,
  limits: ShieldCheck,
};

interface CategoryChoiceProps {
  value: string;
  onChange(category: string): void;
}

/** Radio buttons that look like tiles: one tap with the thumb, arrow keys on a keyboard. */
export function CategoryChoice({ value, onChange }: CategoryChoiceProps) {
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-medium">{texts.player.topic}</legend>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-3">
        {Object.entries(icons).map(([category, Icon]) => (
          <label
            key={category}
            className="flex min-h-12 items-center gap-2.5 rounded-2xl border border-line bg-raised px-3.5 text-sm font-medium transition-colors duration-150 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-text has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name="category"
              value={category}
              checked={value === category}
              onChange={() => onChange(category)}
              className="sr-only"
            />
            <Icon aria-hidden size={18} strokeWidth={1.9} className="shrink-0 opacity-80" />
            {texts.category[category]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

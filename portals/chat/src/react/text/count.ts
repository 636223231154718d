import { MOST_COUNTED } from '../../core/lists/counted';

const rules = new Intl.PluralRules('en');
const digits = new Intl.NumberFormat('en');

/** The right form for a number, with `#` replaced by it. */
export function count(n: number, forms: { one: string; other: string }): string {
  const form = rules.select(n) === 'one' ? forms.one : forms.other;
  return form.replace('#', digits.format(n));
}

/** A number by itself; `MORE_THAN_COUNTED` as what it is certain to be more than. */
export const number = (n: number): string =>
  Number.isFinite(n) ? digits.format(n) : `${digits.format(MOST_COUNTED)}+`;

const rules = new Intl.PluralRules('en');
const digits = new Intl.NumberFormat('en');

/** The right form for a number, with `#` replaced by it. */
export function count(n: number, forms: { one: string; other: string }): string {
  const form = rules.select(n) === 'one' ? forms.one : forms.other;
  return form.replace('#', digits.format(n));
}

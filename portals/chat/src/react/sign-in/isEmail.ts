/** Good enough to catch a slip; whether it exists, only the mail knows. */
export const isEmail = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(text);

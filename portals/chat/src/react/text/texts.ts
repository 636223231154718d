import { en } from './en';

/** The shape that every language's catalogue has. */
export type Texts = typeof en;

/** The catalogue in use. It is chosen once, when the page loads; nothing re-renders for it. */
export const texts: Texts = en;

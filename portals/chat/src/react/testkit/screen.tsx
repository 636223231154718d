import { cleanup, configure, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import type { ReactElement } from 'react';
import { afterEach, expect } from 'vitest';

afterEach(cleanup);

// Parts that are fetched when first wanted take a while on a busy machine; nobody waits longer than needed.
configure({ asyncUtilTimeout: 30_000 });

// What jsdom does not have: a wide screen with a mouse, and scrolling.
window.matchMedia ??= (media: string) =>
  ({
    media,
    matches: media.includes('min-width'),
    addEventListener() {},
    removeEventListener() {},
  }) as unknown as MediaQueryList;
globalThis.CSS ??= { escape: (text: string) => text.replace(/[^\w-]/g, '\\$&') } as typeof CSS;
Element.prototype.scrollTo ??= () => {};
Element.prototype.scrollIntoView ??= () => {};
Element.prototype.hasPointerCapture ??= () => false;

/** Shows an element; the user in the answer types and clicks. */
export function show(element: ReactElement) {
  const user = userEvent.setup({ delay: null });
  return { user, ...render(element) };
}

/** Axe, without what jsdom cannot compute (colours); those are checked in a real browser. */
export async function expectAccessible(container: Element): Promise<void> {
  const { violations } = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

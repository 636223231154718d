/// <reference types="vite/client" />
import { expect, test } from 'vitest';
import spec from '../../../../docs/spec/portal.md?raw';

const sources = import.meta.glob<string>(['../**/*.test.ts', '../**/*.test.tsx', '../../test/**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

const ids = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map((match) => match[1]))].sort();

test('every rule of docs/spec/portal.md is quoted by a test, and no test quotes a rule that is not there', () => {
  const quoted = ids(Object.values(sources).join('\n'), /\[(PC\d+)\]/g);

  expect(quoted).toEqual(ids(spec, /\*\*(PC\d+)\*\*/g));
});

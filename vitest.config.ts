import { defineConfig } from 'vitest/config';

// The core runs without a DOM, and its tests keep it so; what is React runs in jsdom.
export default defineConfig({
  test: {
    // supabase-js says on Node 20 that it would rather run on 22; the portals run in browsers.
    onConsoleLog: (log) => (log.includes('Node.js 20 and below are deprecated') ? false : undefined),
    projects: [
      {
        test: {
          name: 'core',
          root: 'portals/chat',
          include: ['src/core/**/*.test.ts', 'src/testing/**/*.test.ts'],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'react',
          root: 'portals/chat',
          include: ['src/react/**/*.test.{ts,tsx}'],
          environment: 'jsdom',
          // Axe over a whole screen takes its time on a busy machine.
          testTimeout: 60_000,
        },
      },
      'portals/{player,staff}/vite.config.ts',
    ],
  },
});

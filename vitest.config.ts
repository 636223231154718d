import { defineConfig } from 'vitest/config';

// The core runs without a DOM, and its tests keep it so; what is React runs in jsdom.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'core',
          root: 'portals/chat',
          include: ['src/core/**/*.test.ts', 'src/testing/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'react',
          root: 'portals/chat',
          include: ['src/react/**/*.test.{ts,tsx}'],
          environment: 'jsdom',
        },
      },
      'portals/{player,staff}/vite.config.ts',
    ],
  },
});

import { defineConfig } from 'vitest/config';

// The client against the real server, which is started for it; apart from the other tests because it
// needs the server to be built.
export default defineConfig({
  test: {
    name: 'chat client on the real server',
    include: ['test/**/*.server.test.ts'],
    globalSetup: 'test/server.ts',
    testTimeout: 300_000,
    onConsoleLog: (log) => (log.includes('Node.js 20 and below are deprecated') ? false : undefined),
  },
});

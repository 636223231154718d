import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { loadEnv } from 'vite';
import { defineConfig } from 'vitest/config';

export default defineConfig(({ mode }) => {
  // Where a running server answers while the portal is developed with `npm run dev`.
  const server = loadEnv(mode, '.', 'PORTALCHAT_').PORTALCHAT_URL ?? 'http://127.0.0.1:8080';
  return {
    base: '/staff/',
    plugins: [react(), tailwindcss()],
    build: {
      target: ['chrome111', 'safari16.4', 'firefox128'],
      modulePreload: { polyfill: false },
      rolldownOptions: {
        output: {
          // What changes rarely keeps its name over our releases, and so stays in people's caches.
          codeSplitting: {
            groups: [
              { name: 'supabase', test: /node_modules[/]@supabase/ },
              { name: 'react', test: /node_modules[/](react|react-dom|scheduler)[/]/ },
            ],
          },
        },
      },
    },
    test: { name: 'staff', environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}'], testTimeout: 60_000 },
    server: { host: '127.0.0.1', port: 5172, proxy: { '/portal-config.json': server } },
  };
});

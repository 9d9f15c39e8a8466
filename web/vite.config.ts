import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

/** The page that `casus serve` sends. Built files go into the Python package, so that no user needs Node. */
export default defineConfig({
  base: '/',
  plugins: [preact()],
  resolve: { alias: { '#bundled': '/src/bundled/served.ts' } },
  worker: { format: 'es' },
  build: {
    outDir: '../src/casus/web/static',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1600,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8765' } },
});

import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

/** The shared copy: one classic script and one sheet with everything inside, for a file that opens from `file://`. */
export default defineConfig({
  plugins: [preact()],
  resolve: { alias: { '#bundled': '/src/bundled/shared.ts' } },
  publicDir: false,
  build: {
    outDir: '../src/casus/web/static',
    emptyOutDir: false,
    target: 'es2022',
    assetsInlineLimit: () => true,
    cssCodeSplit: false,
    chunkSizeWarningLimit: 4000,
    lib: { entry: 'src/share.tsx', formats: ['iife'], name: 'casus', fileName: () => 'share.js', cssFileName: 'share' },
  },
  define: { 'process.env.NODE_ENV': '"production"' },
});

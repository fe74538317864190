import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, loadEnv } from 'vite'

const fromRoot = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

export default defineConfig(({ mode }) => ({
  plugins: [react()],
  resolve: {
    alias: [
      { find: /^#contract\/(.+)$/, replacement: `${fromRoot('src/features')}/$1/contract.ts` },
      { find: /^#domain\/(.+)$/, replacement: `${fromRoot('src/domain')}/$1/index.ts` },
    ],
  },
  build: {
    outDir: fromRoot('dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    // The policy forbids inline scripts and data: modules; everything is a file of our own.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // The budget is 350 KB of compressed script at first load, not the size of one file.
    chunkSizeWarningLimit: 800,
  },
  server: {
    proxy: {
      // Where the API listens while `vite web` serves the pages; the built pages come from the API's own server.
      '/api': loadEnv(mode, fromRoot('.'), 'DUOYUAN_')['DUOYUAN_API'] ?? 'http://127.0.0.1:8080',
    },
  },
}))

import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, loadEnv, type Plugin } from 'vite'

const fromRoot = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** Compresses once at build what the server would otherwise compress for every visitor. */
function compressed(folder: string): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async closeBundle() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true })
      for (const entry of entries) {
        if (!entry.isFile() || !/\.(js|css|html|svg|json)$/.test(entry.name)) continue
        const file = join(entry.parentPath, entry.name)
        const content = await readFile(file)
        if (content.length < 1024) continue
        await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 }))
        await writeFile(`${file}.br`, await promisify(brotliCompress)(content))
      }
    },
  }
}

export default defineConfig(({ mode }) => ({
  plugins: [react(), compressed(fromRoot('dist/web'))],
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

import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from 'playwright-core'

const CANDIDATES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

export function findChromium(): string | null {
  return CANDIDATES.find((path) => path !== undefined && existsSync(path)) ?? null
}

/** A browser with a profile of its own that is gone afterwards. */
export async function openBrowser(
  options: { width?: number; height?: number; locale?: string } = {},
): Promise<{ context: BrowserContext; close: () => Promise<void> }> {
  const executablePath = findChromium()
  if (executablePath === null)
    throw new Error('No Chromium found; set CHROMIUM or install it (npm test says how)')
  const profile = await mkdtemp(join(tmpdir(), 'duoyuan-browser-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    // Without a locale of UTF-8, as in an emptied environment, it calls every file with a Chinese name `download`.
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
    headless: true,
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    locale: options.locale ?? 'zh-CN',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  return {
    context,
    close: async () => {
      await context.close()
      await rm(profile, { recursive: true, force: true })
    },
  }
}

import { readFile } from 'node:fs/promises'
import { unzipSync } from 'fflate'
import type { Locator, Page } from 'playwright-core'

/** Follows a link that downloads; answers the file's name and bytes. */
export async function download(page: Page, link: Locator): Promise<{ name: string; bytes: Uint8Array }> {
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()])
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}

/** The words of a .docx: paragraphs in order, and the rows of its tables with their cells. */
export function readDocx(bytes: Uint8Array): { paragraphs: string[]; rows: string[][] } {
  const body = unzipSync(bytes)['word/document.xml']
  if (body === undefined) throw new Error('no word/document.xml in the file')
  const xml = new TextDecoder().decode(body)
  const partsOf = (text: string, element: string): string[] =>
    [...text.matchAll(new RegExp(`<w:${element}[ >].*?</w:${element}>`, 'gs'))].map(([part]) => part)
  const words = (text: string): string => partsOf(text, 't').map(withoutMarkup).join('')
  return {
    paragraphs: partsOf(xml, 'p').map(words),
    rows: partsOf(xml, 'tr').map((row) => partsOf(row, 'tc').map(words)),
  }
}

function withoutMarkup(xml: string): string {
  return xml
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
}

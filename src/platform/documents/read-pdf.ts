import { constants, inflateSync } from 'node:zlib'
import { getDocumentProxy } from 'unpdf'
import { accepted, refused, type Outcome } from '#domain/kernel'
import type { ReadDocument } from './read-document.ts'

const MAX_PAGES = 3000
/** What all compressed streams may unpack to: pdf.js holds each in memory as a whole. */
const MAX_UNPACKED_BYTES = 300 * 1024 * 1024
/** A stream may be packed several times over. */
const MAX_LAYERS = 4

interface PrintedLine {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly height: number
}

/**
 * The text layer of a PDF with wrapped lines joined into paragraphs again: a line goes on when it reaches the right margin
 * and the next one is not indented. Lone page numbers are left out, because they stand in the middle of sentences.
 */
export async function readPdf(bytes: Uint8Array): Promise<Outcome<ReadDocument>> {
  if (!unpacksWithinBounds(bytes)) return refused({ code: 'documents.damaged' })
  try {
    // pdf.js takes the buffer over, so it gets its own.
    const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
    try {
      if (pdf.numPages > MAX_PAGES)
        return refused({ code: 'documents.too_long', params: { pages: pdf.numPages, limit: MAX_PAGES } })
      const lines: PrintedLine[] = []
      for (let number = 1; number <= pdf.numPages; number++) {
        const page = await pdf.getPage(number)
        const { items } = await page.getTextContent()
        lines.push(...printedLines(items).filter((line) => !isPageNumber(line.text)))
        page.cleanup()
      }
      const text = joinParagraphs(lines)
      if (text.trim() === '') return refused({ code: 'documents.no_text_layer' })
      return accepted({ text, mediaType: 'application/pdf', encoding: 'none', unreadable: 0 })
    } finally {
      await pdf.cleanup()
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException')
      return refused({ code: 'documents.password' })
    return refused({
      code: 'documents.damaged',
      params: { reason: error instanceof Error ? error.message : '' },
    })
  }
}

interface TextItem {
  readonly str: string
  readonly width: number
  readonly height: number
  readonly hasEOL: boolean
  readonly transform: readonly number[]
}

function isTextItem(item: object): item is TextItem {
  return 'str' in item && 'transform' in item
}

/** Items on the same base line are one printed line; a gap wider than two characters is a column of a table: a tab. */
function printedLines(items: readonly object[]): PrintedLine[] {
  const lines: PrintedLine[] = []
  let parts: { text: string; left: number; right: number; base: number; height: number }[] = []
  const close = () => {
    const filled = parts.filter((part) => part.text.trim() !== '')
    const first = filled[0]
    if (first !== undefined) {
      let text = ''
      let right = first.left
      for (const part of filled) {
        const gap = part.left - right
        if (text !== '' && gap > part.height * 2) text += '\t'
        else if (text !== '' && gap > part.height * 0.4 && needsSpace(text, part.text)) text += ' '
        text += part.text
        right = Math.max(right, part.right)
      }
      lines.push({ text: text.trimEnd(), left: first.left, right, height: first.height })
    }
    parts = []
  }
  for (const item of items) {
    if (!isTextItem(item)) continue
    const [, , , scale = 0, left = 0, base = 0] = item.transform
    const height = item.height > 0 ? item.height : Math.abs(scale)
    const last = parts.at(-1)
    if (last !== undefined && Math.abs(last.base - base) > Math.max(2, height * 0.5)) close()
    parts.push({ text: item.str, left, right: left + item.width, base, height })
  }
  close()
  return lines
}

function needsSpace(before: string, after: string): boolean {
  return /[\w.,;]$/.test(before) && /^\w/.test(after)
}

function isPageNumber(text: string): boolean {
  return /^[-—–\s]*(第\s*)?\d{1,4}(\s*页)?[-—–\s]*$/.test(text)
}

function joinParagraphs(lines: readonly PrintedLine[]): string {
  const left = mostCommon(lines.map((line) => Math.round(line.left)))
  const right = Math.max(0, ...lines.map((line) => line.right))
  const paragraphs: string[] = []
  let open = false
  for (const line of lines) {
    const indented = line.left > left + line.height * 0.8
    const row = line.text.includes('\t')
    if (open && !indented && !row) paragraphs.push(`${paragraphs.pop() ?? ''}${line.text.trimStart()}`)
    else paragraphs.push(line.text)
    open = !row && line.right > right - line.height * 2.2
  }
  return paragraphs.join('\n')
}

function mostCommon(values: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 0
}

/** Unpacks each Flate stream once with a budget, so that a bomb is refused before pdf.js holds it. */
function unpacksWithinBounds(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let budget = MAX_UNPACKED_BYTES
  for (let at = file.indexOf('stream'); at >= 0; at = file.indexOf('stream', at + 6)) {
    const start = at + 6 + (file[at + 6] === 0x0d ? 2 : 1)
    let layer: Uint8Array = file.subarray(start)
    for (let layers = 0; layers < MAX_LAYERS && isZlib(layer); layers++) {
      const unpacked = unpack(layer, budget)
      if (unpacked === 'over budget') return false
      budget -= unpacked.length
      layer = unpacked
    }
  }
  return true
}

function isZlib(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0
}

function unpack(packed: Uint8Array, budget: number): Uint8Array | 'over budget' {
  try {
    // What follows the stream's end is ignored; a stream that breaks off gives what it has.
    return inflateSync(packed, { maxOutputLength: Math.max(1, budget), finishFlush: constants.Z_SYNC_FLUSH })
  } catch (error) {
    const isOver = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    return isOver ? 'over budget' : new Uint8Array()
  }
}

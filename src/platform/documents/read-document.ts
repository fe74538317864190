import { extname } from 'node:path'
import { accepted, refused, type Issue, type Outcome } from '#domain/kernel'
import { decodeText, type Encoding } from './decode-text.ts'

/** Larger files are refused before they are opened: a policy document is a thousandth of this. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024
/** What the plan engine accepts. */
export const MAX_CHARACTERS = 5_000_000

export interface ReadDocument {
  readonly text: string
  readonly mediaType: string
  readonly encoding: Encoding | 'none'
  /** How many U+FFFD stand in the text for damaged bytes. */
  readonly unreadable: number
}

/**
 * The text of a file. Refuses with `documents.*` codes: empty, too_large, unsupported_type (with what to do for .doc and
 * .wps), undecodable, no_text_layer, damaged, password.
 */
export async function readDocument(fileName: string, bytes: Uint8Array): Promise<Outcome<ReadDocument>> {
  if (bytes.length === 0) return refused({ code: 'documents.empty', params: { fileName } })
  if (bytes.length > MAX_FILE_BYTES) return refused(tooLarge(fileName, bytes.length))
  const read = await readByType(fileName, bytes)
  if (!read.ok)
    return {
      ok: false,
      issues: read.issues.map((issue) => ({ ...issue, params: { fileName, ...issue.params } })),
    }
  const { text } = read.value
  if (text.length > MAX_CHARACTERS)
    return refused({
      code: 'documents.too_long',
      params: { fileName, characters: text.length, limit: MAX_CHARACTERS },
    })
  if (text.trim() === '') return refused({ code: 'documents.empty', params: { fileName } })
  return read
}

/** The refusal of a file by its size, for callers that can tell the size before reading. */
export function tooLarge(fileName: string, sizeBytes: number): Issue {
  const megabytes = Math.ceil(sizeBytes / 1_048_576)
  return {
    code: 'documents.too_large',
    params: { fileName, megabytes, limit: MAX_FILE_BYTES / 1_048_576 },
  }
}

// The readers load when a file needs them: the libraries behind them cost more than reading a plain text.
async function readByType(fileName: string, bytes: Uint8Array): Promise<Outcome<ReadDocument>> {
  const extension = extname(fileName).toLowerCase()
  if (startsWith(bytes, '%PDF')) return (await import('./read-pdf.ts')).readPdf(bytes)
  if (startsWith(bytes, 'PK\u0003\u0004')) return readZipped(extension, bytes)
  // The compound file of Word 97-2003 and WPS.
  if (startsWith(bytes, '\u00d0\u00cf\u0011\u00e0')) return refused({ code: 'documents.old_word_file' })
  if (extension === '.pdf' || extension === '.docx') return refused({ code: 'documents.damaged' })
  if (!['.txt', '.text', '.md', '.markdown', '.html', '.htm', ''].includes(extension))
    return refused({ code: 'documents.unsupported_type', params: { extension } })
  const isHtml = extension === '.html' || extension === '.htm'
  const decoded = decodeText(bytes, isHtml)
  if (!decoded.ok) return decoded
  const { text, encoding, unreadable } = decoded.value
  if (isHtml) {
    const { htmlToText } = await import('./html-to-text.ts')
    const page = htmlToText(text)
    return page.ok ? accepted({ text: page.value, mediaType: 'text/html', encoding, unreadable }) : page
  }
  const mediaType = extension === '.md' || extension === '.markdown' ? 'text/markdown' : 'text/plain'
  return accepted({ text, mediaType, encoding, unreadable })
}

async function readZipped(extension: string, bytes: Uint8Array): Promise<Outcome<ReadDocument>> {
  if (extension !== '.docx') return refused({ code: 'documents.unsupported_type', params: { extension } })
  return (await import('./read-docx.ts')).readDocx(bytes)
}

function startsWith(bytes: Uint8Array, signature: string): boolean {
  return [...signature].every((c, i) => bytes[i] === c.charCodeAt(0))
}

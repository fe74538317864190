import { inflateRawSync } from 'node:zlib'
import mammoth from 'mammoth'
import { accepted, refused, type Outcome } from '#domain/kernel'
import { htmlToText } from './html-to-text.ts'
import type { ReadDocument } from './read-document.ts'

const MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
/** What all parts of a .docx may unpack to … */
const MAX_UNPACKED_BYTES = 200 * 1024 * 1024
/** … and its XML, of which the library builds trees many times as large. A long plan has two megabytes. */
const MAX_XML_BYTES = 24 * 1024 * 1024

export async function readDocx(bytes: Uint8Array): Promise<Outcome<ReadDocument>> {
  if (!unpacksWithinBounds(bytes)) return refused({ code: 'documents.damaged' })
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes) },
      // Pictures carry no text; without this they would be inlined as megabytes of base64.
      { convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })) },
    )
    const text = htmlToText(value)
    return text.ok
      ? accepted({ text: text.value, mediaType: MEDIA_TYPE, encoding: 'none', unreadable: 0 })
      : text
  } catch (error) {
    return refused({
      code: 'documents.damaged',
      params: { reason: error instanceof Error ? error.message : '' },
    })
  }
}

/** Unpacks each part once with a budget, so that a zip bomb is refused before a library holds it in memory. */
function unpacksWithinBounds(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = findCentralDirectory(view)
  if (at === null) return false
  let budget = MAX_UNPACKED_BYTES
  let xmlBudget = MAX_XML_BYTES
  while (at + 46 <= view.byteLength && view.getUint32(at, true) === 0x02014b50) {
    const method = view.getUint16(at + 10, true)
    const packed = view.getUint32(at + 20, true)
    const header = view.getUint32(at + 42, true)
    if (header + 30 > view.byteLength) return false
    const dataAt = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true)
    if (dataAt + packed > view.byteLength) return false
    const nameLength = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    const size = method === 8 ? unpackedSize(bytes.subarray(dataAt, dataAt + packed), budget) : packed
    if (size === null) return false
    budget -= size
    if (/\.(xml|rels)$/i.test(name)) xmlBudget -= size
    if (budget < 0 || xmlBudget < 0) return false
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return true
}

function unpackedSize(packed: Uint8Array, budget: number): number | null {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, budget) }).length
  } catch {
    // Damaged or over budget: both mean that this is not a document to open.
    return null
  }
}

/** The end-of-directory record lies in the last 64 KiB. */
function findCentralDirectory(view: DataView): number | null {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--)
    if (view.getUint32(at, true) === 0x06054b50) return view.getUint32(at + 16, true)
  return null
}

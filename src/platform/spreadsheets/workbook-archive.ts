import { refuse } from '#domain/kernel'
import { crc32, createInflateRaw } from 'node:zlib'
import type { ReadLimits } from './declaration.ts'
import { BadXml, XmlScanner, type XmlHandler } from './xml-scanner.ts'

interface Entry {
  readonly name: string
  readonly method: number
  readonly crc: number
  readonly packedBytes: number
  readonly offset: number
}

const CHUNK_BYTES = 128 * 1024
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

/**
 * The parts of an .xlsx file. Sizes stated in the file are not believed: what comes out is counted, over all parts, and
 * beyond the limit the file is refused, as are encrypted files and those of other kinds.
 */
export class WorkbookArchive {
  readonly #bytes: Buffer
  readonly #entries = new Map<string, Entry>()
  readonly #limits: ReadLimits
  #unpacked = 0

  constructor(bytes: Uint8Array, limits: ReadLimits) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#limits = limits
    refuseOtherFiles(this.#bytes, limits)
    this.#readDirectory()
    if (this.has('content.xml') && this.has('mimetype')) refuse('sheet.legacy_format', { format: 'ods' })
    if (this.has('xl/workbook.bin')) refuse('sheet.legacy_format', { format: 'xlsb' })
    if (!this.has('[Content_Types].xml') || !this.has('_rels/.rels')) refuse('sheet.not_a_workbook')
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase())
  }

  /** Names of all parts, as written. */
  names(): string[] {
    return [...this.#entries.values()].map((entry) => entry.name).filter((name) => !name.endsWith('/'))
  }

  /** The whole text of a part that is known to be small. */
  async text(name: string, maxBytes: number): Promise<string> {
    let text = ''
    for await (const piece of this.texts(name, maxBytes)) text += piece
    return text
  }

  /** Hands a part to the handler. */
  async read(name: string, handler: XmlHandler, maxBytes?: number): Promise<void> {
    const scanner = new XmlScanner(handler)
    for await (const piece of this.texts(name, maxBytes))
      guardXml(name, () => {
        scanner.push(piece)
      })
    guardXml(name, () => {
      scanner.end()
    })
  }

  /** The text of a part, piece by piece. */
  async *texts(name: string, maxBytes = Infinity): AsyncGenerator<string, void, undefined> {
    let decoder: ReturnType<typeof decoderFor> | null = null
    let bytes = 0
    for await (const chunk of this.chunks(name)) {
      bytes += chunk.length
      if (bytes > maxBytes) refuse('sheet.too_large', { what: 'texts', most: maxBytes })
      decoder ??= decoderFor(chunk)
      yield decoder.decode(chunk, { stream: true })
    }
    if (decoder !== null) yield decoder.decode()
  }

  async *chunks(name: string): AsyncGenerator<Buffer, void, undefined> {
    const entry = this.#entries.get(name.toLowerCase())
    if (entry === undefined) refuse('sheet.damaged', { part: name })
    const packed = this.#packed(name, entry)
    let crc = 0
    try {
      for await (const chunk of unpack(packed, entry.method)) {
        this.#unpacked += chunk.length
        if (this.#unpacked > this.#limits.maxUnpackedBytes)
          refuse('sheet.too_large', { what: 'unpacked', most: this.#limits.maxUnpackedBytes })
        crc = crc32(chunk, crc)
        yield chunk
      }
    } catch (error) {
      if (isZlibError(error)) refuse('sheet.damaged', { part: name })
      throw error
    }
    if (entry.crc !== 0 && crc !== entry.crc) refuse('sheet.damaged', { part: name })
  }

  #packed(name: string, entry: Entry): Buffer {
    const { offset, packedBytes } = entry
    if (offset + 30 > this.#bytes.length || this.#bytes.readUInt32LE(offset) !== 0x04034b50)
      refuse('sheet.damaged', { part: name })
    if ((this.#bytes.readUInt16LE(offset + 6) & 1) === 1) refuse('sheet.encrypted')
    const from = offset + 30 + this.#bytes.readUInt16LE(offset + 26) + this.#bytes.readUInt16LE(offset + 28)
    if (from + packedBytes > this.#bytes.length) refuse('sheet.damaged', { part: name })
    return this.#bytes.subarray(from, from + packedBytes)
  }

  #readDirectory(): void {
    const bytes = this.#bytes
    const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
    if (end < 0 || end + 22 > bytes.length) refuse('sheet.damaged', { part: 'directory' })
    const { count, from } = directoryPlace(bytes, end)
    if (count > this.#limits.maxEntries)
      refuse('sheet.too_large', { what: 'entries', most: this.#limits.maxEntries })
    let at = from
    for (let index = 0; index < count; index++) {
      if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50)
        refuse('sheet.damaged', { part: 'directory' })
      const lengths = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field))
      const [nameLength = 0, extraLength = 0, commentLength = 0] = lengths
      const name = bytes.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/')
      const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength)
      const sizes = largeSizes(
        extra,
        [24, 20, 42].map((field) => bytes.readUInt32LE(at + field)),
      )
      const [, packedBytes = 0, offset = 0] = sizes
      const key = name.replace(/^\//, '').toLowerCase()
      // Two parts of one name: programs differ in which they show.
      if (this.#entries.has(key)) refuse('sheet.damaged', { part: name.slice(0, 200) })
      this.#entries.set(key, {
        name: name.replace(/^\//, ''),
        method: bytes.readUInt16LE(at + 10),
        crc: bytes.readUInt32LE(at + 16),
        packedBytes,
        offset,
      })
      at += 46 + nameLength + extraLength + commentLength
    }
  }
}

/** Runs a step of reading XML; what is no XML refuses the file. */
export function guardXml(part: string, step: () => void): void {
  try {
    step()
  } catch (error) {
    if (error instanceof BadXml) refuse('sheet.damaged', { part })
    throw error
  }
}

/** Parts are in UTF-8; the format also allows UTF-16 with its mark. */
function decoderFor(first: Buffer) {
  return new TextDecoder(first[0] === 0xff && first[1] === 0xfe ? 'utf-16le' : 'utf-8')
}

function refuseOtherFiles(bytes: Buffer, limits: ReadLimits): void {
  if (bytes.length === 0) refuse('sheet.empty_file')
  if (bytes.length > limits.maxFileBytes)
    refuse('sheet.too_large', { what: 'file', most: limits.maxFileBytes })
  if (OLE.every((value, at) => bytes[at] === value)) {
    // An encrypted .xlsx is packed into the container of the old formats, under this name.
    const isEncrypted = bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))
    if (isEncrypted) refuse('sheet.encrypted')
    refuse('sheet.legacy_format', { format: 'xls' })
  }
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) refuse('sheet.not_a_workbook')
}

/** Unpacking bombs of overlapping parts is bounded by the count of what comes out. */
async function* unpack(packed: Buffer, method: number): AsyncGenerator<Buffer, void, undefined> {
  if (method === 0) {
    for (let at = 0; at < packed.length; at += CHUNK_BYTES) yield packed.subarray(at, at + CHUNK_BYTES)
    return
  }
  if (method !== 8) refuse('sheet.damaged', { part: 'compression' })
  const inflate = createInflateRaw({ chunkSize: CHUNK_BYTES })
  inflate.end(packed)
  for await (const chunk of inflate) if (Buffer.isBuffer(chunk)) yield chunk
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^Z_/.test(error.code)
}

function directoryPlace(bytes: Buffer, end: number): { count: number; from: number } {
  const count = bytes.readUInt16LE(end + 10)
  const from = bytes.readUInt32LE(end + 16)
  if (count !== 0xffff && from !== 0xffff_ffff) return { count, from }
  const locator = end - 20
  if (locator < 0 || bytes.readUInt32LE(locator) !== 0x07064b50) return { count, from }
  const record = Number(bytes.readBigUInt64LE(locator + 8))
  if (record + 56 > bytes.length) refuse('sheet.damaged', { part: 'directory' })
  return {
    count: Number(bytes.readBigUInt64LE(record + 32)),
    from: Number(bytes.readBigUInt64LE(record + 48)),
  }
}

/** Sizes and offset, from the extra field of ZIP64 where they did not fit. */
function largeSizes(extra: Buffer, sizes: readonly number[]): number[] {
  let at = 0
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== 1) at += 4 + extra.readUInt16LE(at + 2)
  at += 4
  return sizes.map((size) => {
    if (size !== 0xffff_ffff || at + 8 > extra.length) return size
    at += 8
    return Number(extra.readBigUInt64LE(at - 8))
  })
}

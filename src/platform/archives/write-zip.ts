import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { setImmediate as nextTurn } from 'node:timers/promises'

export interface ZipEntry {
  /** Path inside the archive with forward slashes: relative, without `..`. */
  readonly name: string
  readonly content: string | Uint8Array | AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  /** False for what is compressed already, such as pictures and .docx files. */
  readonly compress?: boolean
}

/** More than the archive format of 1989 can state; the receiver would find a damaged file. */
export class ArchiveTooLarge extends Error {
  constructor(name: string) {
    super(`archive entry or archive beyond 4 GiB at ${name}`)
    this.name = 'ArchiveTooLarge'
  }
}

const FOUR_GIB = 0xffff_ffff
const MOST_ENTRIES = 65_535
/** The earliest moment the format knows, in local time as fflate reads it: the same bytes in every time zone. */
const FIXED_MOMENT = new Date(1980, 0, 1)
/** After so much input other requests get their turn: compressing it takes some 10 ms. */
const TURN_BYTES = 512 * 1024
/** Measured on spreadsheet XML: no larger than level 6 and twice as fast. */
const LEVEL = 4

/**
 * The bytes of a .zip file, produced as they are asked for. Memory holds one chunk of one entry and the directory.
 * Throws on names that would leave the folder they are unpacked into, on repeated names and beyond 4 GiB.
 */
export async function* writeZip(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const produced: Uint8Array[] = []
  let failure: Error | null = null
  const zip = new Zip((error, chunk) => {
    if (error !== null) failure = error
    else if (chunk.length > 0) produced.push(chunk)
  })
  const names = new Set<string>()
  let archiveBytes = 0
  let sinceTurn = 0
  const take = (name: string): Uint8Array[] => {
    if (failure !== null) throw failure
    const chunks = produced.splice(0)
    for (const chunk of chunks) archiveBytes += chunk.length
    if (archiveBytes > FOUR_GIB) throw new ArchiveTooLarge(name)
    return chunks
  }

  for await (const entry of entries) {
    requireSafeName(entry.name, names)
    const file =
      entry.compress === false ? new ZipPassThrough(entry.name) : new ZipDeflate(entry.name, { level: LEVEL })
    file.mtime = FIXED_MOMENT
    zip.add(file)
    let entryBytes = 0
    for await (const chunk of chunksOf(entry.content)) {
      entryBytes += chunk.length
      if (entryBytes > FOUR_GIB) throw new ArchiveTooLarge(entry.name)
      file.push(chunk)
      yield* take(entry.name)
      sinceTurn += chunk.length
      if (sinceTurn >= TURN_BYTES) {
        sinceTurn = 0
        await nextTurn()
      }
    }
    file.push(new Uint8Array(0), true)
    yield* take(entry.name)
  }
  zip.end()
  yield* take('directory')
}

/** For small archives that are needed in one piece. */
export async function writeZipToBuffer(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of writeZip(entries)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function requireSafeName(name: string, names: Set<string>): void {
  const parts = name.split('/')
  const unsafe =
    name === '' || /[\\:\0]/.test(name) || parts.some((part) => part === '' || part === '.' || part === '..')
  if (unsafe) throw new Error(`unsafe name in archive: ${name}`)
  if (names.has(name)) throw new Error(`name twice in archive: ${name}`)
  names.add(name)
  if (names.size > MOST_ENTRIES) throw new ArchiveTooLarge(name)
}

function chunksOf(content: ZipEntry['content']): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (typeof content === 'string') return [Buffer.from(content, 'utf8')]
  return content instanceof Uint8Array ? [content] : content
}

/**
 * Attachments by digest: the same bytes are stored once, under their SHA-256, and never overwritten. A file is there in
 * full or not at all (written aside, flushed, renamed).
 */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, type ReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'

export interface StoredFile {
  /** SHA-256, hexadecimal. */
  readonly digest: string
  readonly sizeBytes: number
}

export class FileStore {
  readonly #folder: string

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'files')
  }

  async put(content: Readable | Uint8Array): Promise<StoredFile> {
    const incoming = join(this.#folder, 'incoming')
    await mkdir(incoming, { recursive: true, mode: 0o700 })
    const aside = join(incoming, randomUUID())
    const hash = createHash('sha256')
    let sizeBytes = 0
    try {
      const file = await open(aside, 'wx', 0o600)
      try {
        for await (const chunk of content instanceof Uint8Array ? [content] : content) {
          const bytes = chunk as Uint8Array
          hash.update(bytes)
          sizeBytes += bytes.length
          await file.write(bytes)
        }
        await file.sync()
      } finally {
        await file.close()
      }
      const digest = hash.digest('hex')
      const path = this.#pathOf(digest)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await rename(aside, path)
      return { digest, sizeBytes }
    } catch (error) {
      await rm(aside, { force: true })
      throw error
    }
  }

  read(digest: string): Promise<Buffer> {
    return readFile(this.#pathOf(digest))
  }

  async openStream(digest: string): Promise<{ stream: ReadStream; sizeBytes: number }> {
    const path = this.#pathOf(digest)
    const { size } = await stat(path)
    return { stream: createReadStream(path), sizeBytes: size }
  }

  #pathOf(digest: string): string {
    if (!/^[0-9a-f]{64}$/.test(digest)) throw new TypeError('Not a SHA-256 digest')
    return join(this.#folder, digest.slice(0, 2), digest)
  }
}

import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyReply } from 'fastify'
import { sendAttachment } from './attachments.ts'

/**
 * A file of any size: written to the disk first, then sent and removed. A slow receiver so never holds a connection of the
 * database, and what fails on the way is answered as a fault instead of a file cut short.
 */
export async function sendExport(
  reply: FastifyReply,
  file: { readonly name: string; readonly mediaType: string },
  write: (save: (content: Readable) => Promise<void>) => Promise<void>,
): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'duoyuan-export-'))
  const path = join(folder, 'export')
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    await write((content) => pipeline(content, createWriteStream(path)))
    const { size } = await stat(path)
    const stream = createReadStream(path)
    // Whether it was read to its end or the receiver went away.
    stream.once('close', () => void remove())
    return sendAttachment(reply, stream, file.name, file.mediaType, size)
  } catch (error) {
    await remove()
    throw error
  }
}

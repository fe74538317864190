/**
 * Audit trail: an append-only chain. Each entry's hash is HMAC-SHA256(key, previous hash + canonical JSON of the entry);
 * the key lies outside the database, so that whoever can write to the database can still not forge an entry. The last
 * hash is also anchored in a file: deleting the newest entries together with the head row shows too.
 * Start reading at `appendAudit`.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Transaction } from 'kysely'
import type { Json } from '#domain/kernel'
import type { Database } from '#platform/postgres'

type Tx = Transaction<Database>

export interface AuditEvent {
  /** `plan.publish`: area or subject, a dot, what was done. */
  readonly action: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly detail?: Readonly<Record<string, Json>>
}

export interface AuditActor {
  readonly userId: string | null
  readonly name: string
}

export interface AuditFault {
  readonly sequence: number
  readonly code:
    'audit.wrong_hash' | 'audit.gap' | 'audit.head_differs' | 'audit.anchor_differs' | 'audit.truncated'
}

interface Entry {
  readonly sequence: number
  readonly at: string
  readonly actorId: string | null
  readonly actorName: string
  readonly action: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly detail: Readonly<Record<string, Json>>
  readonly previous: string
}

export class AuditTrail {
  readonly #key: Buffer
  readonly #anchorFile: string

  private constructor(key: Buffer, anchorFile: string) {
    this.#key = key
    this.#anchorFile = anchorFile
  }

  /** Opens the trail of a data folder; makes its key on first use. */
  static async open(dataDir: string): Promise<AuditTrail> {
    const folder = join(dataDir, 'keys')
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = join(folder, 'audit.key')
    await writeFile(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' }).catch(
      (error: unknown) => {
        if (!isAlreadyThere(error)) throw error
      },
    )
    const key = Buffer.from((await readFile(file, 'utf8')).trim(), 'hex')
    if (key.length !== 32)
      throw new Error(`${file} does not hold a key of 32 bytes; restore it from the backup`)
    return new AuditTrail(key, join(dataDir, 'audit.anchors'))
  }

  /** Adds one entry within the transaction that it tells of. Call it last: it serialises writers until commit. */
  async append(tx: Tx, actor: AuditActor, event: AuditEvent, now: Date): Promise<void> {
    const head = await tx.selectFrom('auditHead').selectAll().forUpdate().executeTakeFirstOrThrow()
    const entry: Entry = {
      sequence: head.sequence + 1,
      at: now.toISOString(),
      actorId: actor.userId,
      actorName: actor.name,
      action: event.action,
      subjectKind: event.subjectKind,
      subjectId: event.subjectId,
      detail: event.detail ?? {},
      previous: head.hash,
    }
    const hash = this.#hashOf(entry)
    await tx
      .insertInto('auditEntry')
      .values({ ...entry, detail: JSON.stringify(entry.detail), hash })
      .execute()
    await tx.updateTable('auditHead').set({ sequence: entry.sequence, hash }).execute()
  }

  /** Writes the present end of the chain to the anchor file; called now and then and at shutdown. */
  async anchor(tx: Tx): Promise<void> {
    const head = await tx.selectFrom('auditHead').selectAll().executeTakeFirstOrThrow()
    if (head.sequence === 0) return
    const last = (await this.#anchors()).at(-1)
    if (last?.sequence === head.sequence && last.hash === head.hash) return
    const line = `${head.sequence} ${head.hash}`
    await appendFile(this.#anchorFile, `${line} ${this.#sign(line)}\n`, { mode: 0o600 })
  }

  /** Recomputes the whole chain. Every fault found, the first hundred at most. */
  async verify(tx: Tx): Promise<{ entries: number; faults: readonly AuditFault[] }> {
    const faults: AuditFault[] = []
    const anchors = new Map((await this.#anchors()).map((anchor) => [anchor.sequence, anchor.hash]))
    let previous = ''
    let sequence = 0
    for (;;) {
      const entries = await tx
        .selectFrom('auditEntry')
        .selectAll()
        .where('sequence', '>', sequence)
        .orderBy('sequence')
        .limit(2000)
        .execute()
      if (entries.length === 0) break
      for (const { hash, ...entry } of entries) {
        if (entry.sequence !== sequence + 1) faults.push({ sequence: sequence + 1, code: 'audit.gap' })
        const expected = this.#hashOf({ ...entry, at: new Date(entry.at).toISOString(), previous })
        if (entry.previous !== previous || hash !== expected)
          faults.push({ sequence: entry.sequence, code: 'audit.wrong_hash' })
        const anchored = anchors.get(entry.sequence)
        if (anchored !== undefined && anchored !== hash)
          faults.push({ sequence: entry.sequence, code: 'audit.anchor_differs' })
        anchors.delete(entry.sequence)
        previous = hash
        sequence = entry.sequence
      }
      if (faults.length > 100) break
    }
    const head = await tx.selectFrom('auditHead').selectAll().executeTakeFirstOrThrow()
    if (head.sequence !== sequence || head.hash !== previous)
      faults.push({ sequence: head.sequence, code: 'audit.head_differs' })
    for (const missing of anchors.keys())
      if (missing > sequence) faults.push({ sequence: missing, code: 'audit.truncated' })
    return { entries: sequence, faults: faults.slice(0, 100) }
  }

  async #anchors(): Promise<{ sequence: number; hash: string }[]> {
    const text = await readFile(this.#anchorFile, 'utf8').catch((error: unknown) => {
      if (isMissing(error)) return ''
      throw error
    })
    const anchors = []
    for (const line of text.split('\n')) {
      const [sequence, hash, signature] = line.split(' ')
      if (sequence === undefined || hash === undefined || signature === undefined) continue
      // A line that does not carry our signature was cut by a crash or written by somebody else.
      if (signature === this.#sign(`${sequence} ${hash}`)) anchors.push({ sequence: Number(sequence), hash })
    }
    return anchors
  }

  #hashOf(entry: Entry): string {
    return createHmac('sha256', this.#key)
      .update(canonicalJson({ ...entry }))
      .digest('hex')
  }

  #sign(line: string): string {
    return createHmac('sha256', this.#key).update(`anchor ${line}`).digest('hex')
  }
}

/** JSON with sorted keys: jsonb does not keep the order in which keys were written. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((part: Json) => canonicalJson(part)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value as Record<string, Json>).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`).join(',')}}`
}

function isAlreadyThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

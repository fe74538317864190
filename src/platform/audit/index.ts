/**
 * Audit trail: an append-only chain. Each entry's hash is HMAC-SHA256(key, previous hash + canonical JSON of the entry);
 * the key lies outside the database, so that whoever can write to the database can still not forge an entry. The last
 * hash is also anchored in a file: deleting the newest entries together with the head row shows too.
 * Start reading at `appendAudit`.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { Json } from '#domain/kernel'
import { Conflict, closeWith, errorCode, sentAlong, type Closing, type Database } from '#platform/postgres'
import { Turns } from './turns.ts'

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

/** What is told, before it has its place in the chain. */
interface Act {
  readonly at: string
  readonly actorId: string | null
  readonly actorName: string
  readonly action: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly detail: Readonly<Record<string, Json>>
}

interface Entry extends Act {
  readonly sequence: number
  readonly previous: string
}

/** The end of the chain. */
interface Head {
  readonly sequence: number
  readonly hash: string
}

/** How the appending statement fails when the chain has another end than it thought. */
const DIVISION_BY_ZERO = '22012'

export class AuditTrail {
  readonly #key: Buffer
  readonly #anchorFile: string
  readonly #turns = new Turns()
  readonly #acts = new WeakMap<Tx, Act[]>()
  /** As this process left it; null when it has to be looked up. */
  #head: Head | null = null

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

  /**
   * Adds one entry to the transaction that it tells of. It takes its place in the chain at the very end of the transaction,
   * in one message with the commit, because from there to the commit writers queue.
   */
  async append(tx: Tx, actor: AuditActor, event: AuditEvent, now: Date): Promise<void> {
    const act: Act = {
      at: now.toISOString(),
      actorId: actor.userId,
      actorName: actor.name.toWellFormed(),
      action: event.action,
      subjectKind: event.subjectKind,
      // May be what a stranger typed.
      subjectId: event.subjectId.toWellFormed(),
      detail: event.detail ?? {},
    }
    const acts = this.#acts.get(tx)
    if (acts !== undefined) {
      acts.push(act)
      return
    }
    const first = [act]
    if (closeWith(tx, this.#closing(tx, first))) this.#acts.set(tx, first)
    else await this.#link(first, await lockHead(tx)).statement.execute(tx)
  }

  /** One transaction at a time from here to its commit: each links its acts to those of the one before. */
  #closing(tx: Tx, acts: readonly Act[]): Closing {
    let leave = (): void => undefined
    let head: Head | null = null
    return {
      send: async () => {
        leave = await this.#turns.enter()
        const { statement, last } = this.#link(acts, this.#head ?? (await lockHead(tx)))
        head = last
        await tx.executeQuery(sentAlong(statement.compile(tx)))
      },
      ended: (committed) => {
        this.#head = committed ? head : null
        leave()
      },
      settle: () => Promise.resolve(),
      // Another process has appended since: the work runs again, and finds the new end of the chain.
      explain: (failure) =>
        head !== null && errorCode(failure) === DIVISION_BY_ZERO
          ? new Conflict('the audit trail was continued elsewhere')
          : failure,
    }
  }

  /** The statement that adds these acts after the head, and fails when the head is no longer that. */
  #link(acts: readonly Act[], head: Head): { statement: RawBuilder<unknown>; last: Head } {
    let last = head
    const entries = acts.map((act) => {
      const entry: Entry = { ...act, sequence: last.sequence + 1, previous: last.hash }
      last = { sequence: entry.sequence, hash: this.#hashOf(entry) }
      return { ...entry, hash: last.hash }
    })
    const statement = sql`
      WITH moved AS (
        UPDATE audit_head SET sequence = ${last.sequence}, hash = ${last.hash}
         WHERE sequence = ${head.sequence} AND hash = ${head.hash} RETURNING true),
      added AS (
        INSERT INTO audit_entry (sequence, at, actor_id, actor_name, action, subject_kind, subject_id, detail, previous, hash)
        SELECT e."sequence", e."at", e."actorId", e."actorName", e."action", e."subjectKind", e."subjectId", e."detail",
               e."previous", e."hash"
          FROM jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) AS e("sequence" bigint, "at" timestamptz,
               "actorId" uuid, "actorName" text, "action" text, "subjectKind" text, "subjectId" text, "detail" jsonb,
               "previous" text, "hash" text))
      SELECT 1 / count(*)::int FROM moved`
    return { statement, last }
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

/** Held until commit: nobody else appends meanwhile. */
function lockHead(tx: Tx): Promise<Head> {
  return tx.selectFrom('auditHead').select(['sequence', 'hash']).forUpdate().executeTakeFirstOrThrow()
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

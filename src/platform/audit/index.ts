/**
 * Audit trail: an append-only chain. Each entry's hash is HMAC-SHA256(key, canonical JSON of the entry, the previous hash
 * among its fields); the key lies outside the database, so that whoever can write to the database can still not forge an
 * entry. The last hash is also anchored in a file: deleting the newest entries together with the head row shows too.
 * docs/decisions/0008-audit-chain.md. Start reading at `append`.
 */
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql, type Kysely, type Transaction } from 'kysely'
import { canonicalJson, type Json } from '#domain/kernel'
import {
  closeWith,
  errorCode,
  inTransaction,
  nobody,
  sentAlong,
  type Actor,
  type Database,
} from '#platform/postgres'
import {
  ACTS_AT_ONCE,
  appendEntries,
  insertActs,
  isNotLinked,
  lockHead,
  readActs,
  toAct,
  type Act,
  type ActRow,
  type Chain,
  type Entry,
  type Head,
} from './store.ts'

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

/** The program itself, which gives acts their places in the chain. */
const LINKER: Actor = { ...nobody, roles: ['linker'] }
/** How appending fails when the chain has another end than it thought. */
const DIVISION_BY_ZERO = '22012'

export class AuditTrail {
  readonly #key: Buffer
  readonly #anchorFile: string
  readonly #acts = new WeakMap<Tx, Act[]>()
  /** As this process left it; null when it has to be looked up. */
  #head: Head | null = null
  #rounds: Promise<void> = Promise.resolve()
  /** The round that has not begun yet. */
  #nextRound: Promise<void> | null = null

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
   * Adds one entry to the transaction that it tells of. The act is written, sealed with the key, in one message with the
   * commit; right after the commit it takes its place in the chain, together with the acts of others, and only then
   * `inTransaction` returns. Outside of `inTransaction` it takes its place at once, and others wait until the commit.
   */
  async append(tx: Tx, actor: AuditActor, event: AuditEvent, now: Date): Promise<void> {
    const act: Act = {
      id: randomUUID(),
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
    const closing = {
      send: async () => {
        const sealed = first.map((one) => ({ ...one, seal: this.#sealOf(one) }))
        await tx.executeQuery(sentAlong(insertActs(sealed).compile(tx)))
      },
      settle: (db: Kysely<Database>) => this.link(db),
    }
    if (closeWith(tx, closing)) this.#acts.set(tx, first)
    else {
      this.#head = null
      await appendEntries(this.#chain(first, await lockHead(tx)), []).execute(tx)
    }
  }

  /**
   * Gives all committed acts their places in the chain; those of many transactions at once while another such round is under
   * way. Also what a process that was killed left behind.
   */
  async link(db: Kysely<Database>): Promise<void> {
    if (this.#nextRound === null) {
      const round = this.#rounds.then(() => {
        this.#nextRound = null
        return this.#linkAll(db)
      })
      this.#nextRound = round
      this.#rounds = round.catch(() => undefined)
    }
    await this.#nextRound
  }

  async #linkAll(db: Kysely<Database>): Promise<void> {
    for (let [conflicts, after] = [0, 0]; ;) {
      let last: Head | null = null
      try {
        const rows = await inTransaction(db, LINKER, async (tx) => {
          const head = this.#head ?? (await lockHead(tx))
          const found = await readActs(tx).where('a.number', '>', after).where(isNotLinked).execute()
          const acts = found.filter((row) => this.#isSealed(row))
          const chain = this.#chain(acts.map(toAct), head)
          last = chain.last
          const numbers = acts.map((row) => row.number)
          if (acts.length > 0) await tx.executeQuery(sentAlong(appendEntries(chain, numbers).compile(tx)))
          return found
        })
        this.#head = last
        if (rows.length < ACTS_AT_ONCE) return
        after = rows.at(-1)?.number ?? 0
      } catch (error) {
        // Another process has continued the chain. Looked up and held, its end can't move again.
        this.#head = null
        after = 0
        if (errorCode(error) !== DIVISION_BY_ZERO || ++conflicts > 3) throw error
      }
    }
  }

  /** The acts as entries after this end of the chain. */
  #chain(acts: readonly Act[], head: Head): Chain {
    let last = head
    const entries = acts.map(({ id: actId, ...act }) => {
      const entry: Entry = { ...act, actId, sequence: last.sequence + 1, previous: last.hash }
      last = { sequence: entry.sequence, hash: this.#hashOf(entry) }
      return { ...entry, hash: last.hash }
    })
    return { head, entries, last }
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
    // What somebody without the key put there, changed there, or put there a second time, waits for ever.
    const waiting = await readActs(tx)
      .select(sql<boolean>`exists (select from audit_entry e where e.act_id = a.id)`.as('linked'))
      .execute()
    for (const row of waiting)
      if (row.linked || !this.#isSealed(row))
        faults.push({ sequence: sequence + 1, code: 'audit.wrong_hash' })
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

  #hashOf({ actId, ...entry }: Entry): string {
    return createHmac('sha256', this.#key)
      .update(canonicalJson(actId === null ? entry : { ...entry, actId }))
      .digest('hex')
  }

  #sealOf(act: Act): string {
    return createHmac('sha256', this.#key)
      .update(`act ${canonicalJson({ ...act })}`)
      .digest('hex')
  }

  #isSealed(row: ActRow): boolean {
    return row.seal === this.#sealOf(toAct(row))
  }

  #sign(line: string): string {
    return createHmac('sha256', this.#key).update(`anchor ${line}`).digest('hex')
  }
}

function isAlreadyThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

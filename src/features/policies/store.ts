import { createHash } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { canonicalJson, refuse, type Json } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { PolicyJson, PolicyVersionRow, VersionState } from './contract.ts'

export type Tx = Transaction<Database>

/** A version as stored, without its definition. */
export interface StoredVersion {
  readonly id: string
  readonly policyId: string
  readonly code: string
  readonly ownerId: string | null
  readonly ownerName: string | null
  readonly number: number
  readonly state: VersionState
  readonly digest: string
  readonly shipped: boolean
  readonly changeNote: string | null
  readonly rowVersion: number
  /** The definition without rule, tables, evidence and examples; of a draft whatever there is. */
  readonly head: unknown
  readonly draftedAt: string
  readonly draftedById: string | null
  readonly draftedByName: string
  readonly editors: readonly string[]
  readonly changedAt: string
  readonly changedByName: string
  readonly proposedAt: string | null
  readonly proposedById: string | null
  readonly proposedByName: string | null
  readonly returnedAt: string | null
  readonly returnedByName: string | null
  readonly returnReason: string | null
  readonly publishedAt: string | null
  readonly publishedByName: string | null
  readonly withdrawnAt: string | null
  readonly withdrawnByName: string | null
  readonly withdrawalReason: string | null
  readonly words: string
}

/** Versions that the caller sees, by code and number. */
export async function loadVersions(
  tx: Tx,
  only: { readonly policyId?: string; readonly versionId?: string } = {},
): Promise<StoredVersion[]> {
  const { rows } = await sql<StoredVersion>`
    SELECT v.id, v.policy_id, p.code, p.owner_id, n.short_name AS owner_name, v.number, v.state, v.digest, v.shipped,
           v.change_note, v.row_version,
           v.definition - 'eligibility' - 'tables' - 'tests' - 'evidence' AS head, v.drafted_at, v.drafted_by_id,
           v.drafted_by_name, v.editors, v.changed_at, v.changed_by_name, v.proposed_at, v.proposed_by_id, v.proposed_by_name,
           v.returned_at, v.returned_by_name, v.return_reason, v.published_at, v.published_by_name, v.withdrawn_at,
           v.withdrawn_by_name, v.withdrawal_reason, v.words
      FROM policy_version v JOIN policy p ON p.id = v.policy_id
      LEFT JOIN organisation_name n ON n.organisation_id = p.owner_id AND n.valid @> current_date
     WHERE true ${only.policyId === undefined ? sql`` : sql`AND v.policy_id = ${only.policyId}`}
       ${only.versionId === undefined ? sql`` : sql`AND v.id = ${only.versionId}`}
     ORDER BY p.code, v.number`.execute(tx)
  return rows
}

/** A version with its definition; refuses with `policies.not_found` what is not there, or not the caller's to see. */
export async function loadVersion(
  tx: Tx,
  versionId: string,
  lock = false,
): Promise<StoredVersion & { readonly definition: unknown }> {
  const [version] = await loadVersions(tx, { versionId })
  if (version === undefined) return refuse('policies.not_found')
  // Locking asks for the right to change: who may not is told so before.
  let query = tx
    .selectFrom('policyVersion')
    .select(['definition', 'rowVersion', 'state'])
    .where('id', '=', versionId)
  if (lock) query = query.forUpdate()
  const row = (await query.executeTakeFirst()) ?? refuse('policies.not_yours')
  return { ...version, ...row }
}

/** What happened to a version, for the page of its history. */
export async function noteAct(
  tx: Tx,
  ctx: Context,
  version: Pick<StoredVersion, 'id' | 'policyId' | 'number'>,
  act: 'draft' | 'save' | 'propose' | 'return' | 'publish' | 'supersede' | 'withdraw',
  reason: string | null,
  detail: Readonly<Record<string, Json>> = {},
): Promise<void> {
  await tx
    .insertInto('policyAct')
    .values({
      policyId: version.policyId,
      versionId: version.id,
      number: version.number,
      act,
      reason,
      detail: JSON.stringify(detail),
      at: ctx.now.toISOString(),
      byId: ctx.caller.userId,
      byName: ctx.caller.name,
    })
    .execute()
}

/** Whether the caller writes policies of an owner: the office the zone's, a park its own. */
export function writes(ctx: Context, ownerId: string | null): boolean {
  const { roles, organisationId } = ctx.caller
  return ownerId === null
    ? roles.includes('zone_office')
    : roles.includes('park_committee') && ownerId === organisationId
}

/** Wrote a word of it, or proposed it: may not publish it. */
export function tookPart(ctx: Context, version: StoredVersion): boolean {
  const { userId } = ctx.caller
  return (
    userId !== null &&
    (version.draftedById === userId || version.proposedById === userId || version.editors.includes(userId))
  )
}

export function versionRow(ctx: Context, version: StoredVersion): PolicyVersionRow {
  const { state, ownerId } = version
  const mine = writes(ctx, ownerId)
  const office = ctx.caller.roles.includes('zone_office')
  const can: PolicyVersionRow['can'] = []
  if (state === 'draft' && mine) can.push('change', 'delete', 'propose')
  if (state === 'proposed' && (mine || office)) can.push('return')
  if (state === 'proposed' && (mine || office) && !tookPart(ctx, version)) can.push('publish')
  if ((state === 'published' || state === 'superseded') && (mine || office)) can.push('withdraw')
  if (office || ctx.caller.roles.includes('park_committee')) can.push('copy')
  const head = headOf(version.head)
  return {
    id: version.id,
    number: version.number,
    state,
    digest: version.digest,
    shipped: version.shipped,
    changeNote: version.changeNote,
    rowVersion: version.rowVersion,
    valid: head.valid,
    drafted: { name: version.draftedByName, at: moment(version.draftedAt) },
    changed: { name: version.changedByName, at: moment(version.changedAt) },
    proposed: personAt(version.proposedByName, version.proposedAt),
    returned: withReason(version.returnedByName, version.returnedAt, version.returnReason),
    published: personAt(version.publishedByName, version.publishedAt),
    withdrawn: withReason(version.withdrawnByName, version.withdrawnAt, version.withdrawalReason),
    can,
  }
}

function personAt(name: string | null, at: string | null) {
  return name === null || at === null ? null : { name, at: moment(at) }
}
function withReason(name: string | null, at: string | null, reason: string | null) {
  return name === null || at === null || reason === null ? null : { name, at: moment(at), reason }
}
function moment(at: string): string {
  return new Date(at).toISOString()
}

type Part = Readonly<Record<string, unknown>>
const part = (value: unknown): Part => (typeof value === 'object' && value !== null ? (value as Part) : {})
const word = (value: unknown): string => (typeof value === 'string' ? value : '')
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const oneOf = <const T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T =>
  allowed.find((one) => one === value) ?? otherwise
const text = (value: unknown) => ({ zh: word(part(value)['zh']), en: word(part(value)['en']) })

export type PolicyHead = ReturnType<typeof headOf>

/** What lists show of a definition that may still be in the making. */
export function headOf(definition: unknown) {
  const it = part(definition)
  const benefit = part(it['benefit'])
  const valid = part(it['valid'])
  const ceiling = benefit['ceiling']
  return {
    title: text(it['title']),
    summary: text(it['summary']),
    issuer: text(it['issuer']),
    level: oneOf(it['level'], ['national', 'city', 'zone', 'district', 'park'], 'zone'),
    themes: list(it['themes']).map(word).filter(Boolean),
    status: oneOf(it['status'], ['verified', 'unverified', 'assumed', 'example'], 'unverified'),
    procedure: oneOf(it['procedure'], ['direct', 'fast', 'ordinary'], 'ordinary'),
    benefit: {
      kind: oneOf(benefit['kind'], ['money', 'service', 'standing'], 'money'),
      words: text(benefit['words']),
      ceiling: typeof ceiling === 'number' ? ceiling : null,
    },
    valid: { from: word(valid['from']), to: typeof valid['to'] === 'string' ? valid['to'] : null },
    windows: list(it['windows'])
      .map((window) => ({ from: word(part(window)['from']), to: word(part(window)['to']) }))
      .filter(({ from, to }) => from !== '' && to !== ''),
    parks: Array.isArray(it['parks']) ? it['parks'].map(word).filter(Boolean) : null,
    budget: list(it['budget']).flatMap((one) => {
      const { year, amount } = part(one)
      return typeof year === 'number' && typeof amount === 'number' ? [{ year, amount }] : []
    }),
    exclusive: list(it['exclusive']).map(word).filter(Boolean),
    stacking: list(it['stacking']).map(word).filter(Boolean),
    excludes: list(it['excludes']).map(word).filter(Boolean),
    supersedes: list(it['supersedes']).map(word).filter(Boolean),
  }
}

/** In small letters, what a policy is found by. */
export function wordsOf(definition: unknown): string {
  const it = part(definition)
  const head = headOf(definition)
  return [
    word(it['code']),
    ...[head.title, head.summary, head.issuer, head.benefit.words].flatMap(({ zh, en }) => [zh, en]),
    ...head.themes,
    ...list(it['clauses']).flatMap((clause) => [
      word(part(clause)['document']),
      word(part(clause)['clause']),
    ]),
    ...list(it['evidence']).map((one) => text(part(one)['title']).zh),
    ...conditionTitles(it['eligibility']),
  ]
    .filter(Boolean)
    .join('\n')
    .toLowerCase()
}

function conditionTitles(node: unknown): string[] {
  const titles: string[] = []
  const waiting: unknown[] = [node]
  while (waiting.length > 0) {
    const it = part(waiting.pop())
    titles.push(text(it['title']).zh)
    const { of } = it
    if (Array.isArray(of)) waiting.push(...list(of))
    else if (of !== undefined) waiting.push(of)
  }
  return titles.filter(Boolean)
}

export function digestOf(value: unknown): string {
  return createHash('sha256')
    .update(canonicalJson(value as Json))
    .digest('hex')
}

/** Plain data of an engine as JSON of the contract. */
export function wireJson(value: unknown): PolicyJson {
  return JSON.parse(JSON.stringify(value ?? null)) as PolicyJson
}

/** Every version of a policy: the one that holds on a day, and how the policy stands then. */
export function standingOn(
  versions: readonly StoredVersion[],
  on: string,
): {
  readonly shown: StoredVersion
  readonly standing: 'in-force' | 'upcoming' | 'ended' | 'withdrawn' | 'draft'
} | null {
  const issued = versions.filter(({ state }) => state === 'published' || state === 'superseded')
  const begun = issued.filter(({ head }) => headOf(head).valid.from <= on).at(-1)
  if (begun !== undefined) {
    const { to } = headOf(begun.head).valid
    return { shown: begun, standing: to === null || to > on ? 'in-force' : 'ended' }
  }
  const coming = issued.toSorted((a, b) =>
    headOf(a.head).valid.from.localeCompare(headOf(b.head).valid.from),
  )[0]
  if (coming !== undefined) return { shown: coming, standing: 'upcoming' }
  const withdrawn = versions.filter(({ state }) => state === 'withdrawn').at(-1)
  if (withdrawn !== undefined) return { shown: withdrawn, standing: 'withdrawn' }
  const newest = versions.at(-1)
  return newest === undefined ? null : { shown: newest, standing: 'draft' }
}

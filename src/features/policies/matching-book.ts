import { createHash } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { parsePolicy, policyBook, type PolicyDefinition } from '#domain/matching'
import type { CompiledRuleBook } from '#domain/rules'
import { compiledFor, readZoneBook } from '#features/rules'
import type { Database } from '#platform/postgres'

type Tx = Transaction<Database>

/** A policy as it stands on a day: the version that was in force then. */
export interface PolicyInForce {
  readonly policyId: string
  readonly versionId: string
  readonly digest: string
  readonly definition: PolicyDefinition
}

/** The policies of a day, compiled with the zone's facts and the parameters of that day. */
export interface MatchingBook {
  readonly on: string
  readonly policies: readonly PolicyInForce[]
  readonly byId: ReadonlyMap<string, PolicyInForce>
  readonly compiled: CompiledRuleBook
  /** Of everything that a verdict depends on beside the facts. */
  readonly digest: string
}

/** Of each policy the latest published version that has begun, where it has not ended. */
export async function policiesOn(tx: Tx, on: string): Promise<PolicyInForce[]> {
  const { rows } = await sql<{ policyId: string; versionId: string; digest: string; ended: boolean }>`
    SELECT DISTINCT ON (policy_id) policy_id, id AS version_id, digest,
           coalesce(definition -> 'valid' ->> 'to', '9999-12-31') <= ${on} AS ended
      FROM policy_version
     WHERE state IN ('published', 'superseded') AND (definition -> 'valid' ->> 'from') <= ${on}
     ORDER BY policy_id, number DESC`.execute(tx)
  const standing = rows.filter(({ ended }) => !ended)
  await readUnread(
    tx,
    standing.filter(({ digest }) => !parsed.has(digest)).map(({ versionId }) => versionId),
  )
  return standing
    .flatMap(({ policyId, versionId, digest }) => {
      const definition = parsed.get(digest)
      return definition === undefined ? [] : [{ policyId, versionId, digest, definition }]
    })
    .toSorted((a, b) => (a.definition.code < b.definition.code ? -1 : 1))
}

/** Published definitions never change: each is read once, by its digest. */
const parsed = new Map<string, PolicyDefinition>()
const MOST_PARSED = 5_000

async function readUnread(tx: Tx, versionIds: readonly string[]): Promise<void> {
  if (versionIds.length === 0) return
  if (parsed.size > MOST_PARSED) parsed.clear()
  const rows = await tx
    .selectFrom('policyVersion')
    .select(['digest', 'definition'])
    .where('id', 'in', versionIds)
    .execute()
  for (const { digest, definition } of rows) {
    const read = parsePolicy(definition)
    if (read.ok) parsed.set(digest, read.value)
  }
}

export async function matchingBook(tx: Tx, on: string): Promise<MatchingBook> {
  const [policies, zone] = [await policiesOn(tx, on), await readZoneBook(tx)]
  return bookOf(policies, zone, on)
}

/** Books that were asked for last, by what is in them. */
const books = new Map<string, MatchingBook>()
const MOST_BOOKS = 20

export function bookOf(
  policies: readonly PolicyInForce[],
  zone: Awaited<ReturnType<typeof readZoneBook>>,
  on: string,
): MatchingBook {
  const digest = digestOf([
    ...policies.map(({ policyId, versionId, digest }) => [policyId, versionId, digest]),
    zone.parameters,
  ])
  const key = `${on} ${digest}`
  const there = books.get(key)
  if (there !== undefined) return there
  const book = policyBook(
    policies.map(({ definition }) => definition),
    zone,
    { on },
  )
  const made = {
    on,
    policies,
    byId: new Map(policies.map((policy) => [policy.policyId, policy])),
    compiled: compiledFor(book, on, digest),
    digest,
  }
  if (books.size >= MOST_BOOKS) books.delete(books.keys().next().value ?? '')
  books.set(key, made)
  return made
}

function digestOf(value: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}

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

/** Published ones whose validity has the day in it; of several versions the latest. */
export async function policiesOn(tx: Tx, on: string): Promise<PolicyInForce[]> {
  const { rows } = await sql<{ policyId: string; versionId: string; digest: string; definition: unknown }>`
    SELECT DISTINCT ON (policy_id) policy_id, id AS version_id, digest, definition
      FROM policy_version
     WHERE state IN ('published', 'superseded')
       AND (definition -> 'valid' ->> 'from') <= ${on}
       AND coalesce(definition -> 'valid' ->> 'to', '9999-12-31') > ${on}
     ORDER BY policy_id, number DESC`.execute(tx)
  return rows
    .flatMap((row) => {
      const parsed = parsePolicy(row.definition)
      return parsed.ok ? [{ ...row, definition: parsed.value }] : []
    })
    .toSorted((a, b) => (a.definition.code < b.definition.code ? -1 : 1))
}

export async function matchingBook(tx: Tx, on: string): Promise<MatchingBook> {
  const [policies, zone] = [await policiesOn(tx, on), await readZoneBook(tx)]
  return bookOf(policies, zone, on)
}

export function bookOf(
  policies: readonly PolicyInForce[],
  zone: Awaited<ReturnType<typeof readZoneBook>>,
  on: string,
): MatchingBook {
  const key = digestOf([...policies.map(({ digest }) => digest), zone.parameters])
  const book = policyBook(
    policies.map(({ definition }) => definition),
    zone,
    { on },
  )
  return {
    on,
    policies,
    byId: new Map(policies.map((policy) => [policy.policyId, policy])),
    compiled: compiledFor(book, on, key),
    digest: key,
  }
}

function digestOf(value: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}

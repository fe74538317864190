import { chinaDay, refuse } from '#domain/kernel'
import { parsePolicy } from '#domain/matching'
import type { Context } from '#platform/http'
import { sql } from 'kysely'
import type { ParamsOf, QueryOf } from '../route-contract.ts'
import type { PolicyView } from './contract.ts'
import type * as contract from './contract.ts'
import { policyRow } from './list-policies.ts'
import { stackingGroups } from './stacking-groups.ts'
import {
  headOf,
  loadVersion,
  loadVersions,
  standingOn,
  versionRow,
  wireJson,
  type StoredVersion,
  type Tx,
} from './store.ts'

export function readPolicy(
  ctx: Context,
  { policyId }: ParamsOf<typeof contract.readPolicy>,
  { version, on }: QueryOf<typeof contract.readPolicy>,
): Promise<PolicyView> {
  return ctx.read((tx) => policyView(tx, ctx, policyId, version ?? null, on))
}

/** A policy with the version asked for, or the one that holds on the day. */
export async function policyView(
  tx: Tx,
  ctx: Context,
  policyId: string,
  versionId: string | null,
  given?: string,
): Promise<PolicyView> {
  const on = given ?? chinaDay(ctx.now.getTime())
  const versions = await loadVersions(tx, { policyId })
  const standing = standingOn(versions, on) ?? refuse('policies.not_found')
  const wanted = versionId ?? standing.shown.id
  if (!versions.some(({ id }) => id === wanted)) refuse('policies.not_found')
  const version = await loadVersion(tx, wanted)
  const parsed = parsePolicy(version.definition)
  const all = await loadVersions(tx)
  const groups = new Set(headOf(version.head).stacking)
  return {
    row: policyRow(versions, version, standing.standing, on),
    version: versionRow(ctx, version),
    definition: parsed.ok ? parsed.value : null,
    draft: parsed.ok ? null : wireJson(version.definition),
    versions: versions.map((one) => versionRow(ctx, one)).toReversed(),
    acts: await actsOf(tx, policyId),
    documents: await documentsOf(tx, version.definition),
    related: relatedTo(version, all, on),
    groups: stackingGroups()
      .filter(({ code }) => groups.has(code))
      .map(({ code, title, ceiling }) => ({ code, title, ceiling })),
  }
}

async function actsOf(tx: Tx, policyId: string): Promise<PolicyView['acts']> {
  const rows = await tx
    .selectFrom('policyAct')
    .select(['versionId', 'number', 'act', 'reason', 'detail', 'at', 'byName'])
    .where('policyId', '=', policyId)
    .orderBy('id', 'desc')
    .limit(500)
    .execute()
  return rows.map(({ detail, at, ...row }) => {
    const changed = (detail as { readonly changed?: unknown } | null)?.changed
    return {
      ...row,
      changed: Array.isArray(changed) ? changed.map(String) : [],
      at: new Date(at).toISOString(),
    }
  })
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu

/** The documents that clauses name, as far as the caller may open them. */
async function documentsOf(tx: Tx, definition: unknown): Promise<PolicyView['documents']> {
  const ids = [...new Set(documentIds(definition))].filter((id) => UUID.test(id))
  if (ids.length === 0) return []
  const { rows } = await sql<{ documentId: string; title: string; versionId: string | null }>`
    SELECT d.id AS document_id, d.title,
           (SELECT v.id FROM document_version v WHERE v.document_id = d.id ORDER BY v.no DESC LIMIT 1) AS version_id
      FROM document d WHERE d.id = ANY (${ids}::uuid[])`.execute(tx)
  return rows
}

function documentIds(value: unknown): string[] {
  const found: string[] = []
  const waiting: unknown[] = [value]
  while (waiting.length > 0) {
    const one = waiting.pop()
    if (typeof one !== 'object' || one === null) continue
    for (const [key, inner] of Object.entries(one))
      if (key === 'documentId' && typeof inner === 'string') found.push(inner)
      else waiting.push(inner)
  }
  return found
}

/** Policies that it names, that name it, or that share a group with it: each as it stands on the day. */
function relatedTo(version: StoredVersion, all: readonly StoredVersion[], on: string): PolicyView['related'] {
  const own = headOf(version.head)
  const others = [...Map.groupBy(all, ({ policyId }) => policyId).values()].flatMap((versions) => {
    const shown = standingOn(versions, on)?.shown
    return shown === undefined || shown.policyId === version.policyId ? [] : [shown]
  })
  return others.flatMap((other): PolicyView['related'] => {
    const head = headOf(other.head)
    const base = { policyId: other.policyId, code: other.code, title: head.title }
    const shared = (list: 'exclusive' | 'stacking') => head[list].filter((group) => own[list].includes(group))
    return [
      ...(own.excludes.includes(other.code) || head.excludes.includes(version.code)
        ? [{ ...base, relation: 'excludes' as const, group: null }]
        : []),
      ...(own.supersedes.includes(other.code)
        ? [{ ...base, relation: 'supersedes' as const, group: null }]
        : []),
      ...(head.supersedes.includes(version.code)
        ? [{ ...base, relation: 'superseded-by' as const, group: null }]
        : []),
      ...shared('exclusive').map((group) => ({ ...base, relation: 'exclusive' as const, group })),
      ...shared('stacking').map((group) => ({ ...base, relation: 'stacking' as const, group })),
    ]
  })
}

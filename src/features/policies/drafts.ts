import { chinaDay, refuse, type Json } from '#domain/kernel'
import { emptyPolicy } from '#domain/matching'
import type { Context } from '#platform/http'
import { sql } from 'kysely'
import type { BodyOf, ParamsOf, ResponseOf } from '../route-contract.ts'
import type { PolicyView } from './contract.ts'
import type * as contract from './contract.ts'
import { differencesOf } from './compare-versions.ts'
import { policyView } from './read-policy.ts'
import { stackingGroups } from './stacking-groups.ts'
import { requireStorable } from './storable.ts'
import {
  digestOf,
  headOf,
  loadVersion,
  loadVersions,
  noteAct,
  standingOn,
  wordsOf,
  writes,
  type StoredVersion,
  type Tx,
} from './store.ts'

/** Begins a policy, or the next version of one. */
export function draftPolicy(
  ctx: Context,
  { from, code }: BodyOf<typeof contract.draftPolicy>,
): Promise<PolicyView> {
  const office = ctx.caller.roles.includes('zone_office')
  const ownerId = office ? null : (ctx.caller.organisationId ?? refuse('policies.not_yours'))
  return ctx.inTransaction(async (tx) => {
    const base = from === null ? null : await loadVersion(tx, from)
    const wanted = code ?? base?.code ?? refuse('policies.code_missing')
    const isNext = base !== null && wanted === base.code
    if (isNext && !writes(ctx, base.ownerId)) refuse('policies.not_yours')
    const policyId = isNext ? base.policyId : await newPolicy(tx, ctx, wanted, ownerId)
    const versions = isNext ? await loadVersions(tx, { policyId }) : []
    const inWork = versions.find(({ state }) => state === 'draft' || state === 'proposed')
    if (inWork !== undefined)
      refuse('policies.draft_exists', { code: wanted, versionId: inWork.id, by: inWork.changedByName })
    const number = Math.max(0, ...versions.map((one) => one.number)) + 1
    const definition = {
      ...(base === null ? emptyPolicy(wanted, chinaDay(ctx.now.getTime())) : (base.definition as object)),
      code: wanted,
      ...(ownerId === null ? {} : { level: 'park', parks: [await parkCode(tx, ownerId)] }),
    }
    const at = ctx.now.toISOString()
    const { id } = await tx
      .insertInto('policyVersion')
      .values({
        policyId,
        number,
        state: 'draft',
        definition: JSON.stringify(definition),
        digest: digestOf(definition),
        words: wordsOf(definition),
        basedOn: base?.id ?? null,
        changeNote: null,
        draftedAt: at,
        draftedById: ctx.caller.userId,
        draftedByName: ctx.caller.name,
        changedAt: at,
        changedByName: ctx.caller.name,
        proposedById: null,
        proposedByName: null,
        returnedByName: null,
        returnReason: null,
        publishedById: null,
        publishedByName: null,
        withdrawnById: null,
        withdrawnByName: null,
        withdrawalReason: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await noteAct(tx, ctx, { id, policyId, number }, 'draft', null)
    await ctx.audit(tx, {
      action: 'policies.draft',
      subjectKind: 'policy-version',
      subjectId: id,
      detail: { code: wanted, number },
    })
    return policyView(tx, ctx, policyId, id)
  })
}

async function newPolicy(tx: Tx, ctx: Context, code: string, ownerId: string | null): Promise<string> {
  // The code may be taken by a draft that the caller does not see: the database knows.
  const made = await tx
    .insertInto('policy')
    .values({ code, ownerId, createdAt: ctx.now.toISOString(), currentVersionId: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return made?.id ?? refuse('policies.code_taken', { code })
}

async function parkCode(tx: Tx, organisationId: string): Promise<string> {
  const row = await tx
    .selectFrom('organisation')
    .select('code')
    .where('id', '=', organisationId)
    .where('kind', '=', 'park')
    .executeTakeFirst()
  return row?.code ?? refuse('policies.not_yours')
}

export async function savePolicyDraft(
  ctx: Context,
  { versionId }: ParamsOf<typeof contract.savePolicyDraft>,
  { rowVersion, definition, changeNote }: BodyOf<typeof contract.savePolicyDraft>,
): Promise<PolicyView> {
  const json = requireStorable(definition)
  return ctx.inTransaction(async (tx) => {
    const stored = await draftToChange(tx, ctx, versionId)
    // The code is the policy's own, whatever the definition says.
    const next = { ...json, code: stored.code }
    requireFresh(stored, rowVersion, next)
    if (stored.ownerId !== null) await requireOwnPark(tx, stored.ownerId, next)
    const changed = differencesOf(stored.definition, next).map(({ path, node }) =>
      [...(node === null ? [] : [node.title?.zh ?? node.id]), ...path].join('.'),
    )
    await tx
      .updateTable('policyVersion')
      .set({
        definition: JSON.stringify(next),
        digest: digestOf(next),
        words: wordsOf(next),
        changeNote,
        rowVersion: rowVersion + 1,
        changedAt: ctx.now.toISOString(),
        changedByName: ctx.caller.name,
        editors: sql`CASE WHEN ${ctx.caller.userId}::uuid = ANY (editors) THEN editors ELSE editors || ${ctx.caller.userId}::uuid END`,
      })
      .where('id', '=', versionId)
      .execute()
    await noteAct(tx, ctx, stored, 'save', changeNote, { changed: changed.slice(0, 100) })
    await ctx.audit(tx, {
      action: 'policies.save',
      subjectKind: 'policy-version',
      subjectId: versionId,
      detail: { from: stored.digest, to: digestOf(next) },
    })
    return policyView(tx, ctx, stored.policyId, versionId)
  })
}

/** A park's own policy holds in this park and at the level of parks. */
async function requireOwnPark(tx: Tx, ownerId: string, definition: unknown): Promise<void> {
  const { level, parks } = headOf(definition)
  const own = await parkCode(tx, ownerId)
  if (level !== 'park' || parks?.length !== 1 || parks[0] !== own) refuse('policies.level_not_yours')
}

/** A draft of the caller's body, locked. */
export async function draftToChange(tx: Tx, ctx: Context, versionId: string) {
  const seen = await loadVersion(tx, versionId)
  if (!writes(ctx, seen.ownerId)) refuse('policies.not_yours')
  if (seen.state !== 'draft') refuse('policies.not_now', { state: seen.state })
  const locked = await loadVersion(tx, versionId, true)
  if (locked.state !== 'draft') refuse('policies.not_now', { state: locked.state })
  return locked
}

/** Somebody saved meanwhile: says who, and what the two differ in. */
export function requireFresh(
  stored: StoredVersion & { readonly definition: unknown },
  rowVersion: number,
  mine: unknown,
): void {
  if (stored.rowVersion === rowVersion) return
  const differences = mine === null ? [] : differencesOf(mine, stored.definition).slice(0, 50)
  refuse('policies.stale', {
    by: stored.changedByName,
    at: new Date(stored.changedAt).toISOString(),
    version: stored.rowVersion,
    count: differences.length,
    differences: JSON.parse(JSON.stringify(differences)) as Json,
  })
}

export function deletePolicyDraft(
  ctx: Context,
  { versionId }: ParamsOf<typeof contract.deletePolicyDraft>,
): Promise<Record<string, never>> {
  return ctx.inTransaction(async (tx) => {
    const stored = await draftToChange(tx, ctx, versionId)
    await tx.deleteFrom('policyVersion').where('id', '=', versionId).execute()
    await sql`DELETE FROM policy WHERE id = ${stored.policyId} AND current_version_id IS NULL
      AND NOT EXISTS (SELECT FROM policy_version v WHERE v.policy_id = policy.id)`.execute(tx)
    await ctx.audit(tx, {
      action: 'policies.delete',
      subjectKind: 'policy-version',
      subjectId: versionId,
      detail: { code: stored.code, number: stored.number, digest: stored.digest },
    })
    return {}
  })
}

/** What an editor chooses from. */
export function readPolicyChoices(ctx: Context): Promise<ResponseOf<typeof contract.readPolicyChoices>> {
  const on = chinaDay(ctx.now.getTime())
  return ctx.read(async (tx) => {
    const byPolicy = Map.groupBy(await loadVersions(tx), ({ policyId }) => policyId)
    const shown = [...byPolicy.values()].flatMap((versions) => standingOn(versions, on)?.shown ?? [])
    const heads = shown.map((one) => headOf(one.head))
    return {
      parks: await parkNames(tx),
      groups: stackingGroups().map(({ code, title, ceiling }) => ({ code, title, ceiling })),
      exclusive: sortedSet(heads.flatMap(({ exclusive }) => exclusive)),
      themes: sortedSet(heads.flatMap(({ themes }) => themes)),
      policies: shown.map(({ policyId, code, head }) => ({ id: policyId, code, title: headOf(head).title })),
      levels: ctx.caller.roles.includes('zone_office')
        ? ['national', 'city', 'zone', 'district', 'park']
        : ctx.caller.roles.includes('park_committee')
          ? ['park']
          : [],
    }
  })
}

function sortedSet(words: readonly string[]): string[] {
  return [...new Set(words)].toSorted((a, b) => a.localeCompare(b, 'zh-CN'))
}

/** The zone's parks in their usual order. */
export async function parkNames(
  tx: Tx,
): Promise<{ id: string; code: string; name: { zh: string; en: string } }[]> {
  const { rows } = await sql<{ id: string; code: string; zh: string; en: string }>`
    SELECT o.id, o.code, n.short_name AS zh, n.name_en AS en FROM organisation o
      JOIN organisation_name n ON n.organisation_id = o.id AND n.valid @> current_date
     WHERE o.kind = 'park' ORDER BY o.adcode, o.code`.execute(tx)
  return rows.map(({ id, code, zh, en }) => ({ id, code, name: { zh, en } }))
}

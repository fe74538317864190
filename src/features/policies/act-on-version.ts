import { refuse } from '#domain/kernel'
import { tellOf } from '#features/notices'
import type { Context } from '#platform/http'
import type { BodyOf, ParamsOf } from '../route-contract.ts'
import { checkDefinition, type PolicyCheck } from './check-definition.ts'
import type { PolicyView } from './contract.ts'
import type * as contract from './contract.ts'
import { requireFresh } from './drafts.ts'
import { policyView } from './read-policy.ts'
import { headOf, loadVersion, noteAct, tookPart, writes, type StoredVersion, type Tx } from './store.ts'

type Act = BodyOf<typeof contract.actOnPolicyVersion>['act']

const FROM: Readonly<Record<Act, readonly StoredVersion['state'][]>> = {
  propose: ['draft'],
  return: ['proposed'],
  publish: ['proposed'],
  withdraw: ['published', 'superseded'],
}

/** Propose, return, publish, withdraw. What is wrong with a definition is found before anything is locked. */
export async function actOnPolicyVersion(
  ctx: Context,
  { versionId }: ParamsOf<typeof contract.actOnPolicyVersion>,
  { act, rowVersion, reason }: BodyOf<typeof contract.actOnPolicyVersion>,
): Promise<PolicyView> {
  const seen = await ctx.read((tx) => loadVersion(tx, versionId))
  requireRight(ctx, seen, act)
  if (act === 'propose' || act === 'publish') requirePublishable(await checkDefinition(ctx, seen.definition))
  return ctx.inTransaction(async (tx) => {
    const version = await loadVersion(tx, versionId, true)
    requireRight(ctx, version, act)
    requireFresh(version, rowVersion, null)
    // What was checked is what is locked now: the row version stands for it.
    if (version.digest !== seen.digest) requireFresh(version, -1, null)
    await perform(tx, ctx, version, act, reason)
    await noteAct(tx, ctx, version, act, reason)
    await tell(tx, ctx, version, act, reason)
    await ctx.audit(tx, {
      action: `policies.${act}`,
      subjectKind: 'policy-version',
      subjectId: versionId,
      detail: { code: version.code, number: version.number, digest: version.digest, reason },
    })
    return policyView(tx, ctx, version.policyId, versionId)
  })
}

function requireRight(ctx: Context, version: StoredVersion, act: Act): void {
  const mine = writes(ctx, version.ownerId)
  const may = act === 'propose' ? mine : mine || ctx.caller.roles.includes('zone_office')
  if (!may) refuse('policies.not_yours')
  if (!FROM[act].includes(version.state)) refuse('policies.not_now', { state: version.state })
  if (act === 'publish' && tookPart(ctx, version)) refuse('policies.four_eyes')
}

const NEVER = new Set(['rules.check_never', 'rules.check_never_pair', 'rules.check_condition_never'])

/** Refuses what must not be issued, naming why. */
export function requirePublishable({ policy, findings, tests }: PolicyCheck): void {
  const never = findings.find(({ code }) => NEVER.has(code))
  if (never !== undefined)
    refuse('policies.contradiction', { finding: never.code, ...never.params }, never.path)
  const errors = findings.filter(({ severity }) => severity === 'error')
  const first = errors[0]
  if (policy === null || first !== undefined)
    refuse(
      'policies.not_publishable',
      { count: errors.length, first: first?.code ?? '', codes: errors.map(({ code }) => code) },
      first?.path ?? [],
    )
  const failing = tests.filter(({ passed }) => !passed)
  if (failing.length > 0)
    refuse('policies.tests_fail', { count: failing.length, tests: failing.map(({ title }) => title) })
}

async function perform(
  tx: Tx,
  ctx: Context,
  version: StoredVersion,
  act: Act,
  reason: string,
): Promise<void> {
  const at = ctx.now.toISOString()
  const by = { id: ctx.caller.userId, name: ctx.caller.name }
  const change = tx.updateTable('policyVersion').where('id', '=', version.id)
  const rowVersion = version.rowVersion + 1
  switch (act) {
    case 'propose':
      await change
        .set({
          state: 'proposed',
          rowVersion,
          proposedAt: at,
          proposedById: by.id,
          proposedByName: by.name,
          returnedAt: null,
          returnedByName: null,
          returnReason: null,
        })
        .execute()
      return
    case 'return':
      await change
        .set({ state: 'draft', rowVersion, returnedAt: at, returnedByName: by.name, returnReason: reason })
        .execute()
      return
    case 'withdraw':
      await change
        .set({
          state: 'withdrawn',
          rowVersion,
          withdrawnAt: at,
          withdrawnById: by.id,
          withdrawnByName: by.name,
          withdrawalReason: reason,
        })
        .execute()
      return
    case 'publish': {
      const former = await tx
        .updateTable('policyVersion')
        .set({ state: 'superseded' })
        .where('policyId', '=', version.policyId)
        .where('state', '=', 'published')
        .returning(['id', 'number'])
        .execute()
      await change
        .set({
          state: 'published',
          rowVersion,
          publishedAt: at,
          publishedById: by.id,
          publishedByName: by.name,
        })
        .execute()
      await tx
        .updateTable('policy')
        .set({ currentVersionId: version.id })
        .where('id', '=', version.policyId)
        .execute()
      for (const one of former)
        await noteAct(tx, ctx, { ...one, policyId: version.policyId }, 'supersede', null)
    }
  }
}

/** Who has to act next, and who waits for what was done. */
async function tell(tx: Tx, ctx: Context, version: StoredVersion, act: Act, reason: string): Promise<void> {
  const { title } = headOf(version.head)
  const base = {
    subjectKey: `policy-version:${version.id}:${String(version.rowVersion)}`,
    // Where the version is read or written on; once it is published or withdrawn, the policy itself.
    subjectPath:
      act === 'propose' || act === 'return'
        ? `/policies/${version.policyId}/versions/${version.id}`
        : `/policies/${version.policyId}`,
    message: act,
  }
  if (act === 'propose') {
    await tellOf(tx, ctx, [
      {
        ...base,
        party: version.ownerId === null ? 'role:zone_office' : `org:${version.ownerId}`,
        text: {
          zh: `政策《${title.zh}》第${String(version.number)}版待发布，须由起草人以外的人员复核。`,
          en: `Version ${String(version.number)} of “${title.en || title.zh}” waits for publication by somebody who did not write it.`,
        },
      },
    ])
    return
  }
  const people = new Set(
    [version.draftedById, version.proposedById].filter((id) => id !== null && id !== ctx.caller.userId),
  )
  const texts: Readonly<Record<Exclude<Act, 'propose'>, { zh: string; en: string }>> = {
    return: {
      zh: `政策《${title.zh}》第${String(version.number)}版被退回：${reason}`,
      en: `Version ${String(version.number)} of “${title.en || title.zh}” was returned: ${reason}`,
    },
    publish: {
      zh: `政策《${title.zh}》第${String(version.number)}版已发布。`,
      en: `Version ${String(version.number)} of “${title.en || title.zh}” was published.`,
    },
    withdraw: {
      zh: `政策《${title.zh}》第${String(version.number)}版已撤销：${reason}`,
      en: `Version ${String(version.number)} of “${title.en || title.zh}” was withdrawn: ${reason}`,
    },
  }
  await tellOf(
    tx,
    ctx,
    [...people].map((id) => ({ ...base, party: `user:${id ?? ''}` as const, text: texts[act] })),
  )
}

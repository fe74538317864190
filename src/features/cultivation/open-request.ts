import { sql } from 'kysely'
import { refuse } from '#domain/kernel'
import type { CaseData } from '#domain/cases'
import { definitionInForce, raiseCase } from '#features/procedures'
import type { Context } from '#platform/http'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import type { EnterpriseName, PackItem, ServicePack } from './contract.ts'
import type * as contract from './contract.ts'
import { dayOf, requireKept, type Tx } from './store.ts'

/** An item of a pack is asked for: its case is opened and submitted in the caller's name, and remembered with the pack. */
export function openRequest(
  ctx: Context,
  assignmentId: string,
  body: BodyOf<typeof contract.openRequest>,
): Promise<ResponseOf<typeof contract.openRequest>> {
  const on = dayOf(ctx.now)
  return ctx.inTransaction(async (tx) => {
    const { rows } = await sql<{ enterpriseId: string; pack: ServicePack; holds: boolean }>`
      SELECT k.enterprise_id, p.definition AS pack, k.valid @> ${on}::date AS holds
        FROM pack_assignment k JOIN service_pack p ON p.code = k.pack AND p.version = k.pack_version
       WHERE k.id = ${assignmentId}::uuid`.execute(tx)
    const { enterpriseId, pack, holds } = rows[0] ?? refuse('cultivation.not_found')
    const enterprise = await requireKept(tx, enterpriseId, on)
    if (!holds) refuse('cultivation.pack_ended', { pack: pack.title.zh })
    const item =
      pack.items.find(({ id }) => id === body.item) ?? refuse('cultivation.item_unknown', {}, ['item'])
    const procedure =
      item.procedure ?? refuse('cultivation.item_without_case', { item: item.title.zh }, ['item'])
    const raised = await raiseCase(tx, ctx, {
      procedure,
      origin: null,
      data: await dataFor(tx, ctx, procedure, { enterprise, pack, item, body }),
    })
    await tx
      .insertInto('serviceRequest')
      .values({
        caseId: raised.id,
        enterpriseId,
        assignmentId,
        item: item.id,
        at: ctx.now.toISOString(),
        byId: ctx.caller.userId ?? refuse('cultivation.not_found'),
        byName: ctx.caller.name,
      })
      .execute()
    await ctx.audit(tx, {
      action: 'cultivation.request',
      subjectKind: 'enterprise',
      subjectId: enterpriseId,
      detail: { case: raised.id, pack: pack.code, item: item.id },
    })
    return { caseId: raised.id, number: raised.number }
  })
}

interface Asked {
  readonly enterprise: EnterpriseName
  readonly pack: ServicePack
  readonly item: PackItem
  readonly body: BodyOf<typeof contract.openRequest>
}

/** What is known of what the first form of the procedure asks for; what else it asks, it refuses with its own words. */
async function dataFor(
  tx: Tx,
  ctx: Context,
  procedure: string,
  { enterprise, pack, item, body }: Asked,
): Promise<CaseData> {
  const park =
    enterprise.registrationPark ??
    enterprise.operationPark ??
    refuse('cultivation.enterprise_without_park', { name: enterprise.name })
  const offered: CaseData = {
    matter: body.matter,
    content: cut(`${body.content}\n（服务包：${pack.title.zh}；事项：${item.title.zh}）`, 4000),
    kind: 'other',
    enterprise: cut(enterprise.name, 100),
    applicantCode: enterprise.creditCode,
    contact: body.contact,
    park: park.id,
    onBehalf: !ctx.caller.roles.includes('enterprise'),
  }
  const definition = await definitionInForce(tx, ctx.place, procedure)
  const node = definition.nodes[definition.initial]
  const asked = node?.kind === 'step' ? (node.fields ?? {}) : {}
  return Object.fromEntries(
    Object.entries(offered).filter(([field]) => asked[field] === 'edit' || asked[field] === 'required'),
  )
}

function cut(words: string, most: number): string {
  return [...words].slice(0, most).join('')
}

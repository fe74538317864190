import { sql } from 'kysely'
import { chinaDay, refuse } from '#domain/kernel'
import { enterprisesOn } from '#features/enterprises'
import { tellOf } from '#features/notices'
import type { Context } from '#platform/http'
import type { BodyOf, ParamsOf, QueryOf, ResponseOf } from '../route-contract.ts'
import type { SandboxView } from './contract.ts'
import type * as contract from './contract.ts'
import { parkNames } from './drafts.ts'
import type { Tx } from './store.ts'

type Act = BodyOf<typeof contract.actOnSandbox>['act']
type State = SandboxView['state']

const STEPS: Readonly<Record<Act, { readonly from: State; readonly to: State; readonly zh: string }>> = {
  admit: { from: 'applied', to: 'admitted', zh: '准予入箱' },
  refuse: { from: 'applied', to: 'refused', zh: '不予入箱' },
  withdraw: { from: 'applied', to: 'withdrawn', zh: '撤回申请' },
  exit: { from: 'admitted', to: 'exited', zh: '出箱' },
  terminate: { from: 'admitted', to: 'terminated', zh: '终止测试' },
}

interface Stored {
  readonly id: string
  readonly enterpriseId: string
  readonly name: string | null
  readonly creditCode: string
  readonly organisationId: string | null
  readonly parkId: string | null
  readonly product: string
  readonly scope: string
  readonly riskLimits: string
  readonly fromDay: string
  readonly toDay: string
  readonly state: State
  readonly conclusion: string | null
  readonly synthetic: boolean
  readonly at: string
  readonly byName: string
  readonly decidedAt: string | null
  readonly decidedByName: string | null
  readonly version: number
  readonly observations: SandboxView['observations']
  readonly total: number
}

async function loadEntries(
  tx: Tx,
  filter: {
    readonly id?: string
    readonly state?: State | undefined
    readonly enterprise?: string | undefined
  },
  offset = 0,
  limit = 1,
): Promise<Stored[]> {
  const { id, state, enterprise } = filter
  const { rows } = await sql<Stored>`
    SELECT s.id, s.enterprise_id, n.name, e.credit_code, e.organisation_id, s.park_id, s.product, s.scope, s.risk_limits,
           s.from_day, s.to_day, s.state, s.conclusion, s.synthetic, s.at, s.by_name, s.decided_at, s.decided_by_name, s.version,
           coalesce((SELECT json_agg(json_build_object('id', o.id, 'on', o.on_day, 'kind', o.kind, 'words', o.words,
                       'byName', o.by_name, 'at', to_char(o.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
                       ORDER BY o.on_day, o.at) FROM sandbox_observation o WHERE o.entry_id = s.id), '[]') AS observations,
           (count(*) OVER ())::int AS total
      FROM sandbox_entry s JOIN enterprise e ON e.id = s.enterprise_id
      LEFT JOIN LATERAL (SELECT name FROM enterprise_state x WHERE x.enterprise_id = s.enterprise_id AND upper_inf(x.known)
                          ORDER BY lower(x.valid) DESC LIMIT 1) n ON true
     WHERE ${id === undefined ? sql`true` : sql`s.id = ${id}`} AND ${state === undefined ? sql`true` : sql`s.state = ${state}`}
       AND ${enterprise === undefined ? sql`true` : sql`s.enterprise_id = ${enterprise}`}
     ORDER BY array_position('{applied,admitted}'::text[], s.state) NULLS LAST, s.at DESC, s.id
    OFFSET ${offset} LIMIT ${limit}`.execute(tx)
  return rows
}

function viewOf(ctx: Context, row: Stored, parks: Awaited<ReturnType<typeof parkNames>>): SandboxView {
  const { roles, organisationId } = ctx.caller
  const office = roles.includes('zone_office')
  const own = roles.includes('enterprise') && row.organisationId === organisationId
  const park = roles.includes('park_committee') && row.parkId === organisationId
  const can: SandboxView['can'] = []
  if (row.state === 'applied' && office) can.push('admit', 'refuse')
  if (row.state === 'applied' && own) can.push('withdraw')
  if (row.state === 'admitted' && office) can.push('exit', 'terminate')
  if (row.state === 'admitted' && (office || own || park)) can.push('observe')
  return {
    id: row.id,
    enterprise: { id: row.enterpriseId, name: row.name ?? '', creditCode: row.creditCode },
    park: parks.find(({ id }) => id === row.parkId) ?? null,
    product: row.product,
    scope: row.scope,
    riskLimits: row.riskLimits,
    from: row.fromDay,
    to: row.toDay,
    overdue: row.state === 'admitted' && row.toDay <= chinaDay(ctx.now.getTime()),
    state: row.state,
    conclusion: row.conclusion,
    decided:
      row.decidedAt === null || row.decidedByName === null
        ? null
        : { name: row.decidedByName, at: new Date(row.decidedAt).toISOString() },
    observations: row.observations,
    synthetic: row.synthetic,
    byName: row.byName,
    at: new Date(row.at).toISOString(),
    version: row.version,
    can,
  }
}

async function entryView(tx: Tx, ctx: Context, id: string): Promise<SandboxView> {
  const [row] = await loadEntries(tx, { id })
  return viewOf(ctx, row ?? refuse('policies.not_found'), await parkNames(tx))
}

export function listSandbox(
  ctx: Context,
  { offset, limit, ...filter }: QueryOf<typeof contract.listSandbox>,
): Promise<ResponseOf<typeof contract.listSandbox>> {
  return ctx.read(async (tx) => {
    const rows = await loadEntries(tx, filter, offset, limit)
    const parks = await parkNames(tx)
    return {
      total: rows[0]?.total ?? 0,
      entries: rows.map((row) => viewOf(ctx, row, parks)),
      can: { apply: ctx.caller.roles.some((role) => role === 'zone_office' || role === 'enterprise') },
    }
  })
}

export function readSandboxEntry(
  ctx: Context,
  { entryId }: ParamsOf<typeof contract.readSandboxEntry>,
): Promise<SandboxView> {
  return ctx.read((tx) => entryView(tx, ctx, entryId))
}

export function applyForSandbox(
  ctx: Context,
  { enterpriseId, product, scope, riskLimits, from, to }: BodyOf<typeof contract.applyForSandbox>,
): Promise<SandboxView> {
  if (to <= from) refuse('policies.range_empty', { from, to }, ['to'])
  return ctx.inTransaction(async (tx) => {
    const today = chinaDay(ctx.now.getTime())
    const enterprise = (await enterprisesOn(tx, [enterpriseId], today)).get(enterpriseId)
    if (enterprise === undefined) return refuse('policies.not_found')
    if (!ctx.caller.roles.includes('zone_office')) {
      const { rows } = await sql<{
        own: boolean | null
      }>`SELECT acting_enterprise() = ${enterpriseId}::uuid AS own`.execute(tx)
      if (rows[0]?.own !== true) refuse('policies.not_yours')
    }
    const { id } = await tx
      .insertInto('sandboxEntry')
      .values({
        enterpriseId,
        parkId: enterprise.registrationParkId,
        product,
        scope,
        riskLimits,
        fromDay: from,
        toDay: to,
        state: 'applied',
        conclusion: null,
        synthetic: enterprise.synthetic,
        at: ctx.now.toISOString(),
        byId: ctx.caller.userId,
        byName: ctx.caller.name,
        decidedByName: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tellOf(tx, ctx, [
      {
        subjectKey: `sandbox:${id}`,
        subjectPath: `/policies/sandbox/${id}`,
        message: 'applied',
        party: 'role:zone_office',
        text: {
          zh: `${enterprise.name}申请监管沙箱测试：${product}。`,
          en: `${enterprise.name} applies for the sandbox with ${product}.`,
        },
      },
    ])
    await ctx.audit(tx, {
      action: 'policies.sandbox-apply',
      subjectKind: 'sandbox-entry',
      subjectId: id,
      detail: { enterpriseId, product, from, to },
    })
    return entryView(tx, ctx, id)
  })
}

export function actOnSandbox(
  ctx: Context,
  { entryId }: ParamsOf<typeof contract.actOnSandbox>,
  { act, conclusion, version }: BodyOf<typeof contract.actOnSandbox>,
): Promise<SandboxView> {
  return ctx.inTransaction(async (tx) => {
    const [row] = await loadEntries(tx, { id: entryId })
    const entry = viewOf(ctx, row ?? refuse('policies.not_found'), [])
    if (entry.version !== version)
      refuse('policies.stale', { by: '', version: entry.version, count: 0, differences: [] })
    const step = STEPS[act]
    if (entry.state !== step.from) refuse('policies.not_now', { state: entry.state })
    if (!entry.can.includes(act)) refuse('policies.not_yours')
    const changed = await tx
      .updateTable('sandboxEntry')
      .set({
        state: step.to,
        conclusion,
        decidedAt: ctx.now.toISOString(),
        decidedByName: ctx.caller.name,
        version: version + 1,
      })
      .where('id', '=', entryId)
      .where('version', '=', version)
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n)
      refuse('policies.stale', { by: '', version: null, count: 0, differences: [] })
    const parties = [row?.organisationId, row?.parkId].filter((id) => typeof id === 'string')
    await tellOf(
      tx,
      ctx,
      parties.map((id) => ({
        subjectKey: `sandbox:${entryId}`,
        subjectPath: `/policies/sandbox/${entryId}`,
        message: act,
        party: `org:${id}` as const,
        text: {
          zh: `监管沙箱“${entry.product}”：${step.zh}。${conclusion}`,
          en: `Sandbox “${entry.product}”: ${act}. ${conclusion}`,
        },
      })),
    )
    await ctx.audit(tx, {
      action: `policies.sandbox-${act}`,
      subjectKind: 'sandbox-entry',
      subjectId: entryId,
      detail: { conclusion },
    })
    return entryView(tx, ctx, entryId)
  })
}

export function observeSandbox(
  ctx: Context,
  { entryId }: ParamsOf<typeof contract.observeSandbox>,
  { on, kind, words }: BodyOf<typeof contract.observeSandbox>,
): Promise<SandboxView> {
  return ctx.inTransaction(async (tx) => {
    const entry = await entryView(tx, ctx, entryId)
    if (entry.state !== 'admitted') refuse('policies.not_now', { state: entry.state })
    if (!entry.can.includes('observe')) refuse('policies.not_yours')
    const { id } = await tx
      .insertInto('sandboxObservation')
      .values({
        entryId,
        onDay: on,
        kind,
        words,
        at: ctx.now.toISOString(),
        byId: ctx.caller.userId,
        byName: ctx.caller.name,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    // What goes beyond the limits is for the office to look at.
    if (kind === 'limit-exceeded' || kind === 'incident')
      await tellOf(tx, ctx, [
        {
          subjectKey: `sandbox-observation:${id}`,
          subjectPath: `/policies/sandbox/${entryId}`,
          message: kind,
          party: 'role:zone_office',
          text: {
            zh: `监管沙箱“${entry.product}”${kind === 'incident' ? '发生事件' : '超出风险边界'}：${words}`,
            en: `Sandbox “${entry.product}”: ${kind === 'incident' ? 'an incident' : 'beyond its limits'}: ${words}`,
          },
        },
      ])
    await ctx.audit(tx, {
      action: 'policies.sandbox-observe',
      subjectKind: 'sandbox-entry',
      subjectId: entryId,
      detail: { on, kind },
    })
    return entryView(tx, ctx, entryId)
  })
}

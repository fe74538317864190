import { sql } from 'kysely'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { chinaDay, refuse } from '#domain/kernel'
import { tellOf } from '#features/notices'
import { knowAttachments, receiveFiles, sendAttachment, type Context } from '#platform/http'
import type { BodyOf, ParamsOf, QueryOf, ResponseOf } from '../route-contract.ts'
import { PilotFindings, type PilotView } from './contract.ts'
import type * as contract from './contract.ts'
import { coverParks, requirePublished } from './coverage.ts'
import { parkNames } from './drafts.ts'
import type { Tx } from './store.ts'

type Act = BodyOf<typeof contract.actOnPilot>['act']
type State = PilotView['state']

const STEPS: Readonly<Record<Act, { readonly from: readonly State[]; readonly to: State }>> = {
  start: { from: ['proposed'], to: 'running' },
  drop: { from: ['proposed'], to: 'dropped' },
  evaluate: { from: ['running'], to: 'evaluated' },
  extend: { from: ['evaluated'], to: 'extended' },
  adjust: { from: ['evaluated'], to: 'adjusted' },
  stop: { from: ['evaluated'], to: 'stopped' },
}

interface Stored {
  readonly id: string
  readonly policyId: string
  readonly code: string
  readonly policyTitle: { zh: string; en: string }
  readonly title: string
  readonly goals: string
  readonly basis: string
  readonly fromDay: string
  readonly toDay: string
  readonly state: State
  readonly findings: unknown
  readonly evaluatedAt: string | null
  readonly evaluatedByName: string | null
  readonly evaluatedById: string | null
  readonly decidedAt: string | null
  readonly decidedByName: string | null
  readonly decisionReason: string | null
  readonly synthetic: boolean
  readonly at: string
  readonly byName: string
  readonly version: number
  readonly parkIds: string[]
  readonly files: PilotView['files']
  readonly total: number
}

async function loadPilots(
  tx: Tx,
  filter: {
    readonly id?: string
    readonly policy?: string | undefined
    readonly park?: string | undefined
    readonly state?: State | undefined
  },
  offset = 0,
  limit = 1,
): Promise<Stored[]> {
  const { id, policy, park, state } = filter
  const { rows } = await sql<Stored>`
    SELECT t.id, t.policy_id, p.code, v.definition -> 'title' AS policy_title, t.title, t.goals, t.basis, t.from_day, t.to_day,
           t.state, t.findings, t.evaluated_at, t.evaluated_by_name, t.evaluated_by_id, t.decided_at, t.decided_by_name,
           t.decision_reason, t.synthetic, t.at, t.by_name, t.version,
           array(SELECT k.park_id FROM policy_pilot_park k WHERE k.pilot_id = t.id) AS park_ids,
           coalesce((SELECT json_agg(json_build_object('id', f.id, 'name', f.name, 'sizeBytes', f.size_bytes, 'byName', f.by_name,
                       'at', to_char(f.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) ORDER BY f.at)
              FROM policy_pilot_file f WHERE f.pilot_id = t.id), '[]') AS files,
           (count(*) OVER ())::int AS total
      FROM policy_pilot t JOIN policy p ON p.id = t.policy_id LEFT JOIN policy_version v ON v.id = p.current_version_id
     WHERE ${id === undefined ? sql`true` : sql`t.id = ${id}`}
       AND ${policy === undefined ? sql`true` : sql`t.policy_id = ${policy}`}
       AND ${state === undefined ? sql`true` : sql`t.state = ${state}`}
       AND ${park === undefined ? sql`true` : sql`EXISTS (SELECT FROM policy_pilot_park k WHERE k.pilot_id = t.id AND k.park_id = ${park})`}
     ORDER BY array_position('{evaluated,running,proposed}'::text[], t.state) NULLS LAST, t.to_day, t.id
    OFFSET ${offset} LIMIT ${limit}`.execute(tx)
  return rows
}

function viewOf(ctx: Context, row: Stored, parks: PilotView['parks']): PilotView {
  const { roles, userId } = ctx.caller
  const office = roles.includes('zone_office')
  const decides = (office || roles.includes('leader')) && row.evaluatedById !== userId
  const can: PilotView['can'] = []
  if (row.state === 'proposed' && office) can.push('start', 'drop')
  if (row.state === 'running' && office) can.push('evaluate')
  if (row.state === 'evaluated' && decides) can.push('extend', 'adjust', 'stop')
  const ownPark = roles.includes('park_committee') && row.parkIds.includes(ctx.caller.organisationId ?? '')
  if (row.decidedAt === null && (office || ownPark)) can.push('attach')
  return {
    id: row.id,
    policy: { id: row.policyId, code: row.code, title: row.policyTitle },
    title: row.title,
    goals: row.goals,
    basis: row.basis,
    from: row.fromDay,
    to: row.toDay,
    overdue: row.state === 'running' && row.toDay <= chinaDay(ctx.now.getTime()),
    state: row.state,
    parks: parks.filter(({ id }) => row.parkIds.includes(id)),
    findings: row.findings === null ? null : PilotFindings.parse(row.findings),
    evaluated: personAt(row.evaluatedByName, row.evaluatedAt),
    decided:
      row.decidedAt === null
        ? null
        : {
            name: row.decidedByName ?? '',
            at: new Date(row.decidedAt).toISOString(),
            reason: row.decisionReason ?? '',
          },
    files: row.files,
    synthetic: row.synthetic,
    byName: row.byName,
    at: new Date(row.at).toISOString(),
    version: row.version,
    can,
  }
}

function personAt(name: string | null, at: string | null) {
  return name === null || at === null ? null : { name, at: new Date(at).toISOString() }
}

export function listPilots(
  ctx: Context,
  { offset, limit, ...filter }: QueryOf<typeof contract.listPilots>,
): Promise<ResponseOf<typeof contract.listPilots>> {
  return ctx.read(async (tx) => {
    const rows = await loadPilots(tx, filter, offset, limit)
    const parks = await parkNames(tx)
    return {
      total: rows[0]?.total ?? 0,
      pilots: rows.map((row) => viewOf(ctx, row, parks)),
      can: { propose: ctx.caller.roles.includes('zone_office') },
    }
  })
}

export function readPilot(
  ctx: Context,
  { pilotId }: ParamsOf<typeof contract.readPilot>,
): Promise<PilotView> {
  return ctx.read((tx) => pilotView(tx, ctx, pilotId))
}

async function pilotView(tx: Tx, ctx: Context, id: string): Promise<PilotView> {
  const [row] = await loadPilots(tx, { id })
  return viewOf(ctx, row ?? refuse('policies.not_found'), await parkNames(tx))
}

export function proposePilot(
  ctx: Context,
  { policyId, parks, title, goals, basis, from, to }: BodyOf<typeof contract.proposePilot>,
): Promise<PilotView> {
  if (to <= from) refuse('policies.range_empty', { from, to }, ['to'])
  return ctx.inTransaction(async (tx) => {
    await requirePublished(tx, policyId)
    const { id } = await tx
      .insertInto('policyPilot')
      .values({
        policyId,
        title,
        goals,
        basis,
        fromDay: from,
        toDay: to,
        state: 'proposed',
        evaluatedByName: null,
        evaluatedById: null,
        decidedByName: null,
        decidedById: null,
        decisionReason: null,
        at: ctx.now.toISOString(),
        byId: ctx.caller.userId,
        byName: ctx.caller.name,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await coverParks(tx, ctx, { policyId, parks, state: 'proposed', from, to, basis, note: title })
    await tx
      .insertInto('policyPilotPark')
      .values([...new Set(parks)].map((parkId) => ({ pilotId: id, parkId })))
      .execute()
    await ctx.audit(tx, {
      action: 'policies.pilot-propose',
      subjectKind: 'policy-pilot',
      subjectId: id,
      detail: { policyId, title, from, to, parks: [...parks] },
    })
    return pilotView(tx, ctx, id)
  })
}

/** Each step also says in the coverage matrix how far the parks have come. */
export function actOnPilot(
  ctx: Context,
  { pilotId }: ParamsOf<typeof contract.actOnPilot>,
  { act, version, reason, findings, parks: further, from }: BodyOf<typeof contract.actOnPilot>,
): Promise<PilotView> {
  return ctx.inTransaction(async (tx) => {
    const seen = await pilotView(tx, ctx, pilotId)
    await sql`SELECT FROM policy_pilot WHERE id = ${pilotId} FOR UPDATE`.execute(tx)
    const pilot = await pilotView(tx, ctx, pilotId)
    if (pilot.version !== version)
      refuse('policies.stale', { by: '', version: pilot.version, count: 0, differences: [] })
    const step = STEPS[act]
    if (!step.from.includes(pilot.state)) refuse('policies.not_now', { state: pilot.state })
    if (!seen.can.includes(act)) refuse('policies.not_yours')
    if (act === 'evaluate' && findings === null) refuse('policies.findings_missing', {}, ['findings'])
    if (act === 'extend' && (further.length === 0 || from === null))
      refuse('policies.extension_unclear', {}, ['parks'])
    const at = ctx.now.toISOString()
    const decides = ['drop', 'extend', 'adjust', 'stop'].includes(act)
    await tx
      .updateTable('policyPilot')
      .set({
        state: step.to,
        version: version + 1,
        ...(act === 'evaluate'
          ? {
              findings: JSON.stringify(findings),
              evaluatedAt: at,
              evaluatedById: ctx.caller.userId,
              evaluatedByName: ctx.caller.name,
            }
          : {}),
        ...(decides
          ? {
              decidedAt: at,
              decidedById: ctx.caller.userId,
              decidedByName: ctx.caller.name,
              decisionReason: reason,
            }
          : {}),
      })
      .where('id', '=', pilotId)
      .execute()
    await follow(tx, ctx, pilot, act, reason, further, from)
    await ctx.audit(tx, {
      action: `policies.pilot-${act}`,
      subjectKind: 'policy-pilot',
      subjectId: pilotId,
      detail: { reason, parks: [...further], from },
    })
    return pilotView(tx, ctx, pilotId)
  })
}

async function follow(
  tx: Tx,
  ctx: Context,
  pilot: PilotView,
  act: Act,
  reason: string,
  further: readonly string[],
  from: string | null,
): Promise<void> {
  const base = { policyId: pilot.policy.id, to: null, basis: pilot.basis, note: reason }
  const parks = pilot.parks.map(({ id }) => id)
  const today = chinaDay(ctx.now.getTime())
  if (act === 'start')
    await coverParks(tx, ctx, { ...base, parks, state: 'pilot', from: pilot.from, to: pilot.to })
  if (act === 'evaluate') await coverParks(tx, ctx, { ...base, parks, state: 'assessed', from: today })
  if (act === 'extend' && from !== null) {
    await coverParks(tx, ctx, { ...base, parks, state: 'covered', from })
    const others = further.filter((id) => !parks.includes(id))
    if (others.length > 0) await coverParks(tx, ctx, { ...base, parks: others, state: 'spreading', from })
  }
  await tellOf(
    tx,
    ctx,
    parks.map((park) => ({
      subjectKey: `policy-pilot:${pilot.id}`,
      subjectPath: `/policies/pilots/${pilot.id}`,
      message: act,
      party: `org:${park}` as const,
      text: {
        zh: `先行先试“${pilot.title}”：${ACT_WORDS[act]}。${reason}`,
        en: `Pilot “${pilot.title}”: ${act}. ${reason}`,
      },
    })),
  )
}

const ACT_WORDS: Readonly<Record<Act, string>> = {
  start: '已启动',
  drop: '不予开展',
  evaluate: '已完成评估',
  extend: '扩大实施范围',
  adjust: '调整后继续',
  stop: '停止试点',
}

export async function addPilotFiles(
  ctx: Context,
  pilotId: string,
  request: FastifyRequest,
): Promise<PilotView> {
  const byId = ctx.caller.userId ?? refuse('access.not_signed_in')
  const pilot = await ctx.read((tx) => pilotView(tx, ctx, pilotId))
  if (!pilot.can.includes('attach')) refuse('policies.not_yours')
  const stored = await receiveFiles(ctx, request, 'policies.files_missing')
  return ctx.inTransaction(async (tx) => {
    await knowAttachments(tx, stored)
    await tx
      .insertInto('policyPilotFile')
      .values(
        stored.map(({ digest, sizeBytes, name }) => ({
          pilotId,
          digest,
          sizeBytes,
          name,
          at: ctx.now.toISOString(),
          byId,
          byName: ctx.caller.name,
        })),
      )
      .execute()
    await ctx.audit(tx, {
      action: 'policies.pilot-attach',
      subjectKind: 'policy-pilot',
      subjectId: pilotId,
      detail: { digests: stored.map(({ digest }) => digest) },
    })
    return pilotView(tx, ctx, pilotId)
  })
}

export async function downloadPilotFile(
  ctx: Context,
  fileId: string,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const file = await ctx.read((tx) =>
    tx.selectFrom('policyPilotFile').select(['digest', 'name']).where('id', '=', fileId).executeTakeFirst(),
  )
  if (file === undefined) return refuse('policies.not_found')
  const { stream, sizeBytes } = await ctx.files.openStream(file.digest)
  return sendAttachment(reply, stream, file.name, 'application/octet-stream', sizeBytes)
}

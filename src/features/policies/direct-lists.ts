import { sql, type Transaction } from 'kysely'
import type { z } from 'zod'
import { chinaDay, refuse } from '#domain/kernel'
import { ANSWER_CODES, judge, sheetFromBase, workOutAmount } from '#domain/rules'
import type { Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { BodyOf, ParamsOf, QueryOf, ResponseOf } from '../route-contract.ts'
import { loadApplications, countApplications } from './application-rows.ts'
import { judgedValues } from './apply.ts'
import type { DirectList } from './contract-applications.ts'
import type * as contract from './contract-applications.ts'
import { judgeZone } from './list-matches.ts'
import { tellEnterprise } from './tell-enterprise.ts'
import { windowOn } from './windows.ts'

type Tx = Transaction<Database>
type List = z.infer<typeof DirectList>
/** Rows in one statement. */
const AT_ONCE = 500

/**
 * 免申即享: everybody who qualifies today, each with the amount and the facts it rests on. Who has it already, or who has taken another
 * of a group of which only one may be had, is left out and counted.
 */
export async function drawDirectList(
  ctx: Context,
  { policyId }: ParamsOf<typeof contract.drawDirectList>,
  { year }: BodyOf<typeof contract.drawDirectList>,
): Promise<List> {
  const on = chinaDay(ctx.now.getTime())
  const { zone, book, columns } = await judgeZone(ctx, on)
  const policy = book.byId.get(policyId) ?? refuse('policies.not_in_force', { on })
  const { definition } = policy
  if (definition.procedure !== 'direct') refuse('policies.not_direct')
  const window = windowOn(definition, on)
  if (window.state === 'upcoming') refuse('policies.window_not_yet', { from: window.from, to: window.to })
  if (window.state === 'closed') refuse('policies.window_closed', { to: window.to })
  const answers = columns.get(definition.code)?.answers ?? new Uint8Array()
  return ctx.inTransaction(async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtext('policy_direct_list'), hashtext(${policyId}))`.execute(tx)
    const drawn = await tx
      .selectFrom('policyDirectList')
      .select('id')
      .where('policyId', '=', policyId)
      .where('state', '=', 'drawn')
      .executeTakeFirst()
    if (drawn !== undefined) refuse('policies.list_drawn_already', { list: drawn.id })
    const standing = await whoHas(tx, policyId, year, definition)
    const parks = await registeredIn(tx, on)
    const leftOut = new Map<string, number>()
    const leave = (reason: string) => leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1)
    const rows: { enterpriseId: string; parkId: string | null; values: ReturnType<typeof judgedValues> }[] =
      []
    for (const [row, enterpriseId] of zone.base.ids.entries()) {
      if (answers[row] !== ANSWER_CODES.yes) continue
      const has = standing.get(enterpriseId)
      if (has !== undefined) {
        leave(has)
        continue
      }
      const sheet = sheetFromBase(zone.base, row)
      const amount =
        definition.benefit.amount === null ? null : workOutAmount(book.compiled, definition.code, sheet)
      if (amount !== null && (amount.value === null || amount.value <= 0)) {
        leave(amount.value === null ? 'amount-unknown' : 'amount-zero')
        continue
      }
      const verdict = judge(book.compiled, definition.code, sheet)
      rows.push({
        enterpriseId,
        parkId: parks.get(enterpriseId) ?? null,
        values: judgedValues({ on, book, policy, sheet, verdict, amount }),
      })
    }
    const at = ctx.now.toISOString()
    const userId = ctx.caller.userId ?? refuse('access.not_signed_in')
    const { id } = await tx
      .insertInto('policyDirectList')
      .values({
        policyId,
        policyVersionId: policy.versionId,
        onDay: on,
        year,
        count: rows.length,
        amount: rows.reduce((sum, { values }) => sum + (values.worked ?? 0), 0),
        leftOut: JSON.stringify([...leftOut].map(([reason, count]) => ({ reason, count }))),
        state: 'drawn',
        at,
        byId: userId,
        byName: ctx.caller.name,
        sentAt: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (let from = 0; from < rows.length; from += AT_ONCE)
      await tx
        .insertInto('policyApplication')
        .values(
          rows.slice(from, from + AT_ONCE).map(({ enterpriseId, parkId, values }) => ({
            ...values,
            policyId,
            policyVersionId: policy.versionId,
            enterpriseId,
            parkId,
            procedure: 'direct' as const,
            listId: id,
            state: 'listed' as const,
            year,
            approved: null,
            note: null,
            caseId: null,
            caseNumber: null,
            at,
            byId: userId,
            byName: ctx.caller.name,
          })),
        )
        .execute()
    await ctx.audit(tx, {
      action: 'policies.draw-list',
      subjectKind: 'policy',
      subjectId: policyId,
      detail: { list: id, year, count: rows.length },
    })
    return one(tx, id)
  })
}

/** Who need not be asked, with why. */
async function whoHas(
  tx: Tx,
  policyId: string,
  year: number,
  {
    times,
    exclusive,
    excludes,
    code,
  }: { times: string; exclusive: readonly string[]; excludes: readonly string[]; code: string },
): Promise<Map<string, string>> {
  const { rows } = await sql<{
    enterpriseId: string
    policyId: string
    year: number
    state: string
    code: string
    exclusive: string[]
    excludes: string[]
  }>`
    SELECT a.enterprise_id, a.policy_id, a.year, a.state, p.code, v.definition -> 'exclusive' AS exclusive,
           v.definition -> 'excludes' AS excludes
      FROM policy_application a JOIN policy p ON p.id = a.policy_id JOIN policy_version v ON v.id = a.policy_version_id
     WHERE a.state IN ('listed', 'invited', 'submitted', 'approved', 'paid')`.execute(tx)
  const found = new Map<string, string>()
  for (const row of rows) {
    if (row.policyId === policyId) {
      if (row.state !== 'paid') found.set(row.enterpriseId, 'applied')
      else if (times === 'once' || (times === 'once-a-year' && row.year === year))
        found.set(row.enterpriseId, 'paid')
    } else if (
      row.year === year &&
      (exclusive.some((group) => row.exclusive.includes(group)) ||
        excludes.includes(row.code) ||
        row.excludes.includes(code))
    )
      found.set(row.enterpriseId, 'exclusive')
  }
  return found
}

async function registeredIn(tx: Tx, on: string): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ id: string; park: string | null }>`
    SELECT enterprise_id AS id, coalesce(registration_park_id, operation_park_id) AS park FROM enterprise_state
     WHERE valid @> ${on}::date AND upper_inf(known)`.execute(tx)
  return new Map(rows.map(({ id, park }) => [id, park]))
}

async function loadLists(
  tx: Tx,
  filter: { readonly id?: string; readonly policy?: string | undefined },
): Promise<List[]> {
  const { rows } = await sql<List>`
    SELECT l.id, json_build_object('id', l.policy_id, 'code', p.code, 'title', v.definition -> 'title') AS policy,
           l.on_day::text AS "on", l.year, l.count, l.amount, l.left_out, l.state,
           (SELECT count(*)::int FROM policy_application a WHERE a.list_id = l.id AND a.state IN ('submitted', 'approved', 'paid')) AS confirmed,
           (SELECT count(*)::int FROM policy_application a WHERE a.list_id = l.id AND a.state = 'declined') AS declined,
           (SELECT count(*)::int FROM policy_application a WHERE a.list_id = l.id AND a.state = 'invited') AS waiting,
           (SELECT coalesce(sum(paid), 0)::float8 FROM policy_application a WHERE a.list_id = l.id) AS paid,
           l.by_name, to_char(l.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at,
           to_char(l.sent_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS sent_at, l.version
      FROM policy_direct_list l JOIN policy p ON p.id = l.policy_id JOIN policy_version v ON v.id = l.policy_version_id
     WHERE ${filter.id === undefined ? sql`true` : sql`l.id = ${filter.id}`}
       AND ${filter.policy === undefined ? sql`true` : sql`l.policy_id = ${filter.policy}`}
     ORDER BY l.at DESC LIMIT 500`.execute(tx)
  return rows
}

async function one(tx: Tx, id: string): Promise<List> {
  const [found] = await loadLists(tx, { id })
  return found ?? refuse('policies.list_not_found')
}

export function listDirectLists(
  ctx: Context,
  { policy }: QueryOf<typeof contract.listDirectLists>,
): Promise<ResponseOf<typeof contract.listDirectLists>> {
  return ctx.read(async (tx) => ({ lists: await loadLists(tx, { policy }) }))
}

export function readDirectList(
  ctx: Context,
  { listId }: ParamsOf<typeof contract.readDirectList>,
  { offset, limit }: QueryOf<typeof contract.readDirectList>,
): Promise<ResponseOf<typeof contract.readDirectList>> {
  return ctx.read(async (tx) => ({
    list: await one(tx, listId),
    total: (await countApplications(tx, { list: listId })).total,
    applications: await loadApplications(tx, { list: listId }, { sort: 'amount', offset, limit }),
  }))
}

/** Sent: each enterprise is asked to confirm. Dropped: nobody hears of it. */
export function actOnDirectList(
  ctx: Context,
  { listId }: ParamsOf<typeof contract.actOnDirectList>,
  { act, version }: BodyOf<typeof contract.actOnDirectList>,
): Promise<List> {
  return ctx.inTransaction(async (tx) => {
    await tx.selectFrom('policyDirectList').select('id').where('id', '=', listId).forUpdate().execute()
    const list = await one(tx, listId)
    if (list.version !== version || list.state !== 'drawn')
      refuse('policies.list_not_now', { state: list.state, version: list.version })
    const state = act === 'send' ? 'sent' : 'dropped'
    await tx
      .updateTable('policyDirectList')
      .set({ state, version: version + 1, ...(act === 'send' ? { sentAt: ctx.now.toISOString() } : {}) })
      .where('id', '=', listId)
      .execute()
    const moved = await tx
      .updateTable('policyApplication')
      .set((eb) => ({ state: act === 'send' ? 'invited' : 'withdrawn', version: eb('version', '+', 1) }))
      .where('listId', '=', listId)
      .where('state', '=', 'listed')
      .returning(['id', 'enterpriseId', 'worked'])
      .execute()
    if (act === 'send')
      for (const { id, enterpriseId, worked } of moved)
        await tellEnterprise(tx, ctx, enterpriseId, {
          message: 'policy-invited',
          subjectKey: `policy-application:${id}:invited`,
          subjectPath: `/policies/applications/${id}`,
          text: {
            zh: `你单位符合“${list.policy.title.zh}”，${worked === null ? '' : `测算金额${String(worked)}万元，`}无需申报，请确认。`,
            en: `You qualify for “${list.policy.title.en || list.policy.title.zh}”${worked === null ? '' : ` (${String(worked)} × 10,000 yuan)`}; no application is needed, please confirm.`,
          },
        })
    await ctx.audit(tx, {
      action: `policies.${act}-list`,
      subjectKind: 'policy',
      subjectId: list.policy.id,
      detail: { list: listId, count: moved.length },
    })
    return one(tx, listId)
  })
}

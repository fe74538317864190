import type { FastifyReply } from 'fastify'
import { sql } from 'kysely'
import { chinaDay, refuse } from '#domain/kernel'
import { tellOf } from '#features/notices'
import { sendExport, type Context } from '#platform/http'
import { writeWorkbook, type ExportRow } from '#platform/spreadsheets'
import type { BodyOf, QueryOf, ResponseOf } from '../route-contract.ts'
import type { CoverageState } from './contract.ts'
import type * as contract from './contract.ts'
import { parkNames } from './drafts.ts'
import { policyRows } from './list-policies.ts'
import type { Tx } from './store.ts'

type Cell = ResponseOf<typeof contract.setCoverage>['cells'][number]

export const COVERAGE_WORDS: Readonly<Record<CoverageState, string>> = {
  proposed: '提议',
  pilot: '试点',
  assessed: '评估',
  spreading: '推广',
  covered: '覆盖',
  'not-applicable': '不适用',
}

export function readCoverage(
  ctx: Context,
  { on: given, level, theme, offset, limit }: QueryOf<typeof contract.readCoverage>,
): Promise<ResponseOf<typeof contract.readCoverage>> {
  const on = given ?? chinaDay(ctx.now.getTime())
  return ctx.read(async (tx) => {
    const found = (await policyRows(tx, on))
      .map(({ row }) => row)
      .filter(
        (row) =>
          row.standing !== 'draft' &&
          (level === undefined || row.level === level) &&
          (theme === undefined || row.themes.includes(theme)),
      )
    const shown = found.slice(offset, offset + limit)
    const parks = await parkNames(tx)
    const cells = await cellsOn(
      tx,
      on,
      shown.map(({ id }) => id),
    )
    return {
      on,
      total: found.length,
      parks,
      policies: shown.map(({ id, code, title, level: of, parks: named }) => {
        const own = cells.filter(({ policyId }) => policyId === id)
        const apart = own.filter(({ state }) => state === 'not-applicable').length
        return {
          id,
          code,
          title,
          level: of,
          parks: named,
          covered: own.filter(({ state }) => state === 'covered').length,
          applicable: (named?.length ?? parks.length) - apart,
        }
      }),
      cells,
      can: { change: ctx.caller.roles.includes('zone_office') },
    }
  })
}

async function cellsOn(tx: Tx, on: string, policies: readonly string[]): Promise<Cell[]> {
  const { rows } = await sql<Cell>`
    SELECT policy_id, park_id, state, lower(valid)::text AS "from", upper(valid)::text AS "to", basis, note, synthetic
      FROM policy_coverage WHERE valid @> ${on}::date AND upper_inf(known) AND policy_id = ANY (${policies}::uuid[])
     ORDER BY policy_id, park_id`.execute(tx)
  return rows
}

export function setCoverage(
  ctx: Context,
  body: BodyOf<typeof contract.setCoverage>,
): Promise<ResponseOf<typeof contract.setCoverage>> {
  const { policyId, from, to, parks } = body
  if (to !== null && to <= from) refuse('policies.range_empty', { from, to })
  return ctx.inTransaction(async (tx) => {
    await requirePublished(tx, policyId)
    await coverParks(tx, ctx, body)
    await ctx.audit(tx, {
      action: 'policies.coverage',
      subjectKind: 'policy',
      subjectId: policyId,
      detail: { state: body.state, from, to, parks: [...parks], basis: body.basis },
    })
    return { cells: (await cellsOn(tx, from, [policyId])).filter(({ parkId }) => parks.includes(parkId)) }
  })
}

/** What covers parks was issued; refuses drafts, which only their writers see. */
export async function requirePublished(
  tx: Tx,
  policyId: string,
): Promise<{ title: { zh: string; en: string } }> {
  const { rows } = await sql<{ title: { zh: string; en: string } }>`
    SELECT v.definition -> 'title' AS title FROM policy p JOIN policy_version v ON v.id = p.current_version_id
     WHERE p.id = ${policyId}`.execute(tx)
  return rows[0] ?? refuse('policies.not_found')
}

export interface CoverageChange {
  readonly policyId: string
  readonly parks: readonly string[]
  readonly state: CoverageState
  readonly from: string
  readonly to: string | null
  readonly basis: string
  readonly note: string | null
}

/** From a day on (until another); spells that it overlaps are cut, and stay known as they were. Tells each park. */
export async function coverParks(tx: Tx, ctx: Context, change: CoverageChange): Promise<void> {
  const { policyId, state, from, to, basis, note } = change
  const parks = [...new Set(change.parks)]
  const existing = await parkNames(tx)
  if (parks.some((id) => existing.every((park) => park.id !== id))) refuse('policies.no_such_park')
  await sql`SELECT pg_advisory_xact_lock(hashtext('policy_coverage'), hashtext(${policyId}))`.execute(tx)
  for (const park of parks) {
    const { rows: touched } = await sql<{
      id: string
      from: string
      to: string | null
      state: string
      basis: string
      note: string | null
      since: string
    }>`
      SELECT id, lower(valid)::text AS "from", upper(valid)::text AS "to", state, basis, note, lower(known) AS since FROM policy_coverage
       WHERE policy_id = ${policyId} AND park_id = ${park} AND upper_inf(known)
         AND valid && daterange(${from}::date, ${to}::date)`.execute(tx)
    // From now on; somebody whose request began later may have been first.
    const since = Math.max(ctx.now.getTime(), ...touched.map((spell) => Date.parse(spell.since) + 1))
    const known = new Date(since).toISOString()
    const add = (one: {
      from: string
      to: string | null
      state: string
      basis: string
      note: string | null
    }) =>
      sql`INSERT INTO policy_coverage (policy_id, park_id, state, valid, known, basis, note, by_id, by_name)
        VALUES (${policyId}, ${park}, ${one.state}, daterange(${one.from}::date, ${one.to}::date),
                tstzrange(${known}::timestamptz, NULL), ${one.basis}, ${one.note}, ${ctx.caller.userId}, ${ctx.caller.name})`.execute(
        tx,
      )
    for (const spell of touched) {
      await sql`UPDATE policy_coverage SET known = tstzrange(lower(known), ${known}::timestamptz) WHERE id = ${spell.id}`.execute(
        tx,
      )
      if (spell.from < from) await add({ ...spell, to: from })
      if (to !== null && (spell.to === null || spell.to > to)) await add({ ...spell, from: to })
    }
    await add({ from, to, state, basis, note })
  }
  const { title } = await requirePublished(tx, policyId)
  await tellOf(
    tx,
    ctx,
    parks.map((park) => ({
      subjectKey: `policy-coverage:${policyId}:${from}:${state}`,
      subjectPath: `/policies/${policyId}`,
      message: 'coverage',
      party: `org:${park}` as const,
      text: {
        zh: `政策《${title.zh}》在本分园自${from}起为“${COVERAGE_WORDS[state]}”。`,
        en: `“${title.en || title.zh}” stands at “${state}” in your park from ${from}.`,
      },
    })),
  )
}

export function readCoverageHistory(
  ctx: Context,
  { policy, park }: QueryOf<typeof contract.readCoverageHistory>,
): Promise<ResponseOf<typeof contract.readCoverageHistory>> {
  return ctx.read(async (tx) => {
    const { rows } = await sql<ResponseOf<typeof contract.readCoverageHistory>['spells'][number]>`
      SELECT policy_id, park_id, state, lower(valid)::text AS "from", upper(valid)::text AS "to", basis, note, synthetic, by_name,
             to_char(lower(known) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS since,
             to_char(upper(known) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS until
        FROM policy_coverage WHERE policy_id = ${policy} AND park_id = ${park}
       ORDER BY lower(known) DESC, lower(valid) DESC`.execute(tx)
    return { spells: rows }
  })
}

export async function exportCoverage(
  ctx: Context,
  { on: given }: QueryOf<typeof contract.exportCoverage>,
  reply: FastifyReply,
): Promise<unknown> {
  const on = given ?? chinaDay(ctx.now.getTime())
  const { policies, parks, cells } = await readCoverage(ctx, { on, offset: 0, limit: 500 })
  const rows = policies.map((policy): ExportRow => ({
    code: policy.code,
    title: policy.title.zh,
    covered: policy.covered,
    applicable: policy.applicable,
    ...Object.fromEntries(
      parks.map((park) => {
        const cell = cells.find(({ policyId, parkId }) => policyId === policy.id && parkId === park.id)
        return [park.code, cell === undefined ? null : COVERAGE_WORDS[cell.state]]
      }),
    ),
  }))
  return sendExport(
    reply,
    {
      name: `政策分园覆盖-${on}.xlsx`,
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    },
    (save) =>
      save(
        writeWorkbook([
          {
            name: '政策分园覆盖',
            title: '政策分园覆盖情况',
            notes: [`截至日期：${on}`, `导出人：${ctx.caller.name}`],
            columns: [
              { key: 'code', heading: '编号', type: 'text', width: 22 },
              { key: 'title', heading: '政策', type: 'text', width: 40 },
              { key: 'covered', heading: '已覆盖', type: 'number', width: 10 },
              { key: 'applicable', heading: '适用分园', type: 'number', width: 10 },
              ...parks.map(({ code, name }) => ({
                key: code,
                heading: name.zh,
                type: 'text' as const,
                width: 10,
              })),
            ],
            rows,
            frozenColumns: 2,
          },
        ]),
      ),
  )
}

import { parseScheme } from '#domain/evaluation'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import { sql } from 'kysely'
import type { BodyOf, QueryOf, ResponseOf } from '../route-contract.ts'
import type * as contract from './contract.ts'
import { groupNamesOf } from './group-names.ts'
import { neededColumns } from './needed-columns.ts'
import type { Tx } from './store.ts'

type Facts = ResponseOf<typeof contract.readFacts>

/** Figures and scores that no form has, of one kind of unit and period. */
export function readFacts(
  ctx: Context,
  { kind, period }: QueryOf<typeof contract.readFacts>,
): Promise<Facts> {
  return ctx.read(async (tx) => {
    const kinds = await tx.selectFrom('evaluationUnit').select('kind').distinct().orderBy('kind').execute()
    const periods = await periodsOf(tx, kind)
    const shown = period ?? periods[0] ?? null
    const units = await tx
      .selectFrom('evaluationUnit')
      .select(['code', 'nameZh', 'nameEn', 'groups', 'synthetic'])
      .where('kind', '=', kind)
      .orderBy('position')
      .orderBy('code')
      .execute()
    const { rows: cells } = await sql<Facts['cells'][number]>`
      SELECT unit, column_code AS "column", period, member, member_name, value, source, standing, by_name,
             lower(known) AS known_from
        FROM evaluation_fact WHERE kind = ${kind} AND period = ${shown} AND upper_inf(known)
       ORDER BY column_code, unit, member`.execute(tx)
    return {
      kind,
      kinds: kinds.map((one) => one.kind),
      period: shown,
      periods,
      units: units.map(({ code, nameZh, nameEn, groups, synthetic }) => ({
        code,
        name: { zh: nameZh, en: nameEn },
        groups: groups as Record<string, string>,
        synthetic,
      })),
      columns: await columnsOf(tx, kind),
      groupNames: await groupNamesOf(tx, kind),
      cells,
      can: {
        write: ctx.caller.roles.includes('zone_office'),
        score: ctx.caller.roles.includes('expert'),
      },
    }
  })
}

/** Newest first: those with facts, and those of rounds that wait for theirs. */
async function periodsOf(tx: Tx, kind: string): Promise<string[]> {
  const { rows } = await sql<{ period: string }>`
    SELECT DISTINCT period FROM evaluation_fact WHERE kind = ${kind} AND upper_inf(known)
    UNION SELECT period FROM evaluation_round WHERE unit_kind = ${kind} AND state <> 'abandoned'
    ORDER BY period DESC`.execute(tx)
  return rows.map(({ period }) => period)
}

/** Columns that published schemes of the zone read from facts, in the words of their nodes. */
async function columnsOf(tx: Tx, kind: string): Promise<Facts['columns']> {
  const schemes = await tx
    .selectFrom('evaluationScheme')
    .select('definition')
    .where('unitKind', '=', kind)
    .where('state', '=', 'published')
    .where('ownerId', 'is', null)
    .orderBy('code')
    .orderBy('version', 'desc')
    .execute()
  const found = new Map<string, Facts['columns'][number]>()
  for (const { definition } of schemes) {
    const parsed = parseScheme(definition)
    if (!parsed.ok) continue
    const scheme = parsed.value
    for (const needed of neededColumns(scheme)) {
      if (needed.indicator !== null || found.has(needed.column)) continue
      const node = scheme.nodes.find(({ input }) => input?.column === needed.column)
      const name =
        node?.name ??
        scheme.gates.find(({ column }) => column === needed.column)?.name ??
        scheme.adjustments.find(({ column }) => column === needed.column)?.name
      found.set(needed.column, {
        code: needed.column,
        name: name ?? { zh: needed.column, en: needed.column },
        unit: node?.input?.unit ?? null,
        panel: rangeOf(node?.input?.panel ?? null),
      })
    }
  }
  return [...found.values()]
}

function rangeOf(panel: { readonly least: number; readonly most: number } | null) {
  return panel === null ? null : { least: panel.least, most: panel.most }
}

/** Writes figures (the office) or the own scores (an expert); what stood before stays in the past, what is the same stays as it is. */
export async function saveFacts(
  ctx: Context,
  { kind, period, source, standing, cells }: BodyOf<typeof contract.saveFacts>,
): Promise<ResponseOf<typeof contract.saveFacts>> {
  const scores = standing === 'score'
  if (!ctx.caller.roles.includes(scores ? 'expert' : 'zone_office')) refuse('evaluation.facts_not_yours')
  const userId = ctx.caller.userId ?? refuse('access.not_signed_in')
  const member = scores ? userId : ''
  return ctx.inTransaction(async (tx) => {
    await requireCells(tx, kind, cells, scores)
    await sql`SELECT pg_advisory_xact_lock(hashtext('evaluation_fact'), hashtext(${kind}))`.execute(tx)
    const before = await tx
      .selectFrom('evaluationFact')
      .select(['id', 'unit', 'columnCode', 'value', 'source', 'standing'])
      .where('kind', '=', kind)
      .where('period', '=', period)
      .where('member', '=', member)
      .where(sql<boolean>`upper_inf(known)`)
      .execute()
    const known = new Map(before.map((row) => [`${row.columnCode} ${row.unit}`, row]))
    const changed = cells.filter(({ unit, column, value }) => {
      const row = known.get(`${column} ${unit}`)
      return value === null
        ? row !== undefined
        : row?.value !== value || row.source !== source || row.standing !== standing
    })
    const closing = changed.flatMap(({ unit, column }) => known.get(`${column} ${unit}`)?.id ?? [])
    if (closing.length > 0)
      await sql`UPDATE evaluation_fact SET known = tstzrange(lower(known), now())
                 WHERE id = ANY (${closing}::uuid[])`.execute(tx)
    const added = changed.flatMap(({ unit, column, value }) =>
      value === null ? [] : [{ unit, columnCode: column, value }],
    )
    for (let from = 0; from < added.length; from += ROWS_AT_ONCE)
      await tx
        .insertInto('evaluationFact')
        .values(
          added.slice(from, from + ROWS_AT_ONCE).map((row) => ({
            ...row,
            kind,
            period,
            member,
            memberName: scores ? ctx.caller.name : null,
            source,
            standing,
            byId: userId,
            byName: ctx.caller.name,
          })),
        )
        .execute()
    const removed = changed.length - added.length
    await ctx.audit(tx, {
      action: 'evaluation.facts',
      subjectKind: 'evaluation-facts',
      subjectId: `${kind}/${period}`,
      detail: { written: added.length, removed, source },
    })
    return { written: added.length, same: cells.length - changed.length, removed }
  })
}

const ROWS_AT_ONCE = 1_000

async function requireCells(
  tx: Tx,
  kind: string,
  cells: BodyOf<typeof contract.saveFacts>['cells'],
  scores: boolean,
): Promise<void> {
  const units = new Set(
    (await tx.selectFrom('evaluationUnit').select('code').where('kind', '=', kind).execute()).map(
      ({ code }) => code,
    ),
  )
  const columns = new Map((await columnsOf(tx, kind)).map((column) => [column.code, column]))
  const seen = new Set<string>()
  for (const { unit, column, value } of cells) {
    if (!units.has(unit)) refuse('evaluation.unit_unknown', { kind, unit })
    const known = columns.get(column)
    if (known === undefined || (known.panel !== null) !== scores)
      refuse('evaluation.column_unknown', { kind, column })
    if (known.panel !== null && value !== null && (value < known.panel.least || value > known.panel.most))
      refuse('evaluation.score_out_of_range', {
        unit,
        column,
        value,
        least: known.panel.least,
        most: known.panel.most,
      })
    const key = `${column} ${unit}`
    if (seen.has(key)) refuse('evaluation.cell_twice', { unit, column })
    seen.add(key)
  }
}

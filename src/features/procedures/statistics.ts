import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { dayMs, refuse } from '#domain/kernel'
import type { ProcedureDefinition } from '#domain/cases'
import { writeCircular } from '#platform/documents'
import type { Context } from '#platform/http'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import type { Bilingual, readStatistics as readRoute } from './contract.ts'
import { calendarsOf } from './calendars.ts'
import { definitionInForce } from './definitions.ts'
import { chineseDate, issuerName, sayDate, type Letter } from './letters.ts'
import { Names } from './parties.ts'
import { outcomeOf, type Tx } from './store.ts'
import { sourceView } from './view-definition.ts'

type Query = QueryOf<typeof readRoute>
type Statistics = ResponseOf<typeof readRoute>
type Counted = Statistics['rates'][number]

/** Rates and clock percentiles of the cases submitted in a period, computed from the record of each case. */
export function readStatistics(ctx: Context, query: Query): Promise<Statistics> {
  return ctx.read((tx) => statisticsOf(tx, ctx, query))
}

async function statisticsOf(tx: Tx, ctx: Context, { procedure, from, to, by }: Query): Promise<Statistics> {
  const definition = await definitionInForce(tx, ctx.place, procedure)
  const calendars = await calendarsOf(tx, ctx.place)
  const offsetMs = calendars.values().next().value?.offsetMs ?? 0
  const today = new Date(ctx.now.getTime() + offsetMs).toISOString().slice(0, 10)
  const last = to ?? today
  const first = from ?? `${last.slice(0, 4)}-01-01`
  if (first > last) refuse('cases.period_reversed', {}, ['from'])
  if (by !== undefined && definition.dimensions?.[by] === undefined)
    refuse('cases.dimension_unknown', {}, ['by'])
  // Days are those of the zone's own time.
  const since = new Date(Date.parse(`${first}T00:00:00Z`) - offsetMs).toISOString()
  const until = new Date(Date.parse(`${last}T00:00:00Z`) + 86_400_000 - offsetMs).toISOString()
  const inPeriod = sql<SqlBool>`c.procedure = ${procedure} and c.stage <> 'draft' and c.submitted_at >= ${since}::timestamptz
    and c.submitted_at < ${until}::timestamptz`
  const total = (await countBy(tx, ctx, definition, inPeriod, null))[0]
  const rows = by === undefined ? [] : await countBy(tx, ctx, definition, inPeriod, by)
  const names = await Names.load(
    tx,
    rows.map(({ key }) => key),
  )
  return {
    procedure: { code: definition.code, name: definition.name },
    from: first,
    to: last,
    dimensions: Object.entries(definition.dimensions ?? {}).map(([code, { name }]) => ({ code, name })),
    submitted: total?.submitted ?? 0,
    open: total?.open ?? 0,
    closed: total?.closed ?? 0,
    rates: (total?.rates ?? ratesOf(definition, {})).map((rate) => ({
      ...rate,
      source: sourceView(
        definition.measures?.[rate.code]?.source ?? { text: { zh: '', en: '' }, status: 'assumed' },
      ),
    })),
    rows: rows.map((row) => ({ ...row, name: nameOf(definition, by, row.key, names) })),
    clocks: await clockFigures(tx, definition, inPeriod, (calendar) => {
      const compiled = calendars.get(calendar)
      return compiled === undefined ? 86_400_000 : dayMs(compiled)
    }),
    outcomes: (
      await tx
        .selectFrom('procedureCase as c')
        .select(['c.outcome', sql<number>`count(*)::int`.as('count')])
        .where(inPeriod)
        .where('c.outcome', 'is not', null)
        .groupBy('c.outcome')
        .orderBy(sql`count(*) desc`)
        .execute()
    ).map(({ outcome, count }) => ({ outcome: outcomeOf(definition, outcome ?? ''), count })),
  }
}

interface Row {
  key: string
  submitted: number
  open: number
  closed: number
  overdue: number
  rates: Omit<Counted, 'source'>[]
}

async function countBy(
  tx: Tx,
  ctx: Context,
  definition: ProcedureDefinition,
  inPeriod: RawBuilder<SqlBool>,
  by: string | null,
): Promise<Row[]> {
  const key = by === null ? sql<string>`''` : sql<string>`coalesce(c.dimensions->>${by}, '')`
  const measures = Object.keys(definition.measures ?? {})
  const rows = await tx
    .selectFrom('procedureCase as c')
    .select([
      key.as('key'),
      sql<number>`count(*)::int`.as('submitted'),
      sql<number>`(count(*) filter (where c.stage = 'open'))::int`.as('open'),
      sql<number>`(count(*) filter (where c.stage = 'closed'))::int`.as('closed'),
      sql<number>`(count(*) filter (where c.stage = 'open' and c.due_at < ${ctx.now.toISOString()}))::int`.as(
        'overdue',
      ),
      sql<Record<string, { yes: number; no: number }>>`(${
        measures.length === 0
          ? sql`'{}'::jsonb`
          : sql`jsonb_build_object(${sql.join(
              measures.map(
                (code) => sql`${code}::text, jsonb_build_object(
                  'yes', count(*) filter (where c.measures->${code} = 'true'),
                  'no', count(*) filter (where c.measures->${code} = 'false'))`,
              ),
            )})`
      })`.as('measured'),
    ])
    .where(inPeriod)
    .groupBy(sql`1`)
    .orderBy(sql`2 desc`)
    .limit(500)
    .execute()
  return rows.map(({ measured, ...row }) => ({ ...row, rates: ratesOf(definition, measured, row.submitted) }))
}

function ratesOf(
  definition: ProcedureDefinition,
  measured: Readonly<Record<string, { yes: number; no: number }>>,
  submitted = 0,
): Row['rates'] {
  return Object.entries(definition.measures ?? {}).map(([code, { name }]) => {
    const { yes, no } = measured[code] ?? { yes: 0, no: 0 }
    return { code, name, yes, no, open: submitted - yes - no, rate: yes + no === 0 ? null : yes / (yes + no) }
  })
}

function nameOf(
  definition: ProcedureDefinition,
  by: string | undefined,
  key: string,
  names: Names,
): Bilingual {
  if (key === '') return { zh: '（未填）', en: '(not given)' }
  const field = by === undefined ? undefined : definition.dimensions?.[by]?.field
  return definition.fields[field ?? '']?.values?.[key] ?? names.ofId(key) ?? { zh: key, en: key }
}

async function clockFigures(
  tx: Tx,
  definition: ProcedureDefinition,
  inPeriod: RawBuilder<SqlBool>,
  dayOf: (calendar: string) => number,
): Promise<Statistics['clocks']> {
  const percentile = (share: number) =>
    sql<
      number | null
    >`percentile_cont(${share}) within group (order by k.used_ms) filter (where k.used_ms is not null)`
  const rows = await tx
    .selectFrom('procedureCase as c')
    .innerJoin('caseClock as k', 'k.caseId', 'c.id')
    .select([
      'k.code',
      sql<number>`(count(*) filter (where k.state <> 'stopped'))::int`.as('running'),
      sql<number>`(count(*) filter (where k.late = false))::int`.as('onTime'),
      sql<number>`(count(*) filter (where k.late))::int`.as('late'),
      percentile(0.5).as('p50Ms'),
      percentile(0.9).as('p90Ms'),
      percentile(0.99).as('p99Ms'),
      sql<string>`min(k.calendar)`.as('calendar'),
    ])
    .where(inPeriod)
    .groupBy('k.code')
    .execute()
  const order = Object.keys(definition.clocks)
  return rows
    .sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code))
    .map(({ calendar, ...row }) => ({
      ...row,
      name: definition.clocks[row.code]?.name ?? { zh: row.code, en: row.code },
      dayMs: dayOf(calendar),
    }))
}

/** 通报: the results of a period as an official circular; the same figures as on the page. */
export async function drawUpCircular(ctx: Context, query: Query): Promise<Letter> {
  const { statistics, open, issuer } = await ctx.read(async (tx) => {
    const definition = await definitionInForce(tx, ctx.place, query.procedure)
    const by = query.by ?? Object.keys(definition.dimensions ?? {})[0]
    const statistics = await statisticsOf(tx, ctx, { ...query, ...(by === undefined ? {} : { by }) })
    const open = await tx
      .selectFrom('procedureCase as c')
      .select(['c.number', 'c.title', 'c.dueAt'])
      .where('c.procedure', '=', query.procedure)
      .where('c.stage', '=', 'open')
      .where('c.dueAt', '<', ctx.now.toISOString())
      .orderBy('c.dueAt')
      .limit(200)
      .execute()
    return { statistics, open, issuer: await issuerName(tx) }
  })
  const name = statistics.procedure.name.zh
  const percent = (rate: number | null): string => (rate === null ? '—' : `${(rate * 100).toFixed(1)}%`)
  const period = `${sayDate(statistics.from)}至${sayDate(statistics.to)}`
  const bytes = await writeCircular({
    heading: `关于${period}${name}办理情况的通报`,
    number: null,
    addressee: '各有关单位：',
    sections: [
      {
        heading: '总体情况',
        paragraphs: [
          `${period}，共提交${name}事项${statistics.submitted}件，其中已办结${statistics.closed}件，正在办理${statistics.open}件。`,
          ...(statistics.rates.length === 0
            ? []
            : [
                `${statistics.rates.map((rate) => `${rate.name.zh}${percent(rate.rate)}（${rate.yes}/${rate.yes + rate.no}）`).join('，')}。尚不能判定的事项不计入。`,
              ]),
        ],
      },
      {
        heading: '分项情况',
        paragraphs: statistics.rows.length === 0 ? ['本期没有可以分项的事项。'] : [],
        ...(statistics.rows.length === 0
          ? {}
          : {
              table: {
                header: [
                  '单位（类别）',
                  '提交',
                  '办结',
                  '在办',
                  '超时',
                  ...statistics.rates.map((rate) => rate.name.zh),
                ],
                rows: statistics.rows.map((row) => [
                  row.name.zh,
                  String(row.submitted),
                  String(row.closed),
                  String(row.open),
                  String(row.overdue),
                  ...row.rates.map((rate) => percent(rate.rate)),
                ]),
              },
            }),
      },
      {
        heading: '超时未办结事项',
        paragraphs:
          open.length === 0 ? ['截至本通报印发，没有超时未办结事项。'] : ['请有关单位抓紧办理下列事项。'],
        ...(open.length === 0
          ? {}
          : {
              table: {
                header: ['编号', '事项', '应办结时间'],
                rows: open.map((row) => [
                  row.number ?? '',
                  row.title,
                  row.dueAt === null ? '' : chineseDate(new Date(row.dueAt)),
                ]),
              },
            }),
      },
    ],
    signature: issuer,
    date: chineseDate(ctx.now),
  })
  return { fileName: `${name}办理情况通报 ${statistics.from}至${statistics.to}.docx`, bytes }
}

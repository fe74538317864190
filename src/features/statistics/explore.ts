import type { FastifyReply } from 'fastify'
import { sql } from 'kysely'
import { refuse } from '#domain/kernel'
import { sendExport, type Context } from '#platform/http'
import { writeCsv, writeWorkbook, type ExportColumn, type ExportRow } from '#platform/spreadsheets'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import { aggregate, drill as drillStore } from './aggregate-filings.ts'
import type { Restriction } from './aggregate-sql.ts'
import { analyticsOf } from './analytics-place.ts'
import { placesOf } from './cells.ts'
import type { Exploration } from './contract.ts'
import type * as contract from './contract.ts'
import { formAt } from './forms.ts'
import { parksById, unitsById } from './frame.ts'
import { indicatorOf, type KnownIndicator } from './indicators.ts'
import { latestPeriods } from './latest-periods.ts'
import type { Tx } from './store.ts'

type Query = Omit<QueryOf<typeof contract.exportExploration>, 'format'>

/** How many periods are shown where none are asked for. */
const SHOWN = { year: 6, quarter: 12, month: 24 } as const

/**
 * Whose filings the caller may count: the office and the leader all; a park those that it approves; everybody else what could be
 * published, with small groups kept back.
 */
export function restrictionOf(
  ctx: Context,
  parks: ReadonlyMap<string, { readonly code: string }>,
): Restriction {
  if (ctx.caller.seesAll) return { kind: 'all' }
  const own = ctx.caller.organisationId === null ? undefined : parks.get(ctx.caller.organisationId)
  return ctx.caller.roles.includes('park_committee') && own !== undefined
    ? { kind: 'park', park: own.code }
    : { kind: 'published' }
}

interface Asked {
  readonly indicator: KnownIndicator
  readonly periods: readonly string[]
  /** All that there are, oldest first. */
  readonly available: readonly string[]
  readonly names: ReadonlyMap<string, { zh: string; en: string }>
  readonly parks: Awaited<ReturnType<typeof parksById>>
}

async function ask(ctx: Context, query: Query): Promise<Asked> {
  return ctx.read(async (tx) => {
    const indicator = await indicatorOf(tx, ctx.place, query.indicator)
    const parks = await parksById(tx)
    const available = (await latestPeriods(tx, indicator.row.rhythm, 400)).reverse()
    return {
      indicator,
      parks,
      available,
      periods: periodsOf(available, indicator, query),
      names: await groupNames(tx, query.dimension),
    }
  })
}

function periodsOf(available: readonly string[], { row }: KnownIndicator, { from, to }: Query): string[] {
  const chosen = available.filter(
    (period) => (from === undefined || period >= from) && (to === undefined || period <= to),
  )
  return from === undefined ? chosen.slice(-SHOWN[row.rhythm]) : chosen
}

const LISTS: Readonly<
  Partial<Record<Query['dimension'], 'industry' | 'field' | 'size' | 'rung' | 'cluster'>>
> = {
  'industry-section': 'industry',
  'industry-division': 'industry',
  'industry-group': 'industry',
  'industry-class': 'industry',
  field: 'field',
  size: 'size',
  rung: 'rung',
  cluster: 'cluster',
}

/** What the groups of a cut are called, by code. */
export async function groupNames(
  tx: Tx,
  dimension: Query['dimension'],
): Promise<ReadonlyMap<string, { zh: string; en: string }>> {
  const list = LISTS[dimension]
  if (list !== undefined) {
    const rows = await tx
      .selectFrom('classificationCode')
      .select(['code', 'nameZh', 'nameEn'])
      .where('list', '=', list)
      .execute()
    return new Map(rows.map(({ code, nameZh, nameEn }) => [code, { zh: nameZh, en: nameEn }]))
  }
  const rows = await tx
    .selectFrom('organisation as o')
    .innerJoin('organisationName as n', 'n.organisationId', 'o.id')
    .select(['o.code', 'n.shortName', 'n.nameEn'])
    .where('o.kind', 'in', ['park', 'district'])
    .where(sql<boolean>`n.valid @> current_date`)
    .execute()
  return new Map(rows.map(({ code, shortName, nameEn }) => [code, { zh: shortName, en: nameEn }]))
}

/** An indicator by a cut over periods. */
export async function explore(ctx: Context, query: Query): Promise<Exploration> {
  const { indicator, periods, available, names, parks } = await ask(ctx, query)
  const restriction = restrictionOf(ctx, parks)
  const { park, industry, field, size, rung } = query
  const answer = await aggregate(analyticsOf(ctx), {
    indicator: indicator.compiled,
    dimension: query.dimension,
    scope: query.scope,
    transform: query.transform,
    single: query.single,
    periods,
    asOf: query.asOf ?? null,
    restriction,
    filters: defined({ park, industry, field, size, rung }),
  })
  const plain = query.transform === 'value'
  const quotient = query.transform === 'location-quotient'
  // Shares and growth come as plain numbers; people read them in per cent.
  const scale = plain || quotient ? 1 : 100
  const cellsOf = (cells: (typeof answer)['total']) =>
    cells.map((cell) => ({ ...cell, value: cell.value === null ? null : cell.value * scale }))
  const byCode = new Map([...parks.values()].map((one) => [one.code, one]))
  return {
    indicator: indicator.row,
    unit: plain ? indicator.row.unit : quotient ? '' : '%',
    decimals: plain ? indicator.row.decimals : quotient ? 2 : 1,
    periods: [...answer.periods],
    available: [...available],
    groups:
      query.dimension === 'zone'
        ? []
        : answer.groups.map(({ code, cells }) => ({
            code,
            name:
              names.get(code) ??
              (code === '' ? { zh: '未登记', en: 'Not registered' } : { zh: code, en: code }),
            park: byCode.get(code) ?? null,
            cells: cellsOf(cells),
          })),
    total: { code: '', name: { zh: '合计', en: 'Total' }, park: null, cells: cellsOf(answer.total) },
    restriction: restriction.kind,
    dataAsOf: query.asOf ?? answer.fedAt,
    fedAt: answer.fedAt === '' ? null : answer.fedAt,
    milliseconds: answer.milliseconds,
  }
}

function defined<T extends Readonly<Record<string, string | undefined>>>(
  filters: T,
): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: string
  }
}

const FILE_WORDS = {
  registration: '注册地口径',
  operation: '经营地口径',
} as const

/** The same as a file, with method and state of the data. */
export async function exportExploration(
  ctx: Context,
  { format, ...query }: QueryOf<typeof contract.exportExploration>,
  reply: FastifyReply,
): Promise<unknown> {
  const found = await explore(ctx, query)
  await ctx.inTransaction((tx) =>
    ctx.audit(tx, {
      action: 'statistics.export',
      subjectKind: 'indicator',
      subjectId: query.indicator,
      detail: { dimension: query.dimension, transform: query.transform, format },
    }),
  )
  const columns: ExportColumn[] = [
    { key: 'group', heading: '分组', type: 'text' },
    ...found.periods.map((period) => ({
      key: period,
      heading: period,
      type: 'number' as const,
      decimals: found.decimals,
      ...(found.unit === '' ? {} : { unit: found.unit }),
    })),
  ]
  const rows: ExportRow[] = [...found.groups, found.total].map(({ name, cells }) => ({
    group: name.zh,
    ...Object.fromEntries(
      found.periods.map((period, place) => {
        const cell = cells[place]
        return [period, cell?.suppressed === null ? cell.value : '…']
      }),
    ),
  }))
  const mediaType =
    format === 'xlsx'
      ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
      : 'text/csv; charset=utf-8'
  const { name } = found.indicator
  return sendExport(reply, { name: `${name.zh}.${format}`, mediaType }, async (save) => {
    const notes = [
      `${FILE_WORDS[query.scope]}；算式：${found.indicator.expression}；数据截至：${found.dataAsOf}`,
      `导出人：${ctx.caller.name}；“…”为保密不予列示`,
    ]
    await save(
      format === 'xlsx'
        ? writeWorkbook([
            { name: name.zh.slice(0, 31), title: name.zh, notes, columns, rows, frozenColumns: 1 },
          ])
        : writeCsv(columns, rows),
    )
  })
}

/** Null: everything. An address cannot carry an empty code, so that `none` stands for it. */
function groupAsked({ group, dimension }: QueryOf<typeof contract.drill>): string | null {
  if (group === 'total' || dimension === 'zone') return null
  return group === 'none' ? '' : group
}

/** The filings behind one number, as far as the caller may see them. */
export async function drill(
  ctx: Context,
  query: QueryOf<typeof contract.drill>,
): Promise<ResponseOf<typeof contract.drill>> {
  const { indicator, parks } = await ask(ctx, query)
  const restriction = restrictionOf(ctx, parks)
  if (restriction.kind === 'published') return refuse('statistics.drill_not_yours')
  const { park, industry, field, size, rung } = query
  const behind = await drillStore(
    analyticsOf(ctx),
    {
      indicator: indicator.compiled,
      dimension: query.dimension,
      scope: query.scope,
      asOf: query.asOf ?? null,
      restriction,
      filters: defined({ park, industry, field, size, rung }),
    },
    query.period,
    groupAsked(query),
  )
  return ctx.read(async (tx) => {
    const { cells } = indicator.compiled.expression
    const fields = await fieldsOf(tx, ctx, indicator)
    const { rows } = await sql<FilingRowBehind>`
      SELECT unit_id, park_id, form, form_version, state, final, figures, count(*) OVER () AS n
        FROM statistics_filing f
       WHERE f.unit_id = ANY (${[...behind.units]}::uuid[]) AND f.period = ${query.period}
         AND f.form = ANY (${indicator.row.forms}::text[]) ORDER BY f.unit_id, f.form`.execute(tx)
    const byUnit = Map.groupBy(rows, ({ unitId }) => unitId)
    const values = new Map<string, (number | null)[]>()
    for (const [unitId, filings] of byUnit) {
      const read = new Map<string, number | null>()
      for (const filing of filings) {
        const places = placesOf(await formAt(tx, ctx.place, filing.form, filing.formVersion)).figures
        for (const cell of cells)
          if (cell.form === filing.form && cell.holds === 'figure')
            read.set(`${cell.form}!${cell.field}`, filing.figures[places.indexOf(cell.field)] ?? null)
      }
      values.set(
        unitId,
        fields.map(({ form, code }) => read.get(`${form}!${code}`) ?? null),
      )
    }
    // The largest first: what makes the number.
    const order = [...byUnit.keys()].sort(
      (a, b) => (values.get(b)?.[0] ?? -Infinity) - (values.get(a)?.[0] ?? -Infinity) || a.localeCompare(b),
    )
    const page = order.slice(query.offset, query.offset + query.limit)
    const units = await unitsById(tx, page, `${query.period.slice(0, 4)}-12-31`)
    return {
      total: behind.units.length,
      visible: order.length,
      fields,
      filings: page.flatMap((unitId) => {
        const unit = units.get(unitId)
        const filings = byUnit.get(unitId) ?? []
        const parkId = filings[0]?.parkId ?? null
        return unit === undefined
          ? []
          : {
              unit,
              park: parkId === null ? null : (parks.get(parkId) ?? null),
              forms: filings.map(({ form, state, final }) => ({ form, state, final })),
              values: values.get(unitId) ?? [],
            }
      }),
    }
  })
}

interface FilingRowBehind {
  readonly unitId: string
  readonly parkId: string | null
  readonly form: string
  readonly formVersion: number
  readonly state: 'draft' | 'submitted' | 'returned' | 'approved' | 'accepted'
  readonly final: boolean
  readonly figures: (number | null)[]
}

async function fieldsOf(tx: Tx, ctx: Context, { compiled }: KnownIndicator) {
  const fields = []
  for (const cell of compiled.expression.cells) {
    if (cell.holds !== 'figure') continue
    const versions = await tx
      .selectFrom('statisticsForm')
      .select((eb) => eb.fn.max('version').as('version'))
      .where('code', '=', cell.form)
      .executeTakeFirstOrThrow()
    const field = (await formAt(tx, ctx.place, cell.form, versions.version)).fieldByCode.get(
      cell.field,
    )?.field
    if (field !== undefined)
      fields.push({ form: cell.form, code: cell.field, label: field.label, unit: field.unit })
  }
  return fields
}

/** Final figures of one unit over periods. */
export async function readUnitSeries(
  ctx: Context,
  unitId: string,
  { form: code, fields }: QueryOf<typeof contract.readUnitSeries>,
): Promise<ResponseOf<typeof contract.readUnitSeries>> {
  return ctx.read(async (tx) => {
    const rows = await tx
      .selectFrom('statisticsFiling')
      .select(['period', 'formVersion', 'figures'])
      .where('unitId', '=', unitId)
      .where('form', '=', code)
      .where('final', '=', true)
      .orderBy('period')
      .execute()
    const series = []
    for (const wanted of fields.split(',').slice(0, 40)) {
      const points = []
      let label = { zh: wanted, en: wanted }
      let unit: string | null = null
      for (const row of rows) {
        const form = await formAt(tx, ctx.place, code, row.formVersion)
        const field = form.fieldByCode.get(wanted)?.field
        if (field === undefined) continue
        ;({ label, unit } = field)
        points.push({
          period: row.period,
          value: row.figures[placesOf(form).figures.indexOf(wanted)] ?? null,
        })
      }
      series.push({ field: wanted, label, unit, points })
    }
    return { series }
  })
}

/** Figures that others published. */
export async function listPublishedSeries(
  ctx: Context,
  { indicator }: QueryOf<typeof contract.listPublishedSeries>,
): Promise<ResponseOf<typeof contract.listPublishedSeries>> {
  return ctx.read(async (tx) => {
    const query = tx.selectFrom('publishedSeries').selectAll().orderBy('position')
    const rows = await (indicator === undefined ? query : query.where('indicator', '=', indicator)).execute()
    const parks = await parksById(tx)
    return {
      rows: rows.map((row) => ({
        position: row.position,
        subject: { zh: row.subjectZh, en: row.subjectEn },
        organisation: row.organisationId === null ? null : (parks.get(row.organisationId) ?? null),
        name: { zh: row.nameZh, en: row.nameEn },
        indicator: row.indicator,
        period: row.period,
        accumulated: row.accumulated,
        value: row.value,
        unit: row.unit,
        qualifier: row.qualifier,
        change:
          row.changeValue === null || row.changeUnit === null
            ? null
            : { value: row.changeValue, unit: row.changeUnit },
        population:
          row.populationZh === null
            ? null
            : { zh: row.populationZh, en: row.populationEn ?? row.populationZh },
        scope: row.scope,
        source: row.source,
        sourceUrl: row.sourceUrl,
        status: row.status,
      })),
    }
  })
}

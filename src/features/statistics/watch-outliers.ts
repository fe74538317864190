import {
  findKnownFaults,
  findOutliers,
  formTable,
  rateRule,
  type OutlierHistory,
  type OutlierRule,
  type PeriodColumns,
  type RowGroups,
  type RuleRating,
} from '#domain/indicators'
import { periodById, shiftPeriod } from '#domain/kernel'
import { quoteIdentifier, type AnalyticsQuery } from '#platform/analytics'
import { feedAnalytics, type AnalyticsPlace } from './feed-analytics.ts'
import { cellsOf, type FilingWatch } from './watch-definition.ts'

/** A figure that stands out. */
export interface FoundOutlier {
  readonly unitId: string
  /** The park that approves the filing, by code; null: none. */
  readonly park: string | null
  readonly value: number
  readonly expected: number | null
  readonly from: number | null
  readonly to: number | null
  readonly score: number
}

/** Filings of a form as columns, with what the rows are. */
interface Loaded {
  readonly units: readonly string[]
  readonly parks: readonly (string | null)[]
  readonly groups: RowGroups
  readonly settled: OutlierHistory
  /** As first approved. */
  readonly filed: OutlierHistory
}

/** Periods that a rule needs beside the judged one: how far its window reaches back. */
export function reachOf(rule: OutlierRule, rhythm: 'year' | 'quarter' | 'month'): number {
  switch (rule.kind) {
    case 'hidiroglou-berthelot':
      return rule.back + rule.training
    case 'robust-z':
    case 'min-max':
      return rule.training
    case 'seasonal':
      return rule.back + rule.training * { year: 1, quarter: 4, month: 12 }[rhythm]
  }
}

/** What stands out in one period as its filings are now, by how many could be judged in each park. */
export async function outliersOf(
  place: AnalyticsPlace,
  watch: FilingWatch,
  period: string,
): Promise<{ readonly judged: ReadonlyMap<string, number>; readonly outliers: readonly FoundOutlier[] }> {
  const rhythm = rhythmOf(period)
  const loaded = await load(place, watch, periodsBefore(period, reachOf(watch.rule, rhythm)), period)
  const { outliers } = findOutliers(watch.rule, loaded.settled, period, loaded.groups)
  const present = loaded.settled.periods
    .find((one) => one.period === period)
    ?.table.figures.get(watch.rule.cell)
  const judged = new Map<string, number>()
  loaded.parks.forEach((park, row) => {
    if (park !== null && !Number.isNaN(present?.[row] ?? NaN)) judged.set(park, (judged.get(park) ?? 0) + 1)
  })
  return {
    judged,
    outliers: outliers.map(({ row, value, expected, from, to, score }) => ({
      unitId: loaded.units[row] ?? '',
      park: loaded.parks[row] ?? null,
      value,
      expected,
      from,
      to,
      score,
    })),
  }
}

/** How the rule would have done in these periods, had it judged every filing as it was first approved. */
export async function rateOutliers(
  place: AnalyticsPlace,
  watch: FilingWatch,
  periods: readonly string[],
): Promise<RuleRating & { readonly found: ReadonlyMap<string, ReadonlyMap<string, number>> }> {
  const last = periods.at(-1)
  if (last === undefined) {
    const rating = rateRule(watch.rule, { filed: NO_HISTORY, settled: NO_HISTORY }, [], [])
    return { ...rating, found: new Map() }
  }
  const first = periods[0] ?? last
  const needed = [...new Set([...periodsBefore(first, reachOf(watch.rule, rhythmOf(first))), ...periods])]
  const loaded = await load(place, watch, needed, last)
  const history = { filed: loaded.filed, settled: loaded.settled }
  const faults = findKnownFaults(history, watch.rule.cell, periods, watch.fault.ratio)
  const found = new Map<string, Map<string, number>>()
  for (const period of periods) {
    const inParks = new Map<string, number>()
    const seen = {
      rows: loaded.filed.rows,
      periods: [
        ...loaded.settled.periods.filter((one) => one.period !== period),
        ...loaded.filed.periods.filter((one) => one.period === period),
      ],
    }
    for (const { row } of findOutliers(watch.rule, seen, period, loaded.groups).outliers) {
      const park = loaded.parks[row] ?? ''
      inParks.set(park, (inParks.get(park) ?? 0) + 1)
    }
    found.set(period, inParks)
  }
  return { ...rateRule(watch.rule, history, faults, periods, loaded.groups), found }
}

const NO_HISTORY: OutlierHistory = { rows: 0, periods: [] }

function rhythmOf(period: string): 'year' | 'quarter' | 'month' {
  const rhythm = periodById(period)?.rhythm
  return rhythm === 'month' || rhythm === 'quarter' ? rhythm : 'year'
}

/** The period and so many before it, oldest first. */
function periodsBefore(id: string, count: number): string[] {
  const period = periodById(id)
  if (period === null) throw new RangeError(`no period ${id}`)
  return Array.from({ length: count + 1 }, (_none, step) => shiftPeriod(period, step - count).id)
}

const GROUP_SQL = {
  none: `''`,
  size: 'size_class',
  field: 'field',
  'industry-division': 'substr(industry, 1, 3)',
} as const

/** Period by period, so that no more than one period's rows are held as objects. */
async function load(
  place: AnalyticsPlace,
  watch: FilingWatch,
  periods: readonly string[],
  groupsOf: string,
): Promise<Loaded> {
  await feedAnalytics(place)
  return place.store.read(async (query) => {
    const members = await membersOf(query, watch, periods, groupsOf)
    const rowOf = new Map(members.map(({ unit }, row) => [unit, row]))
    const settled: PeriodColumns[] = []
    const filed: PeriodColumns[] = []
    for (const period of periods) {
      settled.push(await columnsOf(query, watch, period, 'settled', rowOf))
      filed.push(await columnsOf(query, watch, period, 'filed', rowOf))
    }
    const rows = members.length
    return {
      units: members.map(({ unit }) => unit),
      parks: members.map(({ park }) => park),
      groups: watch.groupBy === 'none' ? null : numbered(members.map(({ member }) => member)),
      settled: { rows, periods: settled },
      filed: { rows, periods: filed },
    }
  })
}

interface Member {
  readonly unit: string
  readonly park: string | null
  readonly member: string | null
}

/** Every unit with a filing in these periods, with the membership of the newest up to the judged one. */
function membersOf(
  query: AnalyticsQuery,
  watch: FilingWatch,
  periods: readonly string[],
  groupsOf: string,
): Promise<Member[]> {
  return query<Member>(
    `SELECT unit_id::VARCHAR AS unit, filing_park AS park, ${GROUP_SQL[watch.groupBy]} AS member
      FROM ${quoteIdentifier(formTable(watch.form))}
     WHERE period IN (${periods.map((_period, place) => `$${String(place + 2)}`).join(', ')})
     QUALIFY row_number() OVER (PARTITION BY unit_id ORDER BY period <= $1 DESC, period DESC, known_from DESC) = 1
     ORDER BY unit_id`,
    [groupsOf, ...periods],
  )
}

/** 0, 1, 2 … for each name; -1 where there is none. */
function numbered(names: readonly (string | null)[]): Int32Array {
  const numbers = new Map<string, number>()
  return Int32Array.from(names, (name) => {
    if (name === null || name === '') return -1
    const number = numbers.get(name) ?? numbers.size
    numbers.set(name, number)
    return number
  })
}

async function columnsOf(
  query: AnalyticsQuery,
  watch: FilingWatch,
  period: string,
  which: 'filed' | 'settled',
  rowOf: ReadonlyMap<string, number>,
): Promise<PeriodColumns> {
  const cells = cellsOf(watch.rule)
  const chosen =
    which === 'settled'
      ? 'known_to IS NULL'
      : 'true QUALIFY row_number() OVER (PARTITION BY unit_id ORDER BY known_from) = 1'
  const rows = await query<Readonly<Record<string, string | number | null>>>(
    `SELECT unit_id::VARCHAR AS unit,
        ${cells.map((cell, place) => `${quoteIdentifier(cell)}::DOUBLE AS figure_${String(place)}`).join(', ')}
      FROM ${quoteIdentifier(formTable(watch.form))} WHERE period = $1 AND ${chosen}`,
    [period],
  )
  const figures = new Map(cells.map((cell) => [cell, new Float64Array(rowOf.size).fill(NaN)]))
  for (const row of rows) {
    const index = rowOf.get(String(row['unit']))
    if (index === undefined) continue
    cells.forEach((cell, place) => {
      const figure = row[`figure_${String(place)}`]
      const column = figures.get(cell)
      if (column !== undefined && typeof figure === 'number') column[index] = figure
    })
  }
  return { period, table: { rows: rowOf.size, figures, texts: new Map() }, rowOf: null }
}

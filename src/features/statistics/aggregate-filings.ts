import { setTimeout } from 'node:timers/promises'
import {
  formTable,
  growth,
  growthOf,
  indicatorToSql,
  isAdditive,
  locationQuotient,
  neededPeriods,
  share,
  singleValue,
  type CompiledIndicator,
  type SeriesKind,
  type Suppression,
  type Transform,
  type ValueOfPeriod,
} from '#domain/indicators'
import { refuse } from '#domain/kernel'
import { AnalyticsBroken, AnalyticsNotBuilt, quoteIdentifier, type AnalyticsQuery } from '#platform/analytics'
import { loadNumbers, TooManyGroups, type CutNumbers } from './aggregate-numbers.ts'
import { unitsSql, type Cut } from './aggregate-sql.ts'
import { componentsOf, markSuppressed, type Marks } from './aggregate-suppression.ts'
import { feedAnalytics, type AnalyticsPlace } from './feed-analytics.ts'

/** An indicator by a cut over periods. */
export interface AggregateQuestion extends Cut {
  readonly indicator: CompiledIndicator
  readonly transform: Transform
  /** Accumulated figures taken apart into those of the single period. */
  readonly single?: boolean
}

export interface AggregateCell {
  /** In the indicator's unit for `value`; plain for all other transforms: 0.1 is 10 %. Null: nothing to compute from, or kept back. */
  readonly value: number | null
  /** Behind the value of the period itself; null where it is kept back. */
  readonly entities: number | null
  readonly suppressed: Suppression
  /** A cell behind it is an estimate. */
  readonly estimated: boolean
}

export interface AggregateAnswer {
  readonly periods: readonly string[]
  /** By code, without order of meaning; '' where the register says nothing. Cells in the order of `periods`. */
  readonly groups: readonly { readonly code: string; readonly cells: readonly AggregateCell[] }[]
  /** Over all groups, each enterprise once. */
  readonly total: readonly AggregateCell[]
  /** Everything that was committed until then is in it, ISO. */
  readonly fedAt: string
  readonly milliseconds: number
}

/**
 * Computes the indicator in every group and period, from what was committed before the question. Refuses what cannot be published
 * without telling of single enterprises (`statistics.published_without_filters`), quotients of nothing
 * (`statistics.quotient_needs_filter`) and tables that nobody could read (`statistics.too_many_groups`).
 */
export async function aggregate(
  place: AnalyticsPlace,
  question: AggregateQuestion,
): Promise<AggregateAnswer> {
  const { restriction, transform, filters } = question
  const filtered = Object.values(filters).some((value) => value !== undefined)
  if (restriction.kind === 'published' && filtered) refuse('statistics.published_without_filters')
  if (transform === 'location-quotient' && !filtered) refuse('statistics.quotient_needs_filter')
  const { result, fedAt, milliseconds } = await askStore(place, (query) => answer(query, question))
  return { ...result, fedAt, milliseconds }
}

/** The units behind one number (group null: behind the total), by id. Who asks sees of them what PostgreSQL lets him see. */
export async function drill(
  place: AnalyticsPlace,
  question: Omit<Cut, 'periods'> & { readonly indicator: CompiledIndicator },
  period: string,
  group: string | null,
): Promise<{ readonly units: readonly string[]; readonly fedAt: string }> {
  if (question.restriction.kind === 'published') refuse('statistics.published_without_filters')
  const expression = indicatorToSql(question.indicator)
  const { sql, parameters } = unitsSql(expression, { ...question, periods: [period] }, group)
  const { result, fedAt } = await askStore(place, (query) => query<{ unitId: string }>(sql, parameters))
  return { units: result.map(({ unitId }) => unitId), fedAt }
}

/** Rows of each form that stand now, and all rows with the past. */
export async function countStore(
  place: AnalyticsPlace,
  forms: readonly string[],
): Promise<{ form: string; rows: number; standing: number }[]> {
  const { result } = await askStore(place, async (query) => {
    const counts = []
    for (const form of forms) {
      const [row] = await query<{ rows: number; standing: number }>(
        `SELECT count(*) AS rows, count(*) FILTER (WHERE known_to IS NULL) AS standing FROM ${quoteIdentifier(formTable(form))}`,
      )
      counts.push({ form, rows: row?.rows ?? 0, standing: row?.standing ?? 0 })
    }
    return counts
  })
  return result
}

/** Longer than this nobody waits for what was committed last; the answer says from when it is. */
const FEED_PATIENCE_MS = 5_000

/** Feeds the store; while a rebuild or much new work takes long, what there is answers. */
async function freshen(place: AnalyticsPlace): Promise<void> {
  const feeding = feedAnalytics(place)
  if (!place.store.isBuilt) {
    await feeding
    return
  }
  const patience = new AbortController()
  const late = setTimeout(FEED_PATIENCE_MS, 'late', { signal: patience.signal }).catch(() => 'in time')
  try {
    if ((await Promise.race([feeding, late])) === 'late')
      feeding.catch((error: unknown) =>
        place.log.error({ err: error }, 'the columnar store could not be fed'),
      )
  } finally {
    patience.abort()
  }
}

/** Asks after feeding; a file that turns out to be damaged is built anew and asked once more. */
async function askStore<T>(
  place: AnalyticsPlace,
  work: (query: AnalyticsQuery) => Promise<T>,
): Promise<{ result: T; fedAt: string; milliseconds: number }> {
  for (let attempt = 1; ; attempt++) {
    await freshen(place)
    const started = performance.now()
    try {
      return await place.store.read(async (query) => {
        const [state] = await query<{ fedAt: string }>('SELECT fed_at AS "fedAt" FROM feed_state')
        const result = await work(query)
        const milliseconds = Math.round(performance.now() - started)
        return { result, fedAt: state?.fedAt ?? '', milliseconds }
      })
    } catch (error) {
      if (error instanceof TooManyGroups) refuse('statistics.too_many_groups')
      const lost = error instanceof AnalyticsBroken || error instanceof AnalyticsNotBuilt
      if (!lost || attempt === 2) throw error
    }
  }
}

type Answer = Omit<AggregateAnswer, 'fedAt' | 'milliseconds'>

async function answer(query: AnalyticsQuery, question: AggregateQuestion): Promise<Answer> {
  const { indicator, transform, periods } = question
  const kind: SeriesKind = {
    measure: indicator.definition.measure,
    additive: isAdditive(indicator.expression.figure),
  }
  const asked = new Set(periods)
  for (const period of periods)
    valueAt(kind, question, period, {
      own: (id) => note(asked, id),
      whole: (id) => note(asked, id),
      ownUnfiltered: (id) => note(asked, id),
      wholeUnfiltered: (id) => note(asked, id),
    })
  const cut: Cut = { ...question, periods: [...asked] }
  const expression = indicatorToSql(indicator)
  const components = cut.restriction.kind === 'published' ? componentsOf(indicator.expression) : []
  const numbers = await loadNumbers(query, [expression, ...components], cut)
  const marks =
    cut.restriction.kind === 'published' ? await markSuppressed(query, numbers, components, cut) : null
  const unfiltered =
    transform === 'location-quotient'
      ? await loadNumbers(query, [expression], { ...cut, filters: {} })
      : numbers
  const cellsOf = (group: string | null) =>
    periods.map((period) => cellAt(kind, question, period, group, numbers, unfiltered, marks))
  return {
    periods,
    groups: numbers.groups.map((code) => ({ code, cells: cellsOf(code) })),
    total: cellsOf(null),
  }
}

function note(asked: Set<string>, period: string): null {
  asked.add(period)
  return null
}

function cellAt(
  kind: SeriesKind,
  question: AggregateQuestion,
  period: string,
  group: string | null,
  numbers: CutNumbers,
  unfiltered: CutNumbers,
  marks: Marks | null,
): AggregateCell {
  let keptBack: Suppression = null
  let estimated = false
  const read =
    (from: CutNumbers, of: string | null): ValueOfPeriod =>
    (id) => {
      estimated ||= from.estimatesOf(id, of) > 0
      const mark = marks?.markOf(id, of) ?? null
      if (mark !== null) {
        // What follows from a number that is kept back is kept back with it.
        keptBack ??= id === period && of === group ? mark : 'complementary'
        return null
      }
      return from.numberOf(0, id, of).value
    }
  const value = valueAt(kind, question, period, {
    own: read(numbers, group),
    whole: read(numbers, null),
    ownUnfiltered: read(unfiltered, group),
    wholeUnfiltered: read(unfiltered, null),
  })
  const suppressed = marks?.markOf(period, group) ?? keptBack
  return {
    value: suppressed === null ? value : null,
    entities: suppressed === null ? numbers.numberOf(0, period, group).entities : null,
    suppressed,
    estimated,
  }
}

interface Sources {
  readonly own: ValueOfPeriod
  readonly whole: ValueOfPeriod
  readonly ownUnfiltered: ValueOfPeriod
  readonly wholeUnfiltered: ValueOfPeriod
}

function valueAt(
  kind: SeriesKind,
  { transform, single = false }: AggregateQuestion,
  period: string,
  { own, whole, ownUnfiltered, wholeUnfiltered }: Sources,
): number | null {
  const of = (source: ValueOfPeriod) => (id: string) => (single ? singleValue(kind, id, source) : source(id))
  switch (transform) {
    case 'value':
      return of(own)(period)
    case 'growth':
      return growthOf(kind, 'growth', period, own)
    case 'growth-same-period': {
      const then = neededPeriods(kind, 'growth-same-period', period)[1]
      return then === undefined ? null : growth(of(own)(period), of(own)(then))
    }
    case 'share':
      return share(of(own)(period), of(whole)(period))
    case 'location-quotient':
      return locationQuotient(
        of(own)(period),
        of(ownUnfiltered)(period),
        of(whole)(period),
        of(wholeUnfiltered)(period),
      )
  }
}

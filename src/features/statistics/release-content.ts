import { sql } from 'kysely'
import { growth, isSensitive, type Scope, type SuppressionRule } from '#domain/indicators'
import { periodById, refuse, shiftPeriod, type Period } from '#domain/kernel'
import type { AnalyticsQuery } from '#platform/analytics'
import type { Context } from '#platform/http'
import { countByPark } from './collections.ts'
import type { ReleaseCell, ReleaseContent, ReleaseCut, ReleaseGroup, ReleaseRule } from './contract.ts'
import { formAt } from './forms.ts'
import { readGroupNames, type GroupNames } from './release-groups.ts'
import {
  readNumbers,
  readPublishable,
  type IndicatorNumbers,
  type PublishableIndicator,
  type RawFigure,
} from './release-numbers.ts'
import { protectSheet, type KeptBack, type ProtectableCell } from './release-protect.ts'
import { loadPast, observationKey, type PublishedPast } from './release-store.ts'
import type { Tx } from './store.ts'

/** Until the office says otherwise: as the engine's, said as people speak of it. */
export const DEFAULT_RELEASE_RULE: ReleaseRule = {
  minimumEntities: 3,
  largestShare: 0.75,
  twoLargestShare: 0.85,
}

export interface ReleaseWanted {
  readonly period: string
  readonly scope: Scope
  readonly indicators: readonly string[]
  readonly cuts: readonly ReleaseCut[]
  readonly rule?: ReleaseRule | undefined
}

/** Periods before it of which the zone's numbers are shown, and published, with it. */
const TREND_PERIODS: Readonly<Partial<Record<Period['rhythm'], number>>> = { year: 4, quarter: 8, month: 12 }

/**
 * Computes what a release says, from the filings as known at `asOf`, with everything kept back that must be. Refused: a period or
 * indicator that is none, indicators of another rhythm, a period without final filings, numbers that what was published before
 * gives away.
 */
export async function computeContent(
  tx: Tx,
  ctx: Context,
  query: AnalyticsQuery,
  wanted: ReleaseWanted,
  asOf: string,
): Promise<ReleaseContent> {
  const period =
    periodById(wanted.period) ?? refuse('statistics.release_period', { period: wanted.period }, ['period'])
  const steps = TREND_PERIODS[period.rhythm] ?? 4
  const perYear = { year: 1, quarter: 4, month: 12 }[period.rhythm as string] ?? 1
  const trend = Array.from({ length: steps + 1 }, (_, index) => shiftPeriod(period, index - steps).id)
  const comparison = shiftPeriod(period, -perYear).id
  const all = await readPublishable(tx)
  const indicators = chosen(all, wanted, period)
  const coverage = await readCoverage(tx, ctx, indicators, period.id)
  const rule = wanted.rule ?? DEFAULT_RELEASE_RULE
  const work = new Composition(
    {
      period: period.id,
      comparison,
      periods: [...new Set([comparison, ...trend])].sort(),
      rule: suppressionRule(rule),
      past: await loadPast(tx, wanted.scope, [...new Set([comparison, ...trend])]),
      names: await readGroupNames(tx),
      all,
    },
    indicators,
  )
  const shared = { scope: wanted.scope, asOf }
  work.take(
    'zone',
    await readNumbers(query, indicators, { ...shared, dimension: 'zone', periods: work.periods }),
  )
  for (const cut of wanted.cuts) {
    const cutUp = indicators.filter(({ unitKind }) => unitKind === 'enterprise' || cut === 'park')
    work.take(
      cut,
      await readNumbers(query, cutUp, { ...shared, dimension: cut, periods: [comparison, period.id] }),
    )
  }
  const said = work.compose(trend)
  if (said.recoverable > 0) refuse('statistics.release_recoverable', { numbers: said.recoverable })
  return {
    layout: 1,
    period: period.id,
    comparison,
    scope: wanted.scope,
    indicators: indicators.map((indicator) => {
      const { definition } = indicator.compiled
      return {
        code: definition.code,
        name: definition.name,
        unit: definition.unit,
        decimals: definition.decimals,
        measure: definition.measure,
        direction: definition.direction,
        expression: definition.expression,
        note: definition.note,
        source: definition.source,
        additive: indicator.additive,
        unitKind: indicator.unitKind,
        version: indicator.version,
      }
    }),
    zone: said.zone,
    tables: said.tables,
    trends: said.trends,
    coverage,
    rule,
    suppressed: said.suppressed,
  }
}

/** In the order in which they were chosen, each once. */
function chosen(
  all: readonly PublishableIndicator[],
  { indicators }: ReleaseWanted,
  period: Period,
): PublishableIndicator[] {
  const byCode = new Map(all.map((one) => [one.compiled.definition.code, one]))
  return [...new Set(indicators)].map((code) => {
    const found = byCode.get(code) ?? refuse('statistics.release_indicator', { code }, ['indicators'])
    if (found.compiled.definition.rhythm !== period.rhythm)
      refuse('statistics.release_rhythm', { code, period: period.id }, ['indicators'])
    return found
  })
}

export function suppressionRule(rule: ReleaseRule): SuppressionRule {
  return {
    minimumEntities: rule.minimumEntities,
    dominance: [
      { largest: 1, share: rule.largestShare },
      { largest: 2, share: rule.twoLargestShare },
    ],
    closeness: null,
    protection: 0.1,
  }
}

async function readCoverage(
  tx: Tx,
  ctx: Context,
  indicators: readonly PublishableIndicator[],
  period: string,
): Promise<ReleaseContent['coverage']> {
  const forms = [...new Set(indicators.flatMap(({ sql: { forms: read } }) => read))].sort()
  const rows = await tx
    .selectFrom('statisticsPeriod')
    .selectAll()
    .where('period', '=', period)
    .where('form', 'in', forms)
    .orderBy('form')
    .execute()
  const coverage = []
  for (const row of rows) {
    const form = await formAt(tx, ctx.place, row.form, row.formVersion)
    const counts = await countByPark(tx, form, row)
    coverage.push({
      form: row.form,
      title: form.definition.title,
      expected: counts.reduce((sum, one) => sum + one.expected, 0),
      final: counts.reduce((sum, one) => sum + one.final, 0),
      locked: row.lockedAt !== null,
    })
  }
  if (coverage.every(({ final }) => final === 0)) refuse('statistics.release_empty', { period }, ['period'])
  return coverage
}

/** Some of the filings behind it are made up, for demonstration. */
export async function isSynthetic(tx: Tx, content: ReleaseContent): Promise<boolean> {
  const forms = content.coverage.map(({ form }) => form)
  const { rows } = await sql<{ synthetic: boolean }>`
    SELECT EXISTS (SELECT FROM statistics_filing WHERE form = ANY (${forms}::text[])
      AND period IN (${content.period}, ${content.comparison}) AND final AND synthetic) AS synthetic`.execute(
    tx,
  )
  return rows[0]?.synthetic ?? false
}

interface Frame {
  readonly period: string
  readonly comparison: string
  /** Of the zone's numbers. */
  readonly periods: readonly string[]
  readonly rule: SuppressionRule
  readonly past: PublishedPast
  readonly names: GroupNames
  /** Every indicator: what else was published tells of these, too. */
  readonly all: readonly PublishableIndicator[]
}

/** A number and what became of it. */
interface Decided {
  readonly raw: RawFigure
  readonly value: number | null
  readonly kept: KeptBack
}

type Dimension = 'zone' | ReleaseCut
/** Of the zone there is one group. */
const ZONE_GROUP = ''

class Composition {
  readonly periods: readonly string[]
  private readonly frame: Frame
  private readonly indicators: readonly PublishableIndicator[]
  private readonly numbers = new Map<Dimension, ReadonlyMap<string, IndicatorNumbers>>()
  private readonly decided = new Map<string, Decided>()
  private recoverable = 0

  constructor(frame: Frame, indicators: readonly PublishableIndicator[]) {
    this.frame = frame
    this.periods = frame.periods
    this.indicators = indicators
  }

  take(dimension: Dimension, numbers: ReadonlyMap<string, IndicatorNumbers>): void {
    this.numbers.set(dimension, numbers)
  }

  compose(trend: readonly string[]) {
    // What adds up first: a ratio goes with the sums that it would tell.
    for (const period of this.periods)
      for (const additive of [true, false])
        for (const indicator of this.indicators.filter((one) => one.additive === additive))
          this.protect(indicator, period)
    const tables = [...this.numbers.keys()].flatMap((cut) => (cut === 'zone' ? [] : this.tableOf(cut)))
    const zone = this.indicators.map((indicator) => ({
      ...this.cellOf(indicator, 'zone', ZONE_GROUP),
      entities: this.entitiesOfZone(indicator),
    }))
    const cells = [...zone, ...tables.flatMap((table) => table.cells.flat())]
    return {
      zone,
      tables,
      trends: this.indicators.map((indicator) => ({
        indicator: codeOf(indicator),
        points: trend.map((period) => {
          const found = this.at(indicator, 'zone', ZONE_GROUP, period)
          return { period, value: shown(found), status: statusOf(found) }
        }),
      })),
      suppressed: cells.filter((cell) => cell?.status === 'C').length,
      recoverable: this.recoverable,
    }
  }

  private protect(indicator: PublishableIndicator, period: string): void {
    const withCuts = period === this.frame.period || period === this.frame.comparison
    const cuts = withCuts
      ? [...this.numbers.keys()].filter(
          (cut) => cut !== 'zone' && this.numbersOf(cut, indicator) !== undefined,
        )
      : []
    const places = cuts.map((cut) => this.groupsOf(cut))
    const sheet = {
      additive: indicator.additive,
      total: this.cellToProtect(indicator, 'zone', ZONE_GROUP, period),
      cuts: cuts.map((cut, index) =>
        (places[index] ?? []).map((group) => this.cellToProtect(indicator, cut, group, period)),
      ),
    }
    const marks =
      indicator.unitKind === 'park'
        ? { total: null, cuts: sheet.cuts.map((cells) => cells.map(() => null)), recoverable: 0 }
        : protectSheet(sheet, this.frame.rule)
    this.recoverable += marks.recoverable
    this.decide(indicator, 'zone', ZONE_GROUP, period, marks.total)
    cuts.forEach((cut, c) =>
      (places[c] ?? []).forEach((group, place) =>
        this.decide(indicator, cut, group, period, marks.cuts[c]?.[place] ?? null),
      ),
    )
  }

  private cellToProtect(
    indicator: PublishableIndicator,
    dimension: Dimension,
    group: string,
    period: string,
  ): ProtectableCell {
    const figure = this.rawOf(indicator, dimension, group, period)
    const key = observationKey(codeOf(indicator), dimension, group, period)
    return {
      figure,
      past: this.frame.past.of(key, rounded(figure.value, indicator)),
      related: !indicator.additive && this.isRelated(indicator, figure, dimension, group, period),
    }
  }

  /** A sum behind it is kept back, now or before, or would be if it were published. */
  private isRelated(
    indicator: PublishableIndicator,
    figure: RawFigure,
    dimension: Dimension,
    group: string,
    period: string,
  ): boolean {
    if (figure.components.some((component) => isSensitive(component, this.frame.rule))) return true
    const cells = new Set(indicator.cells)
    return this.frame.all
      .filter((other) => other.additive && other.cells.some((cell) => cells.has(cell)))
      .some((other) => {
        const key = observationKey(codeOf(other), dimension, group, period)
        return (this.decided.get(key)?.kept ?? null) !== null || this.frame.past.of(key, null).keptBack
      })
  }

  private decide(
    indicator: PublishableIndicator,
    dimension: Dimension,
    group: string,
    period: string,
    kept: KeptBack,
  ): void {
    const raw = this.rawOf(indicator, dimension, group, period)
    this.decided.set(observationKey(codeOf(indicator), dimension, group, period), {
      raw,
      value: rounded(raw.value, indicator),
      kept,
    })
  }

  private tableOf(cut: ReleaseCut): ReleaseContent['tables'] {
    const groups = this.groupsOf(cut)
    if (groups.length === 0) return []
    return [
      {
        cut,
        groups: groups.map((code): ReleaseGroup => ({
          code,
          name: this.frame.names.nameOf(cut, code),
          parent: null,
        })),
        cells: groups.map((group) =>
          this.indicators.map((indicator) =>
            this.numbersOf(cut, indicator) === undefined ? null : this.cellOf(indicator, cut, group),
          ),
        ),
      },
    ]
  }

  private cellOf(indicator: PublishableIndicator, dimension: Dimension, group: string): ReleaseCell {
    const now = this.at(indicator, dimension, group, this.frame.period)
    const before = this.at(indicator, dimension, group, this.frame.comparison)
    return {
      value: shown(now),
      status: statusOf(now),
      before: shown(before),
      beforeStatus: statusOf(before),
      growth: growthOf(indicator, now, before),
      why: now === undefined || now.kept === null ? null : { reason: now.kept, entities: now.raw.entities },
    }
  }

  private entitiesOfZone(indicator: PublishableIndicator): number | null {
    const found = this.at(indicator, 'zone', ZONE_GROUP, this.frame.period)
    return found === undefined || found.kept !== null ? null : found.raw.entities
  }

  private at(
    indicator: PublishableIndicator,
    dimension: Dimension,
    group: string,
    period: string,
  ): Decided | undefined {
    return this.decided.get(observationKey(codeOf(indicator), dimension, group, period))
  }

  private rawOf(
    indicator: PublishableIndicator,
    dimension: Dimension,
    group: string,
    period: string,
  ): RawFigure {
    const numbers = this.numbersOf(dimension, indicator)
    return numbers?.figureOf(period, dimension === 'zone' ? null : group) ?? NO_FIGURE
  }

  private numbersOf(dimension: Dimension, indicator: PublishableIndicator): IndicatorNumbers | undefined {
    return this.numbers.get(dimension)?.get(codeOf(indicator))
  }

  /** Groups in which anybody stands behind any of the numbers; one order for all indicators. */
  private groupsOf(cut: Dimension): readonly string[] {
    const found = new Set<string>()
    for (const numbers of this.numbers.get(cut)?.values() ?? [])
      for (const group of numbers.groups)
        if (
          [this.frame.period, this.frame.comparison].some(
            (period) => numbers.figureOf(period, group).entities > 0,
          )
        )
          found.add(group)
    return this.frame.names.inOrder(cut, [...found])
  }
}

const NO_FIGURE: RawFigure = {
  value: null,
  entities: 0,
  topOne: null,
  topTwo: null,
  estimated: false,
  components: [],
}

function codeOf({ compiled }: PublishableIndicator): string {
  return compiled.definition.code
}

function rounded(value: number | null, { compiled }: PublishableIndicator): number | null {
  return value === null ? null : roundTo(value, compiled.definition.decimals)
}

/** Half away from zero would need decimals; of a binary double the nearest decimal is what is printed. Never −0. */
function roundTo(value: number, decimals: number): number {
  return Number(value.toFixed(decimals)) + 0
}

function shown(decided: Decided | undefined): number | null {
  return decided === undefined || decided.kept !== null ? null : decided.value
}

function statusOf(decided: Decided | undefined): ReleaseCell['status'] {
  if (decided === undefined) return 'M'
  if (decided.kept !== null) return 'C'
  if (decided.value === null) return 'M'
  return decided.raw.estimated ? 'E' : 'A'
}

/** From what was not rounded. In points for a share; none against zero or a loss, where a rate says nothing. */
function growthOf(
  { compiled: { definition } }: PublishableIndicator,
  now: Decided | undefined,
  before: Decided | undefined,
): number | null {
  if (now === undefined || before === undefined || now.kept !== null || before.kept !== null) return null
  const [value, base] = [now.raw.value, before.raw.value]
  if (value === null || base === null) return null
  if (definition.unit === '%') return roundTo(value - base, Math.max(1, definition.decimals))
  if (base <= 0) return null
  const rate = growth(value, base)
  return rate === null ? null : roundTo(rate * 100, 1)
}

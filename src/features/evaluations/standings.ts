import type { EvaluationResult, Scheme, StepTable, UncertaintyResult } from '#domain/evaluation'
import { median } from '#domain/indicators'
import type { ColumnSource, OwnResult } from './contract.ts'

/** One unit's row of a run. */
export interface StandingRow {
  readonly unit: string
  readonly name: string
  readonly parkId: string | null
  readonly score: number | null
  readonly rank: number | null
  readonly groupRank: number | null
  readonly grade: string | null
  readonly rankLow: number | null
  readonly rankHigh: number | null
  readonly gradeShares: string
  readonly own: string
}

export interface UnitName {
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly parkId: string | null
}

/** What each unit may see of a run before all of it is published: its own column of every step, and how the zone spreads. */
export function standingsOf(
  scheme: Scheme,
  {
    result,
    uncertainty,
  }: { readonly result: EvaluationResult; readonly uncertainty: UncertaintyResult | null },
  sources: unknown,
  names: readonly UnitName[],
): readonly StandingRow[] {
  const named = new Map(names.map((name) => [name.code, name]))
  const sure = new Map(uncertainty?.units.map((unit) => [unit.unit, unit]))
  const bySource = sources as Readonly<Record<string, ColumnSource>>
  return result.standings.map((standing, place) => {
    const unit = result.units[place]
    const name = named.get(standing.unit)
    const spread = sure.get(standing.unit)
    const row = {
      unit: standing.unit,
      parkId: name?.parkId ?? null,
      score: standing.score,
      rank: standing.rank,
      groupRank: standing.groupRank,
      grade: standing.grade,
      rankLow: spread?.rank.p05 ?? null,
      rankHigh: spread?.rank.p95 ?? null,
    }
    const words = {
      zh: name?.nameZh ?? unit?.name ?? standing.unit,
      en: name?.nameEn ?? unit?.name ?? standing.unit,
    }
    const own: Omit<OwnResult, 'definition'> = {
      unit: standing.unit,
      name: words,
      period: result.period,
      standing: { ...row, name: words, gradeShares: { ...spread?.gradeShares } },
      nodes: ownNodes(scheme, result, place, bySource),
      periods: result.periods.map(({ period, raw }) => ({
        period,
        raw: Object.fromEntries(Object.entries(raw).map(([node, figures]) => [node, figures[place] ?? null])),
      })),
    }
    return {
      ...row,
      name: words.zh,
      gradeShares: JSON.stringify(spread?.gradeShares ?? {}),
      own: JSON.stringify(own),
    }
  })
}

function ownNodes(
  scheme: Scheme,
  result: EvaluationResult,
  place: number,
  sources: Readonly<Record<string, ColumnSource>>,
): OwnResult['nodes'] {
  const tables = result.periods.find(({ period }) => period === result.period)
  const effective = new Map(result.weights.map(({ node, effective: share }) => [node, share]))
  const at = (table: StepTable | undefined, node: string): number | null => table?.[node]?.[place] ?? null
  return scheme.nodes.map(({ code, input }) => {
    const spread = (input === null ? tables?.scores : tables?.raw)?.[code] ?? []
    const figures = spread.filter((figure) => figure !== null)
    return {
      node: code,
      raw: at(tables?.raw, code),
      denominated: at(tables?.denominated, code),
      imputed: at(tables?.imputed, code),
      treated: at(tables?.treated, code),
      normalised: at(tables?.normalised, code),
      score: at(tables?.scores, code),
      effective: effective.get(code) ?? (input === null ? 1 : 0),
      least: figures.length === 0 ? null : Math.min(...figures),
      median: figures.length === 0 ? null : median(figures),
      most: figures.length === 0 ? null : Math.max(...figures),
      source: input === null ? null : (sources[input.column] ?? null),
      objected: false,
    }
  })
}

import { parseScheme } from '#domain/evaluation'
import type { Scheme, SchemeNode } from '#domain/evaluation'
import type { OwnResult } from '#contract/evaluations'

export type OwnNode = OwnResult['nodes'][number]

/** One node of the tree with what the unit has there. */
export interface OwnRow {
  readonly node: SchemeNode
  readonly own: OwnNode
  /** 0 for the total. */
  readonly level: number
  /** Worse than the median by its direction; null where one of them is missing, or for a heading without scores. */
  readonly isWorse: boolean | null
}

export interface OwnModel {
  readonly scheme: Scheme
  /** Parents before their children, siblings in the scheme's order. */
  readonly rows: readonly OwnRow[]
}

/** Null where the scheme can no longer be read. */
export function ownModelOf(result: OwnResult): OwnModel | null {
  const parsed = parseScheme(result.definition)
  if (!parsed.ok) return null
  const scheme = parsed.value
  const figures = new Map(result.nodes.map((node) => [node.node, node]))
  const rows: OwnRow[] = []
  const visit = (node: SchemeNode, level: number) => {
    const own = figures.get(node.code)
    if (own !== undefined) rows.push({ node, own, level, isWorse: isWorse(node, own) })
    for (const child of scheme.nodes) if (child.parent === node.code) visit(child, level + 1)
  }
  for (const node of scheme.nodes) if (node.parent === null) visit(node, 0)
  return { scheme, rows }
}

/** Leaves are compared by their figures, headings by their scores: of both the median of all units is known. */
function isWorse({ input }: SchemeNode, { raw, score, median }: OwnNode): boolean | null {
  const value = input === null ? score : raw
  if (value === null || median === null) return null
  return input?.direction === 'less' ? value > median : value < median
}

/** Points that bonus and penalty items add to the total of the indicators; null where one of the two has no score. */
export function adjustedBy({ rows }: OwnModel, { standing }: Pick<OwnResult, 'standing'>): number | null {
  const total = rows.find(({ level }) => level === 0)?.own.score ?? null
  return total === null || standing.score === null ? null : standing.score - total
}

export interface Shortfall {
  readonly row: OwnRow
  /** The figure itself, and the median and the best of all. */
  readonly now: number
  readonly median: number
  readonly best: number
}

/** Leaves worse than the median, the heaviest in the total first; equals in the scheme's order. */
export function shortfallsOf({ rows }: OwnModel): readonly Shortfall[] {
  return rows
    .flatMap((row): Shortfall[] => {
      const { raw, median, least, most } = row.own
      if (row.node.input === null || row.isWorse !== true) return []
      if (raw === null || median === null || least === null || most === null) return []
      return [{ row, now: raw, median, best: row.node.input.direction === 'less' ? least : most }]
    })
    .toSorted((one, other) => other.row.own.effective - one.row.own.effective)
}

import type { Issue } from '#domain/kernel'
import { schemeIssue as issue, type SchemePath } from './scheme-issue.ts'
import type { Scheme, SchemeNode } from './scheme.ts'
import type { PairwiseJudgements, WeightingMethod } from './weighting-method.ts'

interface Heading {
  readonly code: string
  readonly children: readonly SchemeNode[]
}

/** Ways of weighting against the tree: judgements and experts must speak of the children that there are, shares must be able to add to one. */
export function checkWeighting(scheme: Scheme): readonly Issue[] {
  const known = new Set(scheme.nodes.map(({ code }) => code))
  const families = Map.groupBy(scheme.nodes, ({ parent }) => parent)
  const headings = scheme.nodes.flatMap((node, index) =>
    node.input === null
      ? [
          {
            code: node.code,
            own: node.weighting,
            path: ['nodes', index, 'weighting'],
            children: families.get(node.code) ?? [],
          },
        ]
      : [],
  )
  return [
    ...wayIssues(
      scheme.weighting,
      known,
      headings.filter(({ own }) => own === null),
      ['weighting'],
    ),
    ...headings.flatMap((heading) =>
      heading.own === null ? [] : wayIssues(heading.own, known, [heading], heading.path),
    ),
    ...headings.flatMap(rangeIssues),
  ]
}

function wayIssues(
  way: WeightingMethod,
  known: ReadonlySet<string>,
  headings: readonly Heading[],
  path: SchemePath,
): Issue[] {
  const unknown = (codes: readonly string[]) =>
    codes.flatMap((node) =>
      known.has(node) ? [] : [issue('evaluation.unknown_node', path, { method: way.method, node })],
    )
  switch (way.method) {
    case 'given':
      return headings.flatMap(({ code, children }) =>
        children.every(({ weight }) => weight === 0)
          ? [issue('evaluation.weights_zero', path, { heading: code })]
          : [],
      )
    case 'ahp':
      return [
        ...unknown(Object.keys(way.judgements)),
        ...headings.flatMap((heading) => judgementIssues(way.judgements, heading, path)),
      ]
    case 'benefit-of-doubt':
      return headings.flatMap(({ code, children }) =>
        way.least <= way.most && children.length * way.least <= 1 && children.length * way.most >= 1
          ? []
          : [
              issue('evaluation.shares_impossible', path, {
                heading: code,
                children: children.length,
                least: way.least,
                most: way.most,
              }),
            ],
      )
    case 'optimised':
      return [
        ...unknown(Object.keys(way.importance)),
        ...Object.entries(way.importance).flatMap(([node, weight]) => negative(node, weight, path)),
      ]
    case 'delphi':
      return way.rounds.flatMap(({ weights }, round) => {
        const here = [...path, 'rounds', round]
        const experts = Object.values(weights)
        return [
          ...unknown([...new Set(experts.flatMap((of) => Object.keys(of)))]),
          ...experts.flatMap((of) =>
            Object.entries(of).flatMap(([node, weight]) => negative(node, weight, here)),
          ),
          ...(round === way.rounds.length - 1
            ? headings.flatMap((one) => expertIssues(experts, one, here))
            : []),
        ]
      })
    case 'equal':
    case 'entropy':
    case 'critic':
    case 'pca':
      return []
  }
}

function negative(node: string, weight: number, path: SchemePath): Issue[] {
  return weight < 0 ? [issue('evaluation.weight_negative', path, { node, weight })] : []
}

/** In the round that counts every expert weighs every child, or somebody's opinion would be made up for him. */
function expertIssues(
  experts: readonly Readonly<Record<string, number>>[],
  { code, children }: Heading,
  path: SchemePath,
): Issue[] {
  const complete =
    experts.length > 0 && experts.every((of) => children.every((child) => Object.hasOwn(of, child.code)))
  if (!complete) return [issue('evaluation.judgements_missing', path, { heading: code })]
  return experts.some((of) => children.every((child) => of[child.code] === 0))
    ? [issue('evaluation.weights_zero', path, { heading: code })]
    : []
}

/** 0.33 for a third is within; 3 against 0.5 is not. */
const RECIPROCAL = 0.011

function judgementIssues(
  judgements: Readonly<Record<string, PairwiseJudgements>>,
  { code, children }: Heading,
  path: SchemePath,
): Issue[] {
  const own = Object.hasOwn(judgements, code) ? judgements[code] : undefined
  if (own === undefined)
    return children.length < 2 ? [] : [issue('evaluation.judgements_missing', path, { heading: code })]
  const wrong = (problem: string, row: number | null, column: number | null) => [
    issue('evaluation.judgements', [...path, 'judgements', code], { heading: code, problem, row, column }),
  ]
  const codes = new Set(own.children)
  const same = codes.size === own.children.length && codes.size === children.length
  if (!same || !children.every((child) => codes.has(child.code))) return wrong('children', null, null)
  if (own.matrix.length !== codes.size) return wrong('square', own.matrix.length, null)
  for (const [row, values] of own.matrix.entries())
    if (values.length !== codes.size) return wrong('square', row + 1, values.length)
  for (const [row, values] of own.matrix.entries())
    for (const [column, value] of values.entries()) {
      if (!(value > 0)) return wrong('positive', row + 1, column + 1)
      if (row === column && value !== 1) return wrong('diagonal', row + 1, column + 1)
      const back = own.matrix[column]?.[row] ?? NaN
      if (!(Math.abs(value * back - 1) <= RECIPROCAL)) return wrong('reciprocal', row + 1, column + 1)
    }
  return []
}

/** Siblings' ranges, where all have one, must leave room for shares that add to one. */
function rangeIssues({ code, children }: Heading): Issue[] {
  const ranges = children.flatMap(({ weightRange }) => weightRange ?? [])
  if (ranges.length < children.length) return []
  const least = ranges.reduce((sum, range) => sum + range.least, 0)
  const most = ranges.reduce((sum, range) => sum + range.most, 0)
  // A last bit of 0.1 + 0.2 + … is no contradiction.
  return least <= 1 + 1e-9 && most >= 1 - 1e-9
    ? []
    : [
        issue('evaluation.shares_impossible', ['nodes'], {
          heading: code,
          children: children.length,
          least,
          most,
        }),
      ]
}

import {
  RandomStream,
  type CompiledScheme,
  type EvaluationData,
  type UncertaintySpecification,
} from '#domain/evaluation'

/**
 * The same uncertainty analysis as one would write it down: lists of lists, everything computed anew for each replication, ranks by
 * sorting. Knows complete data, min-max into [1, 100] and z-scores, arithmetic and geometric means, noise on given weights,
 * and answers only each unit's ranks. Draws the same random numbers, so that its ranks must be the engine's.
 */
export function plainLoop(
  { scheme, nodes, leaves, headings }: CompiledScheme,
  data: EvaluationData,
  { replications, seed, weights: noise }: UncertaintySpecification,
): number[][] {
  if (noise?.kind !== 'noise') throw new Error('the plain loop knows noise only')
  const figures = leaves.map(({ input }) =>
    (data.columns[input.column]?.[0] ?? []).map((figure) => figure ?? NaN),
  )
  const ranks: number[][] = []
  for (let replication = 0; replication < replications; replication++) {
    const random = new RandomStream(seed, replication)
    const choice = random.below(2)
    const aggregation = random.below(2)
    random.below(1)
    random.below(1)
    random.below(1)
    const weightStream = new RandomStream(random.word(), random.word())
    const values = new Map<string, number[]>()
    leaves.forEach(({ code, input }, index) => {
      const turned = (figures[index] ?? []).map((figure) => (input.direction === 'less' ? -figure : figure))
      values.set(code, choice === 0 ? minMax(turned) : zScore(turned))
    })
    for (const heading of headings) {
      const drawn = heading.children.map(({ node }) => {
        const siblings = scheme.nodes.filter(({ parent }) => parent === node.parent)
        const share = node.weight / siblings.reduce((sum, { weight }) => sum + weight, 0)
        return share * (1 + (2 * weightStream.uniform() - 1) * noise.share)
      })
      const sum = drawn.reduce((total, weight) => total + weight, 0)
      values.set(
        heading.code,
        data.units.map((_, unit) => {
          const parts = heading.children.map(({ code }, child) => {
            const value = values.get(code)?.[unit] ?? NaN
            return ((drawn[child] ?? NaN) / sum) * (aggregation === 0 ? value : Math.log(value))
          })
          const mean = parts.reduce((total, part) => total + part, 0)
          return aggregation === 0 ? mean : Math.exp(mean)
        }),
      )
    }
    const totals = values.get(nodes.find(({ parent }) => parent === null)?.code ?? '') ?? []
    const order = [...totals.keys()].sort((a, b) => (totals[b] ?? NaN) - (totals[a] ?? NaN))
    const own: number[] = []
    order.forEach((unit, place) => (own[unit] = place + 1))
    ranks.push(own)
  }
  return ranks
}

function minMax(values: readonly number[]): number[] {
  const least = Math.min(...values)
  const most = Math.max(...values)
  return values.map((value) => 1 + (99 * (value - least)) / (most - least))
}

function zScore(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const deviation = Math.sqrt(squares / (values.length - 1))
  return values.map((value) => 50 + (10 * (value - mean)) / deviation)
}

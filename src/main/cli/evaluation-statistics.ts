import {
  CORRELATION_KINDS,
  correlateSiblings,
  correlateWithAncestors,
  denominatorCorrelations,
  describeColumns,
  headingConsistency,
  judgedTable,
  principalComponents,
  type CompiledScheme,
  type EvaluationData,
  type EvaluationResult,
} from '#domain/evaluation'

const STEPS = ['raw', 'denominated', 'imputed', 'treated', 'normalised', 'scores'] as const

/** What the figures and scores look like and how they go together, judged units only; described in docs/methods/evaluation.md. */
export function statisticsOf(compiled: CompiledScheme, data: EvaluationData, result: EvaluationResult) {
  const tables = STEPS.map((step) => [step, describeColumns(judgedTable(result, step) ?? {})] as const)
  const scores = judgedTable(result, 'scores') ?? {}
  return {
    columns: Object.fromEntries(tables),
    correlations: Object.fromEntries(
      CORRELATION_KINDS.map((kind) => [
        kind,
        {
          ancestors: correlateWithAncestors(compiled, result, kind),
          siblings: correlateSiblings(compiled, result, kind),
          // All of them: whether one is large is for the reader to say.
          denominators: denominatorCorrelations(compiled, data, result, { above: 0, kind }),
        },
      ]),
    ),
    consistency: headingConsistency(compiled, result),
    components: compiled.headings.map(({ code, children }) => {
      const nodes = children.map((child) => child.code)
      const found = principalComponents(scores, nodes)
      if (!found.ok) return { heading: code, nodes, units: 0, components: [] }
      const { rows, components } = found.value
      return {
        heading: code,
        nodes,
        units: rows.length,
        components: components.map(({ eigenvalue, share, loadings }) => ({ eigenvalue, share, loadings })),
      }
    }),
  }
}

import type { Issue } from '#domain/kernel'
import type { NormalisationMethod } from './normalisation-method.ts'
import { schemeIssue as issue, type SchemePath } from './scheme-issue.ts'
import type { NodeInput, Scheme, SchemeNode, Treatment } from './scheme.ts'

/** Each node by itself: what only headings or only indicators say, ranges, panels, the marks of its scale. */
export function checkNodes(scheme: Scheme): readonly Issue[] {
  // Ways for all are wrong once, whoever uses them; they are the root's.
  const root = scheme.nodes.find(({ parent }) => parent === null)?.code ?? scheme.code
  return [
    ...scaleIssues(root, scheme.normalisation, ['normalisation']),
    ...treatmentIssues(root, scheme.treatment, ['treatment']),
    ...(scheme.uncertainty?.normalisations ?? []).flatMap((method, index) =>
      scaleIssues(root, method, ['uncertainty', 'normalisations', index]),
    ),
    ...(scheme.uncertainty?.treatments ?? []).flatMap((treatment, index) =>
      treatmentIssues(root, treatment, ['uncertainty', 'treatments', index]),
    ),
    ...scheme.nodes.flatMap((node, index) => nodeIssues(scheme, node, ['nodes', index])),
  ]
}

function nodeIssues(scheme: Scheme, node: SchemeNode, path: SchemePath): Issue[] {
  const issues: Issue[] = []
  const { code, weightRange: range, input } = node
  if (range !== null && !(0 <= range.least && range.least <= range.most && range.most <= 1))
    issues.push(
      issue('evaluation.range_reversed', [...path, 'weightRange'], {
        node: code,
        property: 'weightRange',
        ...range,
      }),
    )
  if (input === null) return issues
  for (const property of ['aggregation', 'availability', 'weighting'] as const)
    if (node[property] !== null)
      issues.push(issue('evaluation.node_property', [...path, property], { node: code, property }))
  return [...issues, ...inputIssues(scheme, code, input, [...path, 'input'])]
}

function inputIssues(scheme: Scheme, node: string, input: NodeInput, path: SchemePath): Issue[] {
  const issues: Issue[] = []
  const { kind, panel, normalisation, treatment } = input
  if ((kind === 'panel') !== (panel !== null))
    issues.push(issue('evaluation.panel_rule', [...path, 'panel'], { node }))
  if (panel !== null && panel.least >= panel.most)
    issues.push(
      issue('evaluation.range_reversed', [...path, 'panel'], {
        node,
        property: 'panel',
        least: panel.least,
        most: panel.most,
      }),
    )
  if (normalisation !== null) issues.push(...scaleIssues(node, normalisation, [...path, 'normalisation']))
  if (treatment !== null) issues.push(...treatmentIssues(node, treatment, [...path, 'treatment']))
  const missing = missingMark(normalisation ?? scheme.normalisation)
  if (missing !== null) issues.push(issue(missing, [...path, 'normalisation'], { node }))
  return issues
}

/** Marks that a default may leave to the leaves must stand somewhere in the end. */
function missingMark(
  method: NormalisationMethod,
): 'evaluation.goalposts_missing' | 'evaluation.target_missing' | 'evaluation.ideal_missing' | null {
  if (method.method === 'goalposts' && (method.bottom === null || method.top === null))
    return 'evaluation.goalposts_missing'
  if (method.method === 'distance-to-target' && method.target === null) return 'evaluation.target_missing'
  if (method.method === 'value-to-ideal' && method.ideal === null) return 'evaluation.ideal_missing'
  return null
}

function scaleIssues(node: string, method: NormalisationMethod, path: SchemePath): Issue[] {
  const issues: Issue[] = []
  switch (method.method) {
    case 'min-max':
    case 'goalposts':
      if (method.low >= method.high)
        issues.push(issue('evaluation.scale_reversed', path, { node, low: method.low, high: method.high }))
      if (method.method === 'goalposts' && method.bottom !== null && method.top !== null)
        issues.push(...postIssues(node, method.bottom, method.top, path))
      return issues
    case 'scaled':
      return postIssues(node, method.from, method.to, path)
    case 'value-to-ideal':
      if (method.high <= 0)
        issues.push(issue('evaluation.scale_reversed', path, { node, low: 0, high: method.high }))
      if (method.ideal !== null && method.ideal <= 0)
        issues.push(issue('evaluation.ideal_not_positive', path, { node, ideal: method.ideal }))
      return issues
    case 'z-score':
    case 'rank':
    case 'percentile-rank':
    case 'borda':
    case 'distance-to-target':
    case 'distance-to-reference':
    case 'distance-to-maximum':
    case 'fraction-of-maximum':
    case 'none':
      return []
  }
}

function postIssues(node: string, bottom: number, top: number, path: SchemePath): Issue[] {
  return bottom < top ? [] : [issue('evaluation.goalposts_reversed', path, { node, bottom, top })]
}

function treatmentIssues(node: string, treatment: Treatment, path: SchemePath): Issue[] {
  if (treatment.method === 'none') return []
  const { then, lambda } = treatment
  return (then === 'box-cox') === (lambda !== null)
    ? []
    : [issue('evaluation.lambda', [...path, 'lambda'], { node, lambda })]
}

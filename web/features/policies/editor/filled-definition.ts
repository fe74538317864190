import { parsePolicy } from '#domain/matching'
import type { PolicyDefinition } from '#domain/matching'
import type { PolicyFindingView } from '#contract/policies'
import type { RuleNode } from '#domain/rules'
import type { BilingualText } from '#domain/kernel'

const WORD = '—'
const words = ({ zh, en }: BilingualText): BilingualText => ({ zh: zh.trim() || WORD, en: en.trim() || WORD })

export interface FilledDefinition {
  readonly definition: PolicyDefinition
  /** Ids of the conditions that stand for what is not written yet: what is found about them is not meant. */
  readonly invented: ReadonlySet<string>
}

/** The definition with something in every place that is still empty: so that the rest can be checked while it is being written. */
export function filledDefinition(definition: PolicyDefinition): FilledDefinition {
  const invented = new Set<string>()
  const { benefit } = definition
  return {
    definition: {
      ...definition,
      title: words(definition.title),
      summary: words(definition.summary),
      issuer: words(definition.issuer),
      eligibility: filledNode(definition.eligibility, invented),
      benefit: {
        ...benefit,
        words: words(benefit.words),
        amount: benefit.amount?.trim() ? benefit.amount : null,
      },
      budget: definition.budget.map((row) => ({ ...row, source: row.source.trim() || WORD })),
      evidence: definition.evidence.map((row) => ({ ...row, title: words(row.title) })),
      clauses: definition.clauses.map((row) => ({ ...row, document: row.document || WORD })),
      parks: definition.parks?.length === 0 ? null : definition.parks,
      tests: definition.tests.map((row) => ({ ...row, title: row.title || WORD })),
    },
    invented,
  }
}

function filledNode(node: RuleNode, invented: Set<string>): RuleNode {
  if (node.kind === 'condition') {
    const isWritten = node.when.trim() !== ''
    if (!isWritten) invented.add(node.id)
    return {
      ...node,
      title: words(node.title),
      when: isWritten ? node.when : 'true',
      off: node.off || !isWritten,
      clause: node.clause === null ? null : { ...node.clause, document: node.clause.document || WORD },
    }
  }
  const title = node.title === null ? null : words(node.title)
  if (node.kind === 'not') return { ...node, title, of: filledNode(node.of, invented) }
  if (node.of.length > 0) return { ...node, title, of: node.of.map((child) => filledNode(child, invented)) }
  const id = `${node.id}-empty`
  invented.add(id)
  invented.add(node.id)
  return {
    ...node,
    title,
    of: [
      {
        kind: 'condition',
        id,
        title: { zh: WORD, en: WORD },
        when: 'true',
        clause: null,
        status: 'unverified',
        off: true,
      },
    ],
  }
}

/** What is not filled in, or of another shape than it must be, told at once and without the server. */
export function shapeFindings(definition: PolicyDefinition): readonly PolicyFindingView[] {
  const parsed = parsePolicy(JSON.parse(JSON.stringify(definition)))
  return parsed.ok
    ? []
    : parsed.issues.map(({ code, path, params }) => ({
        code,
        severity: 'error',
        from: 'shape',
        path: [...(path ?? [])],
        condition: null,
        range: null,
        params: JSON.parse(JSON.stringify(params ?? {})) as PolicyFindingView['params'],
      }))
}

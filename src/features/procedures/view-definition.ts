import type { BilingualText } from '#domain/kernel'
import { drawDefinition, type CaseState, type FieldDefinition, type ProcedureDefinition } from '#domain/cases'
import type { CaseView, FieldView } from './contract.ts'

const drawings = new WeakMap<ProcedureDefinition, CaseView['drawing']>()

/** Laid out once per definition: the layout is the costly part of a page. */
export function drawingOf(definition: ProcedureDefinition): CaseView['drawing'] {
  const known = drawings.get(definition)
  if (known !== undefined) return known
  const drawn = drawDefinition(definition)
  const view: CaseView['drawing'] = {
    width: drawn.width,
    height: drawn.height,
    boxes: drawn.boxes.map((box) => ({ ...box })),
    lines: drawn.lines.map((line) => ({ ...line, points: line.points.map((point) => ({ ...point })) })),
  }
  drawings.set(definition, view)
  return view
}

/** Where work stands: the active steps with what holds them. */
export function activeNodesOf(state: CaseState, definition: ProcedureDefinition): string[] {
  const nodes = new Set<string>()
  for (const step of state.steps) {
    if (step.status !== 'active') continue
    for (let id: string | undefined = step.node; id !== undefined; id = definition.nodes[id]?.within)
      nodes.add(id)
  }
  return [...nodes]
}

/** Where it has been: steps that were left in the ordinary way, parallel work and groups that are over, the end reached. */
export function pastNodesOf(state: CaseState, definition: ProcedureDefinition): string[] {
  const nodes = new Set<string>()
  for (const step of state.steps) if (step.status === 'done') nodes.add(step.node)
  for (const branch of state.branches) if (branch.status === 'done') nodes.add(branch.node)
  if (state.outcome !== null)
    for (const [id, node] of Object.entries(definition.nodes))
      if (node.kind === 'end' && node.within === undefined && node.outcome === state.outcome) nodes.add(id)
  return [...nodes]
}

export function viewField(code: string, field: FieldDefinition): FieldView {
  return {
    code,
    label: field.label,
    hint: field.hint ?? null,
    schema: { ...field.schema } as FieldView['schema'],
    values: field.values === undefined ? null : { ...field.values },
    confidential: field.confidential ?? false,
    branch: field.branch ?? null,
    items:
      field.items === undefined
        ? null
        : Object.entries(field.items).map(([item, definition]) => viewField(item, definition)),
  }
}

export function sourceView(source: {
  text: BilingualText
  status: 'verified' | 'derived' | 'assumed'
  date?: string
}) {
  return { text: source.text, status: source.status, date: source.date ?? null }
}

export function rulesOf(
  rules: ProcedureDefinition['warnings'],
  holding: readonly string[],
): CaseView['warnings'] {
  return holding.flatMap((code) => {
    const rule = rules?.[code]
    return rule === undefined ? [] : [{ code, text: rule.text, source: sourceView(rule.source) }]
  })
}

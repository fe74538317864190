import type { Extraction, Figure } from '#domain/plan'
import type { ItemInput } from './contract.ts'
import type { Known } from './known.ts'

export interface Suggestion {
  readonly start: number
  readonly end: number
  readonly item: ItemInput
  readonly mentions: readonly { start: number; end: number }[]
}

/** What the engine read, as items for a person to review. */
export function suggestItems(extraction: Extraction, known: Known): Suggestion[] {
  return [
    ...extraction.headings.map(({ start, end, level, number, title }) =>
      suggestion(start, end, { kind: 'heading', data: { level, number, title: title.slice(0, 500) } }),
    ),
    ...extraction.tasks.map((task) =>
      suggestion(task.start, task.end, {
        kind: 'task',
        data: {
          title: task.title.slice(0, 500) || '—',
          number: task.number,
          headingPath: task.headingPath.map((part) => part.slice(0, 600)).slice(0, 9),
          measures: task.measures,
          lead: task.lead,
          bodies: task.bodies.slice(0, 100),
          supporting: task.supporting.slice(0, 100),
          deadline:
            task.deadline === null
              ? null
              : { text: task.deadline.text, on: task.deadline.on, precision: task.deadline.precision },
        },
      }),
    ),
    ...extraction.targets.map((figure) =>
      suggestion(figure.start, figure.end, { kind: 'target', data: figureData(figure) }),
    ),
    ...extraction.baselines.map((figure) =>
      suggestion(figure.start, figure.end, { kind: 'baseline', data: figureData(figure) }),
    ),
    ...extraction.constraints.map((constraint) =>
      suggestion(constraint.start, constraint.end, {
        kind: 'constraint',
        data: {
          rule: constraint.kind,
          subject: constraint.subject.slice(0, 500),
          limit: constraint.limit,
          limitMin: constraint.limitMin ?? null,
          strength: constraint.strength ?? null,
          listed: constraint.listed ?? null,
        },
      }),
    ),
    ...suggestBodies(extraction, known),
    ...extraction.citations.map(({ start, end, title, number }) =>
      suggestion(start, end, {
        kind: 'citation',
        data: { title: title.slice(0, 500), number, documentId: known.documentCited(title, number) },
      }),
    ),
  ].filter(({ start, end }) => end > start)
}

function suggestBodies(extraction: Extraction, known: Known): Suggestion[] {
  const aliasesOf = new Map<string, string[]>()
  for (const [alias, name] of Object.entries(extraction.bodyAliases))
    aliasesOf.set(name, [...(aliasesOf.get(name) ?? []), alias])
  const mentionsOf = new Map<string, { start: number; end: number }[]>()
  for (const { name, start, end } of extraction.bodyMentions)
    mentionsOf.set(name, [...(mentionsOf.get(name) ?? []), { start, end }])
  return extraction.bodies.flatMap((name) => {
    const mentions = mentionsOf.get(name) ?? []
    const [first] = mentions
    if (first === undefined) return []
    const aliases = aliasesOf.get(name) ?? []
    const organisationId =
      [name, ...aliases].map((candidate) => known.organisationNamed(candidate)).find((id) => id !== null) ??
      null
    return [
      {
        ...suggestion(first.start, first.end, {
          kind: 'body',
          data: { name, aliases: aliases.slice(0, 50), organisationId },
        }),
        mentions,
      },
    ]
  })
}

function suggestion(start: number, end: number, item: ItemInput): Suggestion {
  return { start, end, item, mentions: [] }
}

function figureData({ indicator, comparator, value, value2, unit, year, scope }: Figure) {
  return {
    indicator: indicator.slice(0, 300) || '—',
    comparator,
    value,
    value2,
    unit: unit.slice(0, 40),
    year,
    scope,
  }
}

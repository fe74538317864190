import { accepted, refused, type Outcome } from '#domain/kernel'
import { assignBodies } from './assign-bodies.ts'
import { findMeasures } from './measures.ts'
import { normalise } from './normalise.ts'
import { readAnnexes } from './read-annexes.ts'
import { readBodies, type Bodies } from './read-bodies.ts'
import { readCitations } from './read-citations.ts'
import { readConstraints } from './read-constraints.ts'
import { readDeadline } from './read-deadline.ts'
import { readFacts } from './read-facts.ts'
import { readFigures } from './read-figures.ts'
import { readStructure } from './read-structure.ts'
import { type Reading, spanOf } from './reading.ts'
import type { HeadingNode, TaskDraft } from './structure.ts'
import type { DocumentFacts, Extraction, Heading, Task } from './types.ts'

/** UTF-16 code units; some two hundred times a long plan. A longer text is no policy document and is refused at once. */
export const longestText = 5_000_000

/** More of these than this share of a text, and it is no text: control characters, replacement characters. */
const unreadableShare = 0.1

/**
 * Reads a decoded document into a plan: headings, goals, facts, constraints, tasks, bodies, citations, noise, each with
 * its place in the text as given. Deterministic and linear in the length. Refuses with `plan.empty`, `plan.too_long`
 * (params length, limit) or `plan.not_text`; never throws on any string.
 */
export function extractPlan(original: string): Outcome<Extraction> {
  if (original.length > longestText) {
    return refused({ code: 'plan.too_long', params: { length: original.length, limit: longestText } })
  }
  if (original.trim() === '') return refused({ code: 'plan.empty' })
  if (isNotText(original)) return refused({ code: 'plan.not_text' })
  const reading = normalise(original)
  const structure = readStructure(reading)
  const facts = readFacts(reading, structure)
  const bodies = readBodies(reading, structure, facts)
  return accepted({
    ...facts,
    headings: structure.headings.map((heading) => headingOf(reading, heading)),
    ...readFigures(reading, structure, facts),
    constraints: readConstraints(reading, structure, facts),
    tasks: structure.tasks.map((draft) => taskOf(reading, draft, bodies, facts)),
    bodies: bodies.bodies,
    bodyAliases: bodies.bodyAliases,
    bodyMentions: bodies.bodyMentions,
    citations: readCitations(reading, facts),
    annexes: readAnnexes(reading),
    noise: reading.lines.filter((line) => line.noise).map((line) => spanOf(reading, line.start, line.end)),
  })
}

function isNotText(text: string): boolean {
  let unreadable = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (
      code === 0xfffd ||
      code === 0x7f ||
      (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d && code !== 0x0c)
    )
      unreadable++
  }
  return unreadable > text.length * unreadableShare
}

function headingOf(reading: Reading, heading: HeadingNode): Heading {
  const { level, number, title, kind } = heading
  return { ...spanOf(reading, heading.from, heading.to), level, number, title, kind }
}

function taskOf(reading: Reading, draft: TaskDraft, bodies: Bodies, facts: DocumentFacts): Task {
  const measures = findMeasures(reading.clean, draft.from, draft.to, draft.title)
  return {
    ...spanOf(reading, draft.from, draft.to),
    kind: draft.kind,
    headingPath: draft.headingPath,
    number: draft.number,
    title: draft.title,
    measures: measures.length,
    measureSpans: measures.map(({ from, to }) => spanOf(reading, from, to)),
    ...assignBodies(reading.clean, bodies.mentions, draft),
    deadline: readDeadline(reading, draft.from, draft.to, facts),
  }
}

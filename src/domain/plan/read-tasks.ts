import { givesCharge, givesDuty } from './article-duties.ts'
import { readMark } from './numbering.ts'
import type { Reading } from './reading.ts'
import type { Part, Parts } from './read-structure.ts'
import { isOrder } from './section-roles.ts'
import type { HeadingNode, SectionRole, TaskDraft } from './structure.ts'
import { actionColumnOf, readRow } from './table-rows.ts'
import { contentLines, findTitleLines } from './title-lines.ts'

/**
 * The tasks of a document: the innermost parts of its duty and safeguard sections. Goals, principles, background and
 * the opening words of a chapter are none, even when they are worded as orders.
 */
export function readTasks(reading: Reading, parts: Parts): readonly TaskDraft[] {
  const rows = tableRows(reading, parts)
  const outer = new Set(parts.headings.map(({ parent }) => parent))
  const listing = new Set(rows.map(({ heading }) => heading))
  const bodies = bodiesOf(parts)
  const drafts: TaskDraft[] = []
  for (const heading of parts.headings) {
    if (outer.has(heading) || !holdsTasks(heading.role)) continue
    if (listing.has(heading) && announcesTable(heading, reading, bodies.get(heading) ?? [])) continue
    const draft = draftOf(heading, reading, parts, bodies.get(heading) ?? [])
    if (draft) drafts.push(draft)
  }
  return [
    ...drafts,
    ...articleDuties(reading, parts),
    ...reportSentences(reading, parts),
    ...rows.map(({ draft }) => draft),
    ...(parts.headingsLost ? lostParagraphs(reading, parts) : []),
  ].sort((a, b) => a.from - b.from || a.to - b.to)
}

function holdsTasks(role: SectionRole): boolean {
  return role === 'duties' || role === 'safeguards'
}

/** What only says that a table of tasks follows is no task itself. */
function announcesTable(heading: HeadingNode, reading: Reading, body: readonly Part[]): boolean {
  const text = body.map(({ from, to }) => reading.clean.slice(from, to)).join('')
  return (
    text === '' ||
    /(?:清单|分工|任务表|一览表|安排)$/.test(heading.title) ||
    /[见如]下|下[表列]|附表|^表\s?[\d一二三四五六七八九十]/.test(text)
  )
}

/** The ordinary text that stands directly under each heading. */
function bodiesOf(parts: Parts): Map<HeadingNode, Part[]> {
  const bodies = new Map<HeadingNode, Part[]>()
  for (const block of parts.blocks) {
    if (block.form !== null || !block.heading) continue
    const body = bodies.get(block.heading)
    if (body) body.push(block)
    else bodies.set(block.heading, [block])
  }
  return bodies
}

export function pathOf(heading: HeadingNode | null): string[] {
  const path: string[] = []
  for (let at = heading; at; at = at.parent) path.unshift(`${at.number ?? ''}${at.title}`)
  return path
}

const shortestTask = 12

function draftOf(
  heading: HeadingNode,
  reading: Reading,
  parts: Parts,
  body: readonly Part[],
): TaskDraft | null {
  const place = parts.places.get(heading)
  // A report's paragraphs tell of the plan; only its ordinals and its sentences by category are the plan's own tasks.
  if (!place || (place.style === 'title-line' && !heading.parent)) return null
  // A line between the rows of a table groups them; what stands under it that is no row is the page's.
  if (place.style === 'group' || place.style === 'group-chapter') return null
  const first = body[0]
  const last = body.at(-1)
  if (
    (!first || !last) &&
    ((heading.level === 1 && heading.kind === 'numbered') ||
      (!isOrder(heading.title) && heading.title.length < shortestTask))
  )
    return null
  const from = place.runIn || !first ? place.titleFrom : first.from
  const to = trimmedEnd(reading, from, last?.to ?? heading.to)
  if (to <= from) return null
  return {
    from,
    to,
    kind: heading.kind,
    number: heading.number,
    title: heading.title === '' ? clauseAt(reading, from, to) : heading.title,
    headingPath: pathOf(heading.parent),
  }
}

function trimmedEnd(reading: Reading, from: number, to: number): number {
  const text = reading.clean.slice(from, to)
  return from + text.trimEnd().length
}

/** Where no heading stands above: paragraphs of several sentences; a single sentence opens a chapter that lost its title. */
function lostParagraphs(reading: Reading, parts: Parts): TaskDraft[] {
  const drafts: TaskDraft[] = []
  for (const block of parts.blocks) {
    if (block.form !== null || block.heading || !holdsTasks(block.role)) continue
    const text = reading.clean.slice(block.from, block.to)
    const sentences = text.split('。').length - 1
    if (sentences < 2 || /[:]$/.test(text)) continue
    drafts.push({
      from: block.from,
      to: block.to,
      kind: 'paragraph',
      number: null,
      title: orderClause(text),
      headingPath: [],
    })
  }
  return drafts
}

/** The first clause that orders something; introductory phrases (围绕…, 按照…) are passed over. */
function orderClause(text: string): string {
  const clauses = text.slice(0, 400).split(/[,。;]/)
  const found = clauses.find(
    (clause) => isOrder(clause) && !/^(?:以|按照|根据|围绕|依托|立足|结合|为|在|对)/.test(clause),
  )
  return found ?? clauses[0] ?? ''
}

function clauseAt(reading: Reading, from: number, to: number): string {
  const text = reading.clean.slice(from, Math.min(to, from + 80))
  const end = text.search(/[,。;:]/)
  return end < 0 ? text : text.slice(0, end)
}

const regulation = /(?:条例|办法|规定|细则|规则|守则|章程|法)(?:\(.{1,20}\))?》?$/

function articleDuties(reading: Reading, parts: Parts): TaskDraft[] {
  const title = findTitleLines(contentLines(reading))?.text ?? ''
  const drafts: TaskDraft[] = []
  for (const heading of parts.headings) {
    const place = parts.places.get(heading)
    if (
      (heading.role !== 'articles' && heading.role !== 'closing') ||
      place?.style !== 'article' ||
      heading.bodyTo <= place.titleFrom
    )
      continue
    // The title is passed over: 加强宣传 is a duty only if what follows is one.
    const text = reading.clean.slice(place.runIn ? heading.to : place.titleFrom, heading.bodyTo).trimStart()
    // In a set of measures printed as articles (若干措施) encouragement is the measure itself.
    const duty =
      (heading.role === 'closing' ? givesCharge(text) : givesDuty(text)) ||
      (heading.role === 'articles' &&
        title !== '' &&
        !regulation.test(title) &&
        isOrder(text) &&
        !/^为/.test(text))
    if (!duty) continue
    drafts.push({
      from: place.titleFrom,
      to: trimmedEnd(reading, place.titleFrom, heading.bodyTo),
      kind: 'numbered',
      number: heading.number,
      title: heading.title === '' ? clauseAt(reading, place.titleFrom, heading.bodyTo) : heading.title,
      headingPath: pathOf(heading.parent),
    })
  }
  return drafts
}

const deployment =
  /^(?:全部|其余|另外?)?\s?\d+\s?(?:个|家|项)[^,。;]{1,10}?(?:均|都|分别|共同|将)?(?:部署|实施|开展|推进|启动|布局|组织)([^,。;]{2,30})/

/** A report that tells what so many units do each: 12个园区均部署…行动,… One sentence is one category of action. */
function reportSentences(reading: Reading, parts: Parts): TaskDraft[] {
  const drafts: TaskDraft[] = []
  for (const block of parts.blocks) {
    if (block.form !== null || !holdsTasks(block.role)) continue
    if (block.heading && parts.places.get(block.heading)?.style !== 'title-line') continue
    const found: TaskDraft[] = []
    let from = block.from
    for (const sentence of reading.clean.slice(block.from, block.to).split(/(?<=。)/)) {
      const match = deployment.exec(sentence)
      const to = from + sentence.trimEnd().length
      if (match) {
        const title = (match[1] ?? '').trim()
        found.push({ from, to, kind: 'sentence', number: null, title, headingPath: pathOf(block.heading) })
      }
      from += sentence.length
    }
    if (found.length >= 2) for (const draft of found) drafts.push(draft)
  }
  return drafts
}

interface Row {
  readonly draft: TaskDraft
  readonly heading: HeadingNode | null
}

const runningNumber = /^\d{1,3}[.、]?$/

/** Rows of a table that lists actions with who is responsible for them. */
function tableRows(reading: Reading, parts: Parts): Row[] {
  const rows: Row[] = []
  let column = -1
  let width = 0
  for (const block of parts.blocks) {
    if (block.form !== 'table') {
      if (block.form !== 'heading') column = -1
      continue
    }
    const cells = readRow(reading.clean, block.from, block.to)
    const header = actionColumnOf(cells)
    if (header >= 0) {
      column = header
      width = cells.length
      continue
    }
    // A merged first column is printed only in its first row, so the row is shorter from the left.
    const cell = column < 0 ? undefined : cells[column - Math.max(0, width - cells.length)]
    if (!cell || cell.text.length < 4 || /^[\s:—-]+$/.test(cell.text)) continue
    const mark = readMark(cell.text)
    const running = cells.slice(0, column).find(({ text }) => runningNumber.test(text))
    const from = cell.from + (mark?.length ?? 0)
    rows.push({
      heading: block.heading,
      draft: {
        from,
        to: cells.findLast(({ text }) => text !== '')?.to ?? block.to,
        kind: 'row',
        number: mark?.number ?? running?.text ?? null,
        title: clauseAt(reading, from, cell.to),
        headingPath: pathOf(block.heading),
      },
    })
  }
  return rows
}

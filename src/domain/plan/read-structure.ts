import { usualRank } from './numbering.ts'
import type {
  OutlineHeading,
  OutlineItem,
  OutlineStyle,
  OutlineText,
  TableGroupStyle,
} from './outline-items.ts'
import { readOutline } from './outline.ts'
import { readTasks } from './read-tasks.ts'
import type { Reading } from './reading.ts'
import { isOrder, roleOfParagraph, roleOfTitle, statesGoals } from './section-roles.ts'
import type { Block, HeadingNode, SectionRole, Structure } from './structure.ts'

/**
 * Finds the parts of a document: headings with their numbers, levels and roles, the running text under each, and the
 * tasks among them. Every part of the text that is not noise lies in exactly one heading or block, in order.
 */
export function readStructure(reading: Reading): Structure {
  const items = readOutline(reading)
  const parts = nest(items, reading)
  return { headings: parts.headings, tasks: readTasks(reading, parts), blocks: parts.blocks }
}

/** A block with what the task rules need to know of it beyond its section. */
export interface Part extends Block {
  readonly form: OutlineText['form'] | 'heading'
}

/** Where a heading's own words begin (after its number or dash), and whether its text follows in the same line. */
export interface Place {
  readonly style: OutlineStyle
  readonly titleFrom: number
  readonly runIn: boolean
}

export interface Parts {
  readonly headings: readonly HeadingNode[]
  readonly blocks: readonly Part[]
  readonly places: ReadonlyMap<HeadingNode, Place>
  /** The document's outer headings are lost, as in a page that dropped them: roles follow from the wording. */
  readonly headingsLost: boolean
}

interface Open {
  node: { -readonly [K in keyof HeadingNode]: HeadingNode[K] }
  readonly rank: number
  readonly isCharged: boolean
}

function isCharged(open: Open): boolean {
  return open.isCharged
}

const holdsOrders = new Set<SectionRole>(['duties', 'safeguards', 'articles', 'annex'])
const responsible =
  /[([【〔](?:牵头|责任|主办|负责|主责|承办|落实|实施|完成)(?:单位|部门|主体|机构)\s*:[^。;]*[)\]】〕][。;]?$/
const longestNote = 400

/**
 * Headings whose own text closes with who is responsible (责任单位:…). Only a task is given to somebody, whatever the
 * section is called; and a paragraph that is given to others than the numbered one above it stands beside that one.
 */
function chargedHeadings(items: readonly OutlineItem[], reading: Reading): ReadonlySet<OutlineItem> {
  const charged = new Set<OutlineItem>()
  let open: OutlineItem | null = null
  for (const item of items) {
    if (item.type === 'heading') open = item
    if (open && responsible.test(reading.clean.slice(Math.max(item.from, item.to - longestNote), item.to)))
      charged.add(open)
  }
  return charged
}

function nest(items: readonly OutlineItem[], reading: Reading): Parts {
  const ranks = ranksOf(items)
  const lost = headingsLost(items)
  const charged = chargedHeadings(items, reading)
  const levels = levelsOf(items, ranks, lost)
  const stack: Open[] = []
  const headings: HeadingNode[] = []
  const blocks: Part[] = []
  const places = new Map<HeadingNode, Place>()
  let state: SectionRole = 'preamble'
  let afterHeading = false
  const close = (down: number): void => {
    while (stack.length > 0 && (stack.at(-1)?.rank ?? -2) >= down) stack.pop()
  }
  const lastGoal = lost ? items.findLastIndex((item) => statesGoals(textOf(item))) : -1
  const lostRole = (item: OutlineItem, at: number): SectionRole =>
    roleOfParagraph(textOf(item), state, item.type === 'heading', at < lastGoal)
  for (const [at, item] of items.entries()) {
    if (item.type === 'heading') {
      const beside: Open | undefined =
        item.style === 'lead' && charged.has(item) ? stack.findLast(isCharged) : undefined
      const beneath =
        item.style === 'box' ? stack.findLast((open) => open.rank < usualRank.arabic) : undefined
      const sibling = beside ?? beneath
      const rank = sibling?.rank ?? ranks(item.style)
      close(rank)
      const parent = stack.at(-1)?.node ?? null
      const read: SectionRole = parent
        ? roleUnder(parent, item)
        : lost && item.style === 'lead'
          ? (state = lostRole(item, at))
          : roleAtTop(item, state)
      const role: SectionRole = charged.has(item) && !holdsOrders.has(read) ? 'duties' : read
      if (!parent && item.kind === 'numbered') state = role
      const level = sibling?.node.level ?? levels(item.style, parent)
      const node = nodeOf(item, level, role, parent)
      headings.push(node)
      for (const open of stack) open.node.bodyTo = item.to
      places.set(node, { style: item.style, titleFrom: item.titleFrom, runIn: item.runIn })
      stack.push({ node, rank, isCharged: charged.has(item) })
      blocks.push({ from: item.from, to: item.to, role, heading: node, form: 'heading' })
      afterHeading = true
      continue
    }
    if (item.form === 'title' || item.form === 'annexes') close(-2)
    if (lost && item.form === null && !afterHeading) close(ranks('chinese-bracket'))
    afterHeading = false
    const heading = item.form === null || item.form === 'table' ? (stack.at(-1)?.node ?? null) : null
    const role = heading ? heading.role : roleOfText(item, at)
    if (!heading && lost && item.form === null) state = role
    blocks.push({ from: item.from, to: item.to, role, heading, form: item.form })
    if (item.form === null || item.form === 'table') for (const open of stack) open.node.bodyTo = item.to
  }
  return { headings, blocks, places, headingsLost: lost }

  function textOf(item: OutlineItem): string {
    return reading.clean.slice(item.from, item.to)
  }

  function roleOfText(item: OutlineText, at: number): SectionRole {
    if (item.form === 'annexes') return 'annex'
    if (item.form !== null) return headings.length > 0 ? 'closing' : 'preamble'
    if (lost) return lostRole(item, at)
    return headings.length > 0 ? 'closing' : 'preamble'
  }
}

function nodeOf(
  item: OutlineHeading,
  level: number,
  role: SectionRole,
  parent: HeadingNode | null,
): Open['node'] {
  return {
    from: item.from,
    to: item.to,
    level,
    number: item.number,
    title: item.title,
    kind: item.kind,
    bodyFrom: item.to,
    bodyTo: item.to,
    parent,
    role,
  }
}

/** A row of ordinals under no heading orders something or tells of something; articles are articles anywhere. */
function roleAtTop(item: OutlineHeading, before: SectionRole): SectionRole {
  if (item.style === 'article') return 'articles'
  if (item.style === 'ordinal') return isOrder(item.title.replace(/^(?:将|要)/, '')) ? 'duties' : 'background'
  // 工作要求 at the beginning says in what spirit, after the tasks how they are to be carried out.
  if (/要求$/.test(item.title) && (before === 'duties' || before === 'safeguards')) return 'safeguards'
  return roleOfTitle(item.title, null) ?? 'duties'
}

function roleUnder(parent: HeadingNode, item: OutlineHeading): SectionRole {
  if (item.style === 'article') return parent.role === 'closing' ? 'closing' : 'articles'
  if (parent.role === 'articles') return 'articles'
  if (item.kind !== 'numbered' && !standsAlone(item)) return parent.role
  return roleOfTitle(item.title, parent.role) ?? parent.role
}

const innerRank: Readonly<Record<string, number>> = {
  'title-line': 10,
  'group-chapter': 10.1,
  group: 10.2,
  lead: 11,
  ordinal: 12,
}

/** Which mark may stand inside which, in this document: 第一条 can be inside 一、 or around it. */
function ranksOf(items: readonly OutlineItem[]): (style: OutlineStyle) => number {
  const headings = items.filter((item) => item.type === 'heading')
  const numbered = headings.some((item) => item.kind === 'numbered')
  const firstArticle = headings.findIndex((item) => item.style === 'article')
  const firstChinese = headings.findIndex((item) => item.style === 'chinese')
  const above = items.some(
    (item, i) => isTitleLine(item) && items[i + 1]?.type === 'heading' && !isTitleLine(items[i + 1]),
  )
  const articlesInside = firstChinese >= 0 && firstChinese < firstArticle
  return (style) => {
    if (style === 'article' && articlesInside) return 4.5
    if (style === 'title-chapter') return -0.5
    if (style === 'title-line') return numbered && !above ? (innerRank[style] ?? 10) : -0.25
    if (style === 'lead' || style === 'ordinal' || isGroup(style)) return innerRank[style] ?? 11
    return usualRank[style]
  }
}

function isGroup(style: OutlineStyle): style is TableGroupStyle {
  return style === 'group' || style === 'group-chapter'
}

function isTitleLine(item: OutlineItem | undefined): boolean {
  return item?.type === 'heading' && (item.style === 'title-line' || item.style === 'title-chapter')
}

function standsAlone(item: OutlineHeading): boolean {
  return isTitleLine(item) || isGroup(item.style)
}

/** Levels count the marks that this document uses; a fragment keeps room for the outer ones that it has lost. */
function levelsOf(
  items: readonly OutlineItem[],
  ranks: (style: OutlineStyle) => number,
  lost: boolean,
): (style: OutlineStyle, parent: HeadingNode | null) => number {
  const styles = new Map<OutlineStyle, number>()
  for (const item of items) {
    if (
      item.type === 'heading' &&
      (item.kind === 'numbered' || standsAlone(item)) &&
      item.style !== 'box' &&
      !styles.has(item.style)
    ) {
      styles.set(item.style, item.ordinal)
    }
  }
  const used = [...styles.keys()].sort((a, b) => ranks(a) - ranks(b))
  const outermost = used[0]
  const cut = lost || (outermost !== undefined && (styles.get(outermost) ?? 1) > 1)
  const missing = !cut ? 0 : outermost === 'chinese-bracket' ? 1 : outermost === 'arabic' ? 2 : 0
  return (style, parent) => {
    // 前言 before the first chapter is a chapter of its own.
    if (style === 'title-line' && !parent) return 1 + missing
    const place = used.indexOf(style)
    if (place >= 0) return place + 1 + missing
    if (parent) return parent.level + 1
    return lost ? Math.max(used.length + missing, 2) + 1 : 1
  }
}

const longParagraph = 40
const fewest = 6

function headingsLost(items: readonly OutlineItem[]): boolean {
  let outside = 0
  let inside = 0
  let open = false
  for (const item of items) {
    if (item.type === 'heading') {
      if (isTitleLine(item) || item.kind === 'numbered') open = true
    } else if (item.form === null && item.to - item.from >= longParagraph) {
      if (open) inside++
      else outside++
    }
  }
  return outside >= fewest && outside > inside
}

/**
 * Lays out a definition. Routes never cross the border of a group or parallel node, so each inside is laid out by itself and
 * stands in its surroundings as one box. The whole goes from left to right where that stays within `WIDEST`, otherwise from
 * above to below: long procedures are read on a page, not on a wall. Sizes are in px and hold for both languages.
 */
import type { BilingualText } from '#domain/kernel'
import { entriesOf, transitionsOf, type Transition } from './definition-graph.ts'
import type { NodeDefinition, ProcedureDefinition, StepNode } from './definition.ts'
import { DRAWING } from './drawing-sizes.ts'
import type { DrawnBox, DrawnLine, ProcedureDrawing } from './drawing.ts'
import { guardWords, OTHERWISE } from './guard-words.ts'
import { layOutGraph, type LayoutManner, type Point, type Size } from './lay-out-graph.ts'
import { textWidth, wrapText } from './text-width.ts'

const WIDEST = 1_000

/** One region laid out, its corner at 0, 0. */
interface Region extends Size {
  /** Px that it costs a reader: beginnings that do not stand at the top, lines that run through boxes; the insides' too. */
  readonly flaws: number
  readonly boxes: readonly DrawnBox[]
  readonly lines: readonly DrawnLine[]
}

interface Way {
  readonly from: string
  readonly to: string
  readonly label: BilingualText | null
  readonly tone: DrawnLine['tone']
  readonly byClock: boolean
}

interface Manner extends LayoutManner {
  /** Texts are broken sooner. */
  readonly narrow: boolean
}

const UPRIGHT: readonly Manner[] = [false, true].flatMap((narrow) =>
  (['network-simplex', 'tight-tree', 'longest-path'] as const).flatMap((ranker): readonly Manner[] => [
    { direction: 'TB', ranker, narrow },
    { direction: 'TB', ranker, narrow, acyclicer: 'greedy' },
  ]),
)

export function drawDefinition(definition: ProcedureDefinition): ProcedureDrawing {
  const entries = [definition.initial]
  const across = layOut(definition, undefined, entries, {
    ...{ direction: 'LR', ranker: 'network-simplex', narrow: false },
  })
  const flat = across.width <= WIDEST && across.height <= across.width
  const region = flat
    ? across
    : bestOf(UPRIGHT.map((manner) => layOut(definition, undefined, entries, manner)))
  const { margin } = DRAWING
  return {
    width: Math.ceil(region.width + 2 * margin),
    height: Math.ceil(region.height + 2 * margin),
    boxes: region.boxes.map((box) => movedBox(box, margin, margin)),
    lines: region.lines.map((line) => movedLine(line, margin, margin)),
  }
}

/** Wide pictures are shrunk until nobody can read them; after that what counts is to begin at
 * the top, to scroll little and to follow short lines. */
function bestOf(regions: readonly Region[]): Region {
  const cost = ({ width, height, lines, flaws }: Region) => {
    const length = lines.reduce((sum, { points }) => sum + lengthOf(points), 0)
    return Math.max(0, width - WIDEST) * 6 + height + length * 0.15 + flaws
  }
  return regions.reduce((best, region) => (cost(region) < cost(best) ? region : best))
}

/** Whether a line comes more than a little into a box, tried every few px. */
export function runsThrough(
  points: readonly Point[],
  box: Pick<DrawnBox, 'x' | 'y' | 'width' | 'height'>,
): boolean {
  return points.some((point, index) => {
    const before = points[index - 1]
    if (before === undefined) return false
    const steps = Math.ceil(Math.hypot(point.x - before.x, point.y - before.y) / 6)
    return Array.from({ length: steps + 1 }, (_, step) => step / Math.max(1, steps)).some((share) => {
      const x = before.x + (point.x - before.x) * share
      const y = before.y + (point.y - before.y) * share
      return x > box.x + 4 && x < box.x + box.width - 4 && y > box.y + 4 && y < box.y + box.height - 4
    })
  })
}

function lengthOf(points: readonly Point[]): number {
  return points.reduce((sum, point, index) => {
    const before = points[index - 1]
    return before === undefined ? sum : sum + Math.hypot(point.x - before.x, point.y - before.y)
  }, 0)
}

function layOut(
  definition: ProcedureDefinition,
  holder: string | undefined,
  entries: readonly string[],
  manner: Manner,
): Region {
  const nodes = Object.entries(definition.nodes).filter(([, node]) => node.within === holder)
  const insides = new Map<string, Region>()
  for (const [id, node] of nodes) {
    if (node.kind === 'group') insides.set(id, layOut(definition, id, [node.initial], manner))
    if (node.kind === 'parallel') insides.set(id, layOut(definition, id, entriesOf(node), manner))
  }
  const start = `${holder ?? ''}:start`
  const sizes = new Map<string, Size>([[start, { width: DRAWING.start, height: DRAWING.start }]])
  for (const [id, node] of nodes) sizes.set(id, sizeOf(definition, node, insides.get(id), manner.narrow))
  const labelWidth = manner.narrow ? DRAWING.label.narrow : DRAWING.label.width
  const known = new Set(nodes.map(([id]) => id))
  const ways: Way[] = [
    ...entries
      .filter((entry) => known.has(entry))
      .map((to): Way => ({ from: start, to, label: null, tone: 'plain', byClock: false })),
    ...waysOf(definition).filter(({ from, to }) => known.has(from) && known.has(to)),
  ]
  const laid = layOutGraph(
    sizes,
    ways.map(({ from, to, label, byClock, tone }) => ({
      ...{ from, to },
      label: label === null ? { width: 0, height: 0 } : labelSize(label, byClock, labelWidth),
      weight: tone === 'primary' ? 4 : 1,
    })),
    manner,
  )
  const middleOf = (id: string) => laid.boxes.get(id) ?? { x: 0, y: 0 }

  const boxes: DrawnBox[] = []
  const lines: DrawnLine[] = []
  for (const [id, node] of nodes) {
    const { x, y } = middleOf(id)
    const { width, height } = sizes.get(id) ?? { width: 0, height: 0 }
    const box: DrawnBox = {
      ...{ node: id, kind: node.kind, name: node.name, x: x - width / 2, y: y - height / 2, width, height },
      note: noteOf(definition, node),
      tone: node.kind === 'end' ? node.tone : null,
    }
    boxes.push(box)
    const inside = insides.get(id)
    if (inside === undefined) continue
    // What lies inside comes after its frame, so that it is drawn upon it.
    const left = box.x + (width - inside.width) / 2
    const top = box.y + DRAWING.frame.head
    boxes.push(...inside.boxes.map((inner) => movedBox(inner, left, top)))
    lines.push(...inside.lines.map((inner) => movedLine(inner, left, top)))
  }
  const { x, y } = middleOf(start)
  const { start: dot } = DRAWING
  boxes.push({
    ...{ node: start, kind: 'start', name: { zh: '开始', en: 'Start' }, x: x - dot / 2, y: y - dot / 2 },
    ...{ width: dot, height: dot, note: null, tone: null },
  })
  for (const [index, way] of ways.entries()) {
    const line = laid.lines[index]
    if (line === undefined) continue
    const points = line.points.map((point) => ({ x: round(point.x), y: round(point.y) }))
    const at = { x: round(line.label.x), y: round(line.label.y), width: labelWidth }
    lines.push({ ...way, points, ...(way.label === null ? {} : { labelAt: at }) })
  }
  const inner = nodes.reduce((sum, [id]) => sum + (insides.get(id)?.flaws ?? 0), 0)
  const late = y - dot / 2 - Math.min(...boxes.map((box) => box.y))
  const own = boxes.filter(({ node }) => known.has(node))
  const crossed = lines
    .slice(-ways.length)
    .flatMap((line) =>
      own.filter((box) => box.node !== line.from && box.node !== line.to && runsThrough(line.points, box)),
    )
  return { ...tightened(boxes, lines), flaws: inner + late * 4 + crossed.length * 600 }
}

/** The library counts room for lines that are not there; the picture begins where something is. */
function tightened(boxes: readonly DrawnBox[], lines: readonly DrawnLine[]): Omit<Region, 'flaws'> {
  const places: Point[] = [
    ...boxes.flatMap(({ x, y, width, height }) => [
      { x, y },
      { x: x + width, y: y + height },
    ]),
    ...lines.flatMap(({ points }) => points),
    ...lines.flatMap(({ labelAt, label, byClock }) => {
      if (labelAt === undefined || label === null) return []
      const { width, height } = labelSize(label, byClock, labelAt.width)
      return [
        { x: labelAt.x - width / 2, y: labelAt.y - height / 2 },
        { x: labelAt.x + width / 2, y: labelAt.y + height / 2 },
      ]
    }),
  ]
  const left = Math.min(...places.map(({ x }) => x))
  const top = Math.min(...places.map(({ y }) => y))
  return {
    width: round(Math.max(...places.map(({ x }) => x)) - left),
    height: round(Math.max(...places.map(({ y }) => y)) - top),
    boxes: boxes.map((box) => movedBox(box, -left, -top)),
    lines: lines.map((line) => movedLine(line, -left, -top)),
  }
}

/** Lines between the same two nodes that look alike are one line with both names. */
function waysOf(definition: ProcedureDefinition): readonly Way[] {
  const ways = new Map<string, Way>()
  for (const transition of transitionsOf(definition)) {
    if (transition.inward) continue
    const way = wayOf(definition, transition)
    const key = `${way.from} ${way.to} ${String(way.byClock)}`
    const known = ways.get(key)
    if (known === undefined) ways.set(key, way)
    else {
      const label = joined(known.label, way.label)
      ways.set(key, { ...known, label, tone: known.tone === 'primary' ? known.tone : way.tone })
    }
  }
  return [...ways.values()]
}

function joined(one: BilingualText | null, other: BilingualText | null): BilingualText | null {
  if (one === null || other === null) return one ?? other
  if (one.zh === other.zh) return one
  return { zh: `${one.zh} / ${other.zh}`, en: `${one.en} / ${other.en}` }
}

function wayOf(definition: ProcedureDefinition, transition: Transition): Way {
  const node = definition.nodes[transition.from]
  const action =
    node?.kind === 'step' && transition.action !== null ? node.actions[transition.action] : undefined
  const route =
    action?.to ?? (node === undefined || node.kind === 'step' || node.kind === 'end' ? '' : node.to)
  const fork = transition.fork === null || typeof route === 'string' ? undefined : route[transition.fork]
  const condition =
    fork === undefined ? null : fork.when === undefined ? OTHERWISE : guardWords(definition, fork.when)
  const label =
    action === undefined
      ? condition
      : condition === null
        ? action.name
        : { zh: `${action.name.zh}（${condition.zh}）`, en: `${action.name.en} (${condition.en})` }
  const tone = action?.tone ?? 'plain'
  return { from: transition.from, to: transition.to, label, tone, byClock: transition.byClock }
}

/** Size of a line's name; the clock's sign goes before those that only a clock takes. */
function labelSize(label: BilingualText, byClock: boolean, width: number): Size {
  const { label: style } = DRAWING
  const sign = byClock ? style.sign : 0
  const texts = [label.zh, label.en].map((text) => wrapText(text, style.font, width, style.lines))
  return {
    width: Math.max(...texts.flat().map((line) => textWidth(line, style.font))) + sign + 8,
    height: Math.max(...texts.map(({ length }) => length)) * style.leading + 4,
  }
}

function sizeOf(
  definition: ProcedureDefinition,
  node: NodeDefinition,
  inside: Region | undefined,
  narrow: boolean,
): Size {
  const { box, frame } = DRAWING
  if (inside !== undefined) {
    const titles = (['zh', 'en'] as const).map((language) => {
      const note = noteOf(definition, node)?.[language] ?? ''
      return (
        textWidth(node.name[language], frame.font) + (note === '' ? 0 : 12 + textWidth(note, box.noteFont))
      )
    })
    return {
      width: Math.max(inside.width, ...titles) + 2 * frame.padding,
      height: inside.height + frame.head + frame.padding,
    }
  }
  const widest = narrow ? box.narrow : box.text
  const names = [node.name.zh, node.name.en].map((text) => wrapText(text, box.font, widest, box.lines))
  const note = noteOf(definition, node)
  const notes =
    note === null ? [] : [note.zh, note.en].map((text) => wrapText(text, box.noteFont, widest, box.noteLines))
  const sign = node.kind === 'end' ? 18 : node.kind === 'subcase' ? 10 : 0
  const width =
    Math.max(
      ...names.flat().map((line) => textWidth(line, box.font) + sign),
      ...notes.flat().map((line) => textWidth(line, box.noteFont)),
      box.least,
    ) +
    2 * box.padding
  const height =
    Math.max(...names.map(({ length }) => length)) * box.leading +
    Math.max(0, ...notes.map(({ length }) => length)) * box.noteLeading +
    2 * box.paddingY
  // A choice is drawn with slanted ends.
  return { width: Math.ceil(width) + (node.kind === 'choice' ? 20 : 0), height: Math.ceil(height) }
}

const SIGNS: Readonly<Record<string, BilingualText>> = {
  all: { zh: '会签', en: 'all sign' },
  any: { zh: '或签', en: 'any signs' },
  count: { zh: '多数签', en: 'several sign' },
  sequence: { zh: '依次签', en: 'in turn' },
}

/** Small text: of a step who does it and how they sign, of parallel work for whom and when it is over. */
function noteOf(definition: ProcedureDefinition, node: NodeDefinition): BilingualText | null {
  if (node.kind === 'step') return stepNote(definition, node)
  if (node.kind === 'subcase')
    return node.wait
      ? { zh: '另立事项，等待办结', en: 'a case of its own, waited for' }
      : { zh: '另立事项', en: 'a case of its own' }
  if (node.kind !== 'parallel') return null
  const who = node.each === undefined ? undefined : definition.participants[node.each.over]?.name
  const { join } = node
  const count = join.rule === 'count' ? join.count : null
  const least =
    typeof count === 'string' ? (definition.settings[count]?.name ?? { zh: count, en: count }) : null
  const rule: BilingualText =
    join.rule === 'all'
      ? { zh: '全部办完', en: 'all of them' }
      : join.rule === 'any'
        ? { zh: '任一办完', en: 'any of them' }
        : least === null
          ? { zh: `办完 ${String(count)} 支`, en: `${String(count)} of them` }
          : { zh: `办完数：${least.zh}`, en: `as many as: ${least.en}` }
  return {
    zh: `${who === undefined ? '同时进行' : `每个${who.zh}一支`} · ${rule.zh}`,
    en: `${who === undefined ? 'side by side' : `one for each: ${who.en}`} · ${rule.en}`,
  }
}

function stepNote(definition: ProcedureDefinition, node: StepNode): BilingualText {
  const who = definition.participants[node.by]?.name ?? { zh: node.by, en: node.by }
  const parts = [who]
  const sign = node.sign === undefined ? undefined : SIGNS[node.sign.rule]
  if (sign !== undefined) parts.push(sign)
  if ((node.returns?.length ?? 0) > 0) parts.push({ zh: '可退回', en: 'may send back' })
  return { zh: parts.map(({ zh }) => zh).join(' · '), en: parts.map(({ en }) => en).join(' · ') }
}

function movedBox(box: DrawnBox, x: number, y: number): DrawnBox {
  return { ...box, x: round(box.x + x), y: round(box.y + y) }
}

function movedLine(line: DrawnLine, x: number, y: number): DrawnLine {
  const move = (point: Point) => ({ x: round(point.x + x), y: round(point.y + y) })
  const { labelAt: at } = line
  const labelAt = at === undefined ? {} : { labelAt: { ...move(at), width: at.width } }
  return { ...line, points: line.points.map((point) => move(point)), ...labelAt }
}

/** To a tenth of a px: the same picture is the same file. */
function round(value: number): number {
  return Math.round(value * 10) / 10
}

/**
 * A drawing as SVG that stands by itself: no script, no style sheet, no outside font. The place where the case is stands in
 * blue, where it has been in ink, the rest faint; ends carry a sign besides their colour.
 */
import type { DrawnBox, DrawnLine, ProcedureDrawing } from './drawing.ts'
import { DRAWING } from './drawing-sizes.ts'
import { textWidth, wrapText } from './text-width.ts'

export interface DrawingPlace {
  readonly language: 'zh' | 'en'
  /** Nodes where the case is now. */
  readonly active?: readonly string[]
  /** Nodes that it has passed. */
  readonly past?: readonly string[]
  /** What the picture shows, for those who do not see it. */
  readonly title?: string
}

const COLOUR = {
  ink: '#1b1f24',
  soft: '#5b6470',
  faint: '#8a93a0',
  line: '#e3e6ea',
  stroke: '#aab2bd',
  ground: '#f5f6f8',
  paper: '#fff',
  blue: '#1f5aa6',
  blueWash: '#eaf1fb',
} as const

const TONES = {
  good: { colour: '#1a7f4b', wash: '#e8f4ee', sign: '●' },
  bad: { colour: '#b3261e', wash: '#fceceb', sign: '■' },
  plain: { colour: COLOUR.soft, wash: COLOUR.ground, sign: '—' },
} as const

const FONT = "'PingFang SC','Noto Sans CJK SC','Noto Sans SC','Microsoft YaHei',sans-serif"

type Point = DrawnLine['points'][number]

type Standing = 'active' | 'past' | 'ahead' | 'plain'

export function drawingToSvg(drawing: ProcedureDrawing, place: DrawingPlace): string {
  const active = new Set(place.active ?? [])
  const past = withChoices(drawing, new Set(place.past ?? []), active)
  const running = active.size + past.size > 0
  const standing = (node: string): Standing => {
    if (active.has(node)) return 'active'
    if (past.has(node)) return 'past'
    // Where work has begun, it has begun.
    const holder = node.endsWith(':start') ? node.slice(0, -':start'.length) : null
    if (running && (holder === '' || (holder !== null && (active.has(holder) || past.has(holder)))))
      return 'past'
    return running ? 'ahead' : 'plain'
  }
  const frames = drawing.boxes.filter(({ kind }) => kind === 'group' || kind === 'parallel')
  const others = drawing.boxes.filter(({ kind }) => kind !== 'group' && kind !== 'parallel')
  const parts = [
    ...frames.map((box) => frame(box, standing(box.node), place.language)),
    ...drawing.lines.map((line) => path(line, lineStanding(line, standing))),
    ...others.map((box) => shape(box, standing(box.node), place.language)),
    // Names of lines last: nothing may run through them.
    ...drawing.lines.map((line) => lineLabel(line, lineStanding(line, standing), place.language)),
  ]
  const { width, height } = drawing
  // Chinese fonts set the quotation marks and apostrophes of Western texts a whole character wide.
  const narrowSigns = place.language === 'en' ? ` style="font-feature-settings:'pwid','palt'"` : ''
  const title = place.title === undefined ? '' : `<title>${escaped(place.title)}</title>`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(height)}" ` +
    `width="${String(width)}" height="${String(height)}" role="img" lang="${place.language}" font-family="${FONT}"${narrowSigns}>${title}\n` +
    `${parts.filter((part) => part !== '').join('\n')}\n</svg>\n`
  )
}

/** Nobody stays in a choice, so no record says that it was passed: it lies between places that were reached. */
function withChoices(
  drawing: ProcedureDrawing,
  past: ReadonlySet<string>,
  active: ReadonlySet<string>,
): ReadonlySet<string> {
  const reached = new Set(past)
  const choices = drawing.boxes.filter(({ kind }) => kind === 'choice')
  for (let before = -1; before !== reached.size;) {
    before = reached.size
    for (const { node } of choices) {
      const comes = drawing.lines.some(({ from, to }) => to === node && reached.has(from))
      const goes = drawing.lines.some(({ from, to }) => from === node && (reached.has(to) || active.has(to)))
      if (comes && goes) reached.add(node)
    }
  }
  return reached
}

/** A line is past when both its ends are; the way into the present place is too. */
function lineStanding(line: DrawnLine, standing: (node: string) => Standing): Standing {
  const [from, to] = [standing(line.from), standing(line.to)]
  if (from === 'plain') return 'plain'
  const begun = from === 'past' || (line.from.endsWith(':start') && to !== 'ahead')
  return begun && to !== 'ahead' ? 'past' : 'ahead'
}

function frame(box: DrawnBox, standing: Standing, language: 'zh' | 'en'): string {
  const active = standing === 'active'
  const stroke = active ? COLOUR.blue : standing === 'past' ? COLOUR.soft : COLOUR.stroke
  const colour = active ? COLOUR.blue : standing === 'ahead' ? COLOUR.faint : COLOUR.ink
  const { font, padding } = DRAWING.frame
  const name = box.name[language]
  const note = box.note?.[language] ?? ''
  const noteAt = box.x + padding + textWidth(name, font) + 12
  const behind =
    box.kind === 'parallel'
      ? rect({ ...box, x: box.x + 4, y: box.y - 4 }, 'none', stroke, 6, 1) // a second sheet: several at once
      : ''
  return (
    behind +
    rect(box, active ? '#f6f9fe' : '#fafbfc', stroke, 6, active ? 1.5 : 1) +
    text([name], box.x + padding, box.y + 22, font, 0, colour, 'start', 600) +
    (note === ''
      ? ''
      : text(
          [note],
          noteAt,
          box.y + 22,
          DRAWING.box.noteFont,
          0,
          standing === 'ahead' ? COLOUR.faint : COLOUR.soft,
          'start',
          400,
        ))
  )
}

function shape(box: DrawnBox, standing: Standing, language: 'zh' | 'en'): string {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  if (box.kind === 'start') {
    const colour = standing === 'ahead' ? COLOUR.stroke : COLOUR.soft
    return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(box.width / 2)}" fill="${colour}"/>`
  }
  const { fill, stroke, colour, soft } = coloursOf(box, standing)
  const { font, leading, noteFont, noteLeading, noteLines, lines: most, padding } = DRAWING.box
  const tone = box.kind === 'end' && box.tone !== null ? TONES[box.tone] : null
  const sign = tone?.sign ?? null
  const taken = { end: 18, subcase: 10, choice: 20 }[String(box.kind)] ?? 0
  const width = box.width - 2 * padding - taken + 1
  const names = wrapText(box.name[language], font, width, most)
  const notes =
    box.note === null ? [] : wrapText(box.note[language], noteFont, box.width - 2 * padding + 1, noteLines)
  const signed = sign === null ? names : names.map((line, index) => (index === 0 ? `${sign} ${line}` : line))
  const top = y - (signed.length * leading + notes.length * noteLeading) / 2
  const weight = standing === 'active' || box.kind === 'step' ? 600 : 400
  return (
    outline(box, fill, stroke, standing) +
    text(signed, x, top + leading / 2 + 5, font, leading, colour, 'middle', weight) +
    text(
      notes,
      x,
      top + signed.length * leading + noteLeading / 2 + 4,
      noteFont,
      noteLeading,
      soft,
      'middle',
      400,
    )
  )
}

function outline(box: DrawnBox, fill: string, stroke: string, standing: Standing): string {
  const width = standing === 'past' || standing === 'active' ? 1.5 : 1
  if (box.kind === 'choice') {
    const { x, y, width: w, height: h } = box
    const slant = 12
    const corners = [
      [x + slant, y],
      [x + w - slant, y],
      [x + w, y + h / 2],
      [x + w - slant, y + h],
      [x + slant, y + h],
      [x, y + h / 2],
    ]
    const points = corners.map(([a = 0, b = 0]) => `${n(a)},${n(b)}`).join(' ')
    return `<polygon points="${points}" fill="${fill}" stroke="${stroke}" stroke-width="${String(width)}"/>`
  }
  const body = rect(box, fill, stroke, box.kind === 'end' ? Math.min(box.height / 2, 19) : 4, width)
  if (box.kind !== 'subcase') return body
  // Work described elsewhere: a bar at either side.
  const bars = [box.x + 6, box.x + box.width - 6]
    .map((x) => `M${n(x)} ${n(box.y)}V${n(box.y + box.height)}`)
    .join('')
  return `${body}<path d="${bars}" stroke="${stroke}" stroke-width="${String(width)}"/>`
}

function coloursOf(
  box: DrawnBox,
  standing: Standing,
): { fill: string; stroke: string; colour: string; soft: string } {
  const tone = box.kind === 'end' && box.tone !== null ? TONES[box.tone] : null
  if (standing === 'active' && tone === null)
    return { fill: COLOUR.blue, stroke: COLOUR.blue, colour: '#fff', soft: '#dbe7f7' }
  if (tone !== null) {
    const reached = standing === 'past' || standing === 'active'
    const faint = standing === 'ahead'
    return {
      fill: faint ? COLOUR.paper : tone.wash,
      stroke: reached ? tone.colour : faint ? COLOUR.line : COLOUR.stroke,
      colour: faint ? COLOUR.faint : tone.colour,
      soft: COLOUR.soft,
    }
  }
  if (standing === 'ahead')
    return { fill: COLOUR.paper, stroke: COLOUR.line, colour: COLOUR.faint, soft: COLOUR.faint }
  const stroke = standing === 'past' ? COLOUR.ink : COLOUR.stroke
  return { fill: COLOUR.paper, stroke, colour: COLOUR.ink, soft: COLOUR.soft }
}

function path(line: DrawnLine, standing: Standing): string {
  const [first, ...rest] = line.points
  const last = rest.at(-1)
  const before = rest.at(-2) ?? first
  if (first === undefined || last === undefined || before === undefined) return ''
  const colour = standing === 'ahead' ? '#c9cfd7' : standing === 'past' ? COLOUR.ink : COLOUR.faint
  const d = roundedPath(line.points)
  const length = Math.hypot(last.x - before.x, last.y - before.y) || 1
  const [ux, uy] = [(last.x - before.x) / length, (last.y - before.y) / length]
  const tip = [
    `${n(last.x)},${n(last.y)}`,
    `${n(last.x - 8 * ux - 3.5 * uy)},${n(last.y - 8 * uy + 3.5 * ux)}`,
    `${n(last.x - 8 * ux + 3.5 * uy)},${n(last.y - 8 * uy - 3.5 * ux)}`,
  ]
  const dashes = line.byClock ? ' stroke-dasharray="5 4"' : ''
  const width = standing === 'past' ? '1.5' : '1.2'
  return (
    `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}"${dashes}/>` +
    `<polygon points="${tip.join(' ')}" fill="${colour}"/>`
  )
}

/** Straight stretches with rounded corners: the line stays where the layout kept room for it. */
function roundedPath(points: readonly Point[]): string {
  const [first] = points
  const last = points.at(-1)
  if (first === undefined || last === undefined) return ''
  let d = `M${n(first.x)} ${n(first.y)}`
  for (const [index, corner] of points.entries()) {
    const before = points[index - 1]
    const after = points[index + 1]
    if (before === undefined || after === undefined) continue
    const begin = towards(corner, before)
    const end = towards(corner, after)
    d += `L${n(begin.x)} ${n(begin.y)}Q${n(corner.x)} ${n(corner.y)} ${n(end.x)} ${n(end.y)}`
  }
  return `${d}L${n(last.x)} ${n(last.y)}`
}

/** From a corner towards a neighbour: a bend of 24 px, or half the way. */
function towards(corner: Point, neighbour: Point): Point {
  const length = Math.hypot(neighbour.x - corner.x, neighbour.y - corner.y) || 1
  const share = Math.min(24, length / 2) / length
  return { x: corner.x + (neighbour.x - corner.x) * share, y: corner.y + (neighbour.y - corner.y) * share }
}

function lineLabel(line: DrawnLine, standing: Standing, language: 'zh' | 'en'): string {
  if (line.label === null || line.labelAt === undefined) return ''
  const { font, leading, lines: most } = DRAWING.label
  const wrapped = wrapText(line.label[language], font, line.labelAt.width, most)
  const shown = line.byClock ? wrapped.map((part, index) => (index === 0 ? `◷ ${part}` : part)) : wrapped
  const colour = standing === 'ahead' ? COLOUR.faint : line.tone === 'danger' ? TONES.bad.colour : COLOUR.soft
  const top = line.labelAt.y - (shown.length * leading) / 2
  // A halo of paper keeps the line out of the letters.
  return text(shown, line.labelAt.x, top + leading / 2 + 4, font, leading, colour, 'middle', 400, true)
}

function rect(box: DrawnBox, fill: string, stroke: string, radius: number, width: number): string {
  return (
    `<rect x="${n(box.x)}" y="${n(box.y)}" width="${n(box.width)}" height="${n(box.height)}" rx="${n(radius)}" ` +
    `fill="${fill}" stroke="${stroke}" stroke-width="${String(width)}"/>`
  )
}

function text(
  lines: readonly string[],
  x: number,
  y: number,
  size: number,
  leading: number,
  colour: string,
  anchor: 'start' | 'middle',
  weight: number,
  halo = false,
): string {
  const round = halo ? ' stroke="#fff" stroke-width="4" stroke-linejoin="round" paint-order="stroke"' : ''
  return lines
    .map(
      (line, index) =>
        `<text x="${n(x)}" y="${n(y + index * leading)}" font-size="${String(size)}" font-weight="${String(weight)}" ` +
        `fill="${colour}" text-anchor="${anchor}"${round}>${escaped(line)}</text>`,
    )
    .join('')
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10)
}

function escaped(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

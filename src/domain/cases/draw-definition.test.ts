import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readProcedureExample } from '#tests/procedure-example'
import type { ProcedureDefinition } from './definition.ts'
import { transitionsOf } from './definition-graph.ts'
import { drawDefinition, runsThrough } from './draw-definition.ts'
import type { DrawnBox, ProcedureDrawing } from './drawing.ts'
import { drawingToSvg } from './drawing-to-svg.ts'
import { guardWords } from './guard-words.ts'
import { parseDefinition } from './parse-definition.ts'
import { textWidth, wrapText } from './text-width.ts'

function parsed(json: unknown): ProcedureDefinition {
  const outcome = parseDefinition(json)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}

const example = parsed(readProcedureExample())
const shippedAt = new URL('../../../data/procedures/', import.meta.url)
const definitions: readonly [string, ProcedureDefinition][] = [
  ['the example', example],
  ...readdirSync(shippedAt)
    .filter((file) => file.endsWith('.json'))
    .map((file): [string, ProcedureDefinition] => [
      file,
      parsed(JSON.parse(readFileSync(new URL(file, shippedAt), 'utf8'))),
    ]),
]

function isFrame(box: DrawnBox): boolean {
  return box.kind === 'group' || box.kind === 'parallel'
}

function overlap(one: DrawnBox, other: DrawnBox): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  )
}

function boxOf(drawing: ProcedureDrawing, node: string): DrawnBox {
  const box = drawing.boxes.find((found) => found.node === node)
  if (box === undefined) throw new Error(`No box of ${node}`)
  return box
}

describe.each(definitions)('the drawing of %s', (_, definition) => {
  const drawing = drawDefinition(definition)

  it('has a box for each node, inside the frame in which it lies', () => {
    for (const [id, node] of Object.entries(definition.nodes)) {
      const box = boxOf(drawing, id)
      expect(box.name).toEqual(node.name)
      if (node.within === undefined) continue
      const frame = boxOf(drawing, node.within)
      expect(box.x).toBeGreaterThan(frame.x)
      expect(box.y).toBeGreaterThan(frame.y + 20)
      expect(box.x + box.width).toBeLessThan(frame.x + frame.width)
      expect(box.y + box.height).toBeLessThan(frame.y + frame.height)
    }
  })

  it('lays no box over another', () => {
    const boxes = drawing.boxes.filter((box) => !isFrame(box))
    for (const [index, one] of boxes.entries())
      for (const other of boxes.slice(index + 1))
        expect(overlap(one, other), `${one.node} and ${other.node}`).toBe(false)
  })

  it('has a line for every transition, from box to box', () => {
    for (const transition of transitionsOf(definition).filter(({ inward }) => !inward)) {
      const line = drawing.lines.find(
        ({ from, to, byClock }) =>
          from === transition.from && to === transition.to && byClock === transition.byClock,
      )
      expect(line?.points.length, transition.id).toBeGreaterThan(1)
    }
    for (const line of drawing.lines) {
      const end = line.points.at(-1)
      const box = boxOf(drawing, line.to)
      expect(end !== undefined && end.x >= box.x - 1 && end.x <= box.x + box.width + 1).toBe(true)
      expect(end !== undefined && end.y >= box.y - 1 && end.y <= box.y + box.height + 1).toBe(true)
    }
  })

  it('keeps the names of lines off the boxes and on the picture', () => {
    for (const { labelAt, label, from, to } of drawing.lines) {
      if (labelAt === undefined || label === null) continue
      const point = {
        ...labelAt,
        width: 1,
        height: 1,
        node: '',
        kind: 'step',
        name: label,
        note: null,
        tone: null,
      } as const
      for (const box of drawing.boxes.filter((found) => !isFrame(found)))
        expect(overlap(point, box), `${from} → ${to} on ${box.node}`).toBe(false)
      expect(labelAt.x).toBeGreaterThan(0)
      expect(labelAt.x).toBeLessThan(drawing.width)
    }
  })

  it('leads no line through the box of another step', () => {
    const boxes = drawing.boxes.filter((box) => !isFrame(box))
    const through = drawing.lines.flatMap((line) =>
      boxes
        .filter(({ node }) => node !== line.from && node !== line.to)
        .filter((box) => runsThrough(line.points, box))
        .map(({ node }) => `${line.from} → ${line.to} through ${node}`),
    )
    expect(through).toEqual([])
  })

  it('can be read at 1,000 px: no letter is shrunk below 10 px', () => {
    expect(14 * Math.min(1, 1_000 / drawing.width)).toBeGreaterThanOrEqual(10)
  })

  it('writes every name into its box in both languages', () => {
    for (const language of ['zh', 'en'] as const) {
      const svg = drawingToSvg(drawing, { language })
      for (const box of drawing.boxes.filter(({ kind }) => kind === 'step')) {
        const lines = wrapText(box.name[language], 14, box.width - 23, 4)
        expect(lines.join('')).not.toContain('…')
        for (const line of lines) {
          expect(textWidth(line, 14)).toBeLessThanOrEqual(box.width)
          expect(svg).toContain(`>${line.replaceAll('&', '&amp;')}</text>`)
        }
      }
    }
  })
})

describe('drawingToSvg', () => {
  const drawing = drawDefinition(example)

  it('says by fill where the case is, by ink where it was', () => {
    const svg = drawingToSvg(drawing, { language: 'zh', active: ['check', 'acceptance'], past: ['draft'] })
    const place = boxOf(drawing, 'check')
    const before = boxOf(drawing, 'draft')
    const after = boxOf(drawing, 'weigh')
    expect(svg).toMatch(new RegExp(`x="${String(place.x)}" y="${String(place.y)}"[^>]*fill="#1f5aa6"`))
    expect(svg).toMatch(new RegExp(`x="${String(before.x)}" y="${String(before.y)}"[^>]*stroke="#1b1f24"`))
    expect(svg).toMatch(new RegExp(`points="${String(after.x + 12)},${String(after.y)}[^>]*stroke="#e3e6ea"`))
    expect(drawingToSvg(drawing, { language: 'zh' })).not.toContain('#1f5aa6')
  })

  it('inks a choice that lies between places that were reached, no other', () => {
    const box = boxOf(drawing, 'weigh')
    const drawn = (past: readonly string[], active: readonly string[]) =>
      new RegExp(`points="${String(box.x + 12)},${String(box.y)}[^>]*stroke="(#[0-9a-f]{6})"`).exec(
        drawingToSvg(drawing, { language: 'zh', active, past }),
      )?.[1]
    expect(drawn(['draft', 'acceptance', 'opinions', 'handover', 'granted'], [])).toBe('#1b1f24')
    expect(drawn(['draft', 'acceptance'], ['opinions', 'opinion'])).toBe('#e3e6ea')
  })

  it('marks ends with a sign and what only a clock does with dashes and a sign', () => {
    const svg = drawingToSvg(drawing, { language: 'en' })
    expect(svg).toContain('>● Granted</text>')
    expect(svg).toContain('>■ Refused</text>')
    expect(svg.match(/stroke-dasharray/g)).toHaveLength(1)
    expect(svg).toContain('◷ Silence')
  })

  it('cannot be broken out of by a name', () => {
    const json = readProcedureExample()
    const hostile = '"><script>alert(1)</script>&'
    const named = {
      ...json,
      nodes: {
        ...example.nodes,
        granted: { kind: 'end', name: { zh: hostile, en: hostile }, outcome: 'granted', tone: 'good' },
      },
    }
    const svg = drawingToSvg(drawDefinition(parsed(named)), { language: 'en', title: hostile })
    expect(svg).not.toContain('<script')
    expect(svg).toContain('&lt;script&gt;')
  })

  it('is the same each time', () => {
    const again = parsed(readProcedureExample())
    expect(drawingToSvg(drawDefinition(again), { language: 'zh' })).toBe(
      drawingToSvg(drawing, { language: 'zh' }),
    )
  })
})

describe('guardWords', () => {
  it.each([
    ['outcome = "accepted"', '已受理', 'Accepted'],
    ['hours = "night"', '夜间', 'At night'],
    ['hours != "night"', '非夜间', 'not At night'],
    ['cars >= 10', '车辆数 ≥ 10', 'Cars ≥ 10'],
    ['material != null', '有补充说明', 'with Further explanation'],
    ['count(branches.opinions[outcome = "objected"]) = 0', '没有“不同意”', 'none “Objected”'],
    ['count(branches.opinions[outcome = "agreed"]) >= 2', '“同意”≥ 2', '“Agreed” ≥ 2'],
    ['cars > 10 and hours = "day"', '车辆数 > 10且日间', 'Cars > 10 and By day'],
  ])('%s is read “%s”', (guard, zh, en) => {
    expect(guardWords(example, guard)).toEqual({ zh, en })
  })

  it('leaves out what would take a paragraph', () => {
    expect(guardWords(example, 'every a in asked satisfies starts with(a, "x")')).toBeNull()
  })
})

describe('wrapText', () => {
  it('breaks Chinese anywhere but before a closing sign, English between words', () => {
    expect(wrapText('同意受理、转交有关部门办理', 10, 50, 5)).toEqual(['同意受理、', '转交有关部', '门办理'])
    expect(
      wrapText('Send the circular to everybody', 10, 80, 5).every((line) => textWidth(line, 10) <= 80),
    ).toBe(true)
  })

  it('ends in an ellipsis where the room ends', () => {
    const lines = wrapText('这是一个非常非常长的步骤名称放不进框里', 10, 50, 2)
    expect(lines).toHaveLength(2)
    expect(lines[1]?.endsWith('…')).toBe(true)
    expect(textWidth(lines[1] ?? '', 10)).toBeLessThanOrEqual(50)
  })
})

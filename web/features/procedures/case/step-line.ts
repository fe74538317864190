import type { BilingualText } from '#domain/kernel'
import type { CaseView } from '../shared/case-queries.ts'

export interface StepOnLine {
  readonly key: string
  readonly names: readonly BilingualText[]
  readonly place: 'past' | 'now' | 'later'
  /** Of an end that was reached. */
  readonly tone: 'good' | 'bad' | 'plain' | null
}

type Drawing = CaseView['drawing']
type Box = Drawing['boxes'][number]
type Case = Pick<CaseView, 'drawing' | 'activeNodes' | 'steps' | 'stage' | 'outcome'>

/**
 * The case as one line: the steps it went through in order, where it is, and what follows when everything goes well. Work
 * that was sent back is shown where it is now, without what came after it the first time. Parallel work is one step.
 */
export function stepLine({ drawing, activeNodes, steps, stage, outcome }: Case): StepOnLine[] {
  const inside = containment(drawing)
  /** The outermost parallel node around a node, or the node itself. */
  const standsFor = (node: string) => inside(node).findLast(({ kind }) => kind === 'parallel')?.node ?? node
  const boxOf = (node: string) => drawing.boxes.find((box) => box.node === node)

  const now = [...new Set(activeNodes.filter((node) => isWork(boxOf(node))).map(standsFor))]
  const past: string[] = []
  for (const { node, status } of steps.toSorted((a, b) => a.enteredAt.localeCompare(b.enteredAt))) {
    const shown = standsFor(node)
    if (now.includes(shown)) break
    if (status !== 'cancelled' && !past.includes(shown)) past.push(shown)
  }
  const line: StepOnLine[] = past.map((node) => ({
    key: node,
    names: namesOf(node),
    place: 'past',
    tone: null,
  }))
  if (stage === 'closed')
    return outcome ? [...line, { key: 'end', names: [outcome.name], place: 'now', tone: outcome.tone }] : line
  if (now.length > 0) line.push({ key: now.join(' '), names: now.flatMap(namesOf), place: 'now', tone: null })
  const from = now[0] ?? past.at(-1)
  const seen = new Set([...past, ...now])
  const later = from === undefined ? [] : wayOn(drawing, inside, from).filter((node) => !seen.has(node))
  return [
    ...line,
    ...later.map((node) => ({ key: node, names: namesOf(node), place: 'later', tone: null }) as const),
  ]

  function namesOf(node: string): BilingualText[] {
    const name = boxOf(node)?.name ?? steps.find((step) => step.node === node)?.name
    return name ? [name] : []
  }
}

/** The steps that follow when the first way forward is always taken, to the end; the node itself is left out. */
function wayOn(drawing: Drawing, inside: (node: string) => readonly Box[], start: string): string[] {
  const way: string[] = []
  const visited = new Set([start])
  let node = start
  for (;;) {
    const next = follow(node)
    if (next === null || visited.has(next)) return way
    visited.add(next)
    const box = drawing.boxes.find((each) => each.node === next)
    if (box && isWork(box)) way.push(next)
    node = next
  }

  function follow(from: string): string | null {
    const box = drawing.boxes.find((each) => each.node === from)
    if (box?.kind === 'group' && !visitedInside(from)) {
      const first = beginningOf(from)
      if (first) return first
    }
    const lines = drawing.lines.filter((line) => line.from === from && !line.byClock)
    // What lies inside a parallel node is told on the page, not on the line.
    const out = lines.filter(
      ({ to }) => !inside(to).some((each) => each.node === from && each.kind === 'parallel'),
    )
    const line =
      out.find(({ tone, to }) => tone === 'primary' && !visited.has(to)) ??
      out.find(({ tone, to }) => tone === 'plain' && !visited.has(to))
    if (line) return line.to
    // An end inside leads to where its group goes on.
    const around = inside(from)[0]
    if (box?.kind === 'end' && around) return around.node === start ? null : leave(around.node)
    return null
  }
  function leave(group: string): string | null {
    visited.add(group)
    return follow(group)
  }
  function visitedInside(group: string): boolean {
    return [...visited].some((each) => inside(each).some((box) => box.node === group))
  }
  function beginningOf(group: string): string | null {
    const within = drawing.boxes.filter((box) => inside(box.node)[0]?.node === group)
    const direct = drawing.lines.find(
      (line) => line.from === group && within.some(({ node: each }) => each === line.to),
    )
    if (direct) return direct.to
    return within.toSorted((a, b) => a.x - b.x || a.y - b.y)[0]?.node ?? null
  }
}

function isWork(box: Box | undefined): boolean {
  return box === undefined || box.kind === 'step' || box.kind === 'subcase' || box.kind === 'parallel'
}

/** Which groups and parallel nodes lie around a node, the innermost first; follows from the drawing. */
function containment(drawing: Drawing): (node: string) => readonly Box[] {
  const frames = drawing.boxes.filter(({ kind }) => kind === 'group' || kind === 'parallel')
  const around = new Map<string, Box[]>()
  for (const box of drawing.boxes)
    around.set(
      box.node,
      frames
        .filter((frame) => frame.node !== box.node && contains(frame, box))
        .toSorted((a, b) => a.width * a.height - b.width * b.height),
    )
  return (node) => around.get(node) ?? []
}

function contains(frame: Box, box: Box): boolean {
  return (
    frame.x <= box.x &&
    frame.y <= box.y &&
    frame.x + frame.width >= box.x + box.width &&
    frame.y + frame.height >= box.y + box.height
  )
}

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

  const now = [...new Set(placesOf({ activeNodes, steps, drawing }).map(standsFor))]
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

/**
 * Where work is being done: the open steps, and sub-cases that are waited for. What is called active besides are frames
 * around them and the first nodes of branches that have moved on.
 */
export function placesOf({
  activeNodes,
  steps,
  drawing,
}: Pick<CaseView, 'activeNodes' | 'steps' | 'drawing'>): string[] {
  const open = steps.filter(({ status }) => status === 'active').map(({ node }) => node)
  const subcases = activeNodes.filter(
    (node) => drawing.boxes.find((box) => box.node === node)?.kind === 'subcase',
  )
  return [...new Set([...open, ...subcases])]
}

/** What a way costs: a step is one; what is not the usual action, and what a clock or a refusal does, is avoided. */
const STEP = 1
const DETOUR = { primary: 0, plain: 3, danger: 30 }
const BY_CLOCK = 30

/**
 * The steps that follow when everything goes well: the cheapest way to a good end, or to any where there is no good one. The
 * node itself is left out.
 */
function wayOn(drawing: Drawing, inside: (node: string) => readonly Box[], start: string): string[] {
  const boxes = new Map(drawing.boxes.map((box) => [box.node, box]))
  const best = new Map<string, { readonly cost: number; readonly from: string | null }>([
    [start, { cost: 0, from: null }],
  ])
  const done = new Set<string>()
  let fallback: string | null = null
  for (;;) {
    let node: string | null = null
    for (const [each, { cost }] of best)
      if (!done.has(each) && (node === null || cost < (best.get(node)?.cost ?? Infinity))) node = each
    if (node === null) return fallback === null ? [] : wayTo(fallback)
    done.add(node)
    const box = boxes.get(node)
    const isEnd = box?.kind === 'end' && inside(node).length === 0
    if (isEnd && box.tone === 'good') return wayTo(node)
    if (isEnd) fallback ??= node
    for (const { to, cost } of onwards(node)) {
      const whole = (best.get(node)?.cost ?? 0) + cost + (isWork(boxes.get(to)) ? STEP : 0)
      if (whole < (best.get(to)?.cost ?? Infinity)) best.set(to, { cost: whole, from: node })
    }
  }

  function onwards(node: string): { readonly to: string; readonly cost: number }[] {
    const box = boxes.get(node)
    const around = inside(node)[0]
    // An end inside leads to where its group goes on; parallel work is told on the page, not on the line.
    if (box?.kind === 'end') return around ? leaving(around.node) : []
    if (box?.kind === 'group') {
      const first = beginningOf(node)
      return first === null ? leaving(node) : [{ to: first, cost: 0 }]
    }
    return leaving(node)
  }
  function leaving(node: string): { readonly to: string; readonly cost: number }[] {
    return drawing.lines
      .filter(({ from, to }) => from === node && !inside(to).some((frame) => frame.node === node))
      .map(({ to, tone, byClock }) => ({ to, cost: DETOUR[tone] + (byClock ? BY_CLOCK : 0) }))
  }
  function beginningOf(group: string): string | null {
    const within = drawing.boxes.filter((box) => inside(box.node)[0]?.node === group)
    const begin = within.find(({ kind }) => kind === 'start')?.node
    const direct = drawing.lines.find(
      ({ from, to }) => (from === group || from === begin) && within.some(({ node }) => node === to),
    )
    return direct?.to ?? within.toSorted((a, b) => a.x - b.x || a.y - b.y)[0]?.node ?? null
  }
  function wayTo(end: string): string[] {
    const way: string[] = []
    for (let node: string | null = end; node !== null && node !== start; node = best.get(node)?.from ?? null)
      if (isWork(boxes.get(node))) way.unshift(node)
    return way
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

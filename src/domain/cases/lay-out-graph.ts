/** Places boxes and lines by layers (Sugiyama's method); `dagre` is confined to this file. */
import * as dagre from '@dagrejs/dagre'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** How a layout is made; what suits one graph makes another twice as wide. */
export interface LayoutManner {
  readonly direction: 'LR' | 'TB'
  readonly ranker: 'network-simplex' | 'tight-tree' | 'longest-path'
  /** Which lines are taken as going back: those met second, or as few as possible. */
  readonly acyclicer?: 'greedy'
}

export interface LayoutLine {
  readonly from: string
  readonly to: string
  /** Room for its name in the middle. */
  readonly label: Size
  /** Heavier lines are kept shorter and straighter. */
  readonly weight: number
}

export interface LaidOut {
  /** Middle of each box. */
  readonly boxes: ReadonlyMap<string, Point>
  /** In the order of the lines given: the corners, and the middle of the name. */
  readonly lines: readonly { readonly points: readonly Point[]; readonly label: Point }[]
}

export function layOutGraph(
  boxes: ReadonlyMap<string, Size>,
  lines: readonly LayoutLine[],
  { direction, ranker, acyclicer }: LayoutManner,
): LaidOut {
  const graph = new library.Graph({ multigraph: true })
  const upright = direction === 'TB'
  graph.setGraph({
    ...{ rankdir: direction, ranker, nodesep: upright ? 22 : 20, ranksep: upright ? 30 : 40, edgesep: 12 },
    ...(acyclicer === undefined ? {} : { acyclicer }),
  })
  for (const [id, { width, height }] of boxes) graph.setNode(id, { width, height })
  for (const [index, { from, to, label, weight }] of lines.entries())
    graph.setEdge(from, to, { ...label, labelpos: 'c', weight }, String(index))
  library.layout(graph)
  return {
    boxes: new Map([...boxes.keys()].map((id) => [id, pointOf(graph.node(id))])),
    lines: lines.map(({ from, to }, index) => {
      const laid = graph.edge(from, to, String(index))
      return { points: laid.points ?? [], label: pointOf(laid) }
    }),
  }
}

function pointOf({ x = 0, y = 0 }: Partial<Point>): Point {
  return { x, y }
}

/** What is used of the library, whose own types cannot be read by the strict module rules. */
interface Dagre {
  readonly Graph: new (options: { readonly multigraph: boolean }) => DagreGraph
  readonly layout: (graph: DagreGraph) => void
}

interface DagreGraph {
  setGraph(settings: Readonly<Record<string, string | number>>): void
  setNode(id: string, size: Size): void
  setEdge(from: string, to: string, label: Size & { labelpos: string; weight: number }, name: string): void
  node(id: string): Partial<Point>
  edge(from: string, to: string, name: string): Partial<Point> & { readonly points?: readonly Point[] }
}

function isDagre(value: unknown): value is Dagre {
  if (typeof value !== 'object' || value === null) return false
  return (
    'Graph' in value &&
    typeof value.Graph === 'function' &&
    'layout' in value &&
    typeof value.layout === 'function'
  )
}

const library = loaded(dagre)

function loaded(value: unknown): Dagre {
  if (isDagre(value)) return value
  throw new Error('The layout library does not have the parts that are used of it.')
}

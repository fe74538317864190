export interface Mark {
  readonly x: number
  readonly y: number
  readonly radius: number
  /** Width of its label; all labels are one line high. */
  readonly width: number
}

export interface LabelPlace {
  /** Left edge and baseline of the label. */
  readonly x: number
  readonly y: number
  /** Where the leader from the mark ends, when the label had to stand off; null when it stands beside its mark. */
  readonly leader: { readonly x: number; readonly y: number } | null
}

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

const LINE = 18
const ASCENT = 14
const GAP = 4
/** East, west, north, south and between: the order in which a reader expects a label. */
const DIRECTIONS = [0, 180, 270, 90, 315, 45, 225, 135, 340, 20, 200, 160, 292, 68, 248, 112].map(
  (degrees) => (degrees * Math.PI) / 180,
)
const DISTANCES = [0, 14, 28, 44, 62, 84, 110]

/**
 * A place for each label such that labels cover neither marks nor one another, as near to their marks as can be: greedy,
 * the most crowded mark first, each taking the cheapest of some hundred places. Order of input and result are the same;
 * same input, same result.
 */
export function placeLabels(
  marks: readonly Mark[],
  room: { readonly width: number; readonly height: number },
): LabelPlace[] {
  const taken: Box[] = marks.map(({ x, y, radius }) => around(x, y, radius + 1))
  const places = new Map<Mark, LabelPlace>()
  const crowd = (mark: Mark) =>
    marks.filter((other) => Math.hypot(other.x - mark.x, other.y - mark.y) < 70).length
  for (const mark of [...marks].sort((a, b) => crowd(b) - crowd(a))) {
    let best: { cost: number; box: Box; away: boolean } | null = null
    for (const [ring, distance] of DISTANCES.entries())
      for (const [turn, angle] of DIRECTIONS.entries()) {
        const box = boxAt(mark, angle, distance)
        const outside =
          Math.max(0, -box.left) +
          Math.max(0, -box.top) +
          Math.max(0, box.right - room.width) +
          Math.max(0, box.bottom - room.height)
        const covered = taken.reduce((sum, other) => sum + overlap(box, other), 0)
        const leader = nearest(box, mark)
        const crossed = marks.filter((other) => other !== mark && passes(mark, leader, other)).length
        const own = gap(box, mark)
        const closer = marks.filter((other) => other !== mark && gap(box, other) < own).length
        const cost = covered * 10 + outside * 50 + crossed * 80 + closer * 25 + ring * 14 + turn
        if (!best || cost < best.cost) best = { cost, box, away: distance > 0 }
      }
    if (!best) continue
    taken.push(best.box)
    places.set(mark, {
      x: best.box.left,
      y: best.box.top + ASCENT,
      leader: best.away ? nearest(best.box, mark) : null,
    })
  }
  return marks.map((mark) => places.get(mark) ?? { x: mark.x, y: mark.y, leader: null })
}

function boxAt(mark: Mark, angle: number, distance: number): Box {
  const reach = mark.radius + GAP + distance
  const x = mark.x + Math.cos(angle) * reach
  const y = mark.y + Math.sin(angle) * reach
  // The side of the label that faces the mark touches the point; straight above and below it is centred.
  const left = x - (mark.width * (1 - Math.cos(angle))) / 2
  const top = y - (LINE * (1 - Math.sin(angle))) / 2
  return { left, top, right: left + mark.width, bottom: top + LINE }
}

function around(x: number, y: number, radius: number): Box {
  return { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }
}

function overlap(one: Box, other: Box): number {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left)
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
  return width > 0 && height > 0 ? width * height : 0
}

/** Whether the line from a mark to its label runs through another mark, which would then seem to own the label. */
function passes(from: Mark, to: { readonly x: number; readonly y: number }, other: Mark): boolean {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const along = Math.min(
    1,
    Math.max(0, ((other.x - from.x) * dx + (other.y - from.y) * dy) / (dx * dx + dy * dy || 1)),
  )
  return Math.hypot(from.x + along * dx - other.x, from.y + along * dy - other.y) < other.radius
}

/** From the edge of a mark to its nearest point of a label. */
function gap(box: Box, mark: Mark): number {
  const { x, y } = nearest(box, mark)
  return Math.hypot(mark.x - x, mark.y - y) - mark.radius
}

function nearest(box: Box, to: { readonly x: number; readonly y: number }): { x: number; y: number } {
  return {
    x: Math.min(Math.max(to.x, box.left), box.right),
    y: Math.min(Math.max(to.y, box.top + 3), box.bottom - 3),
  }
}

/** A plan as an outline: its items under the headings that they stand below. */
import type { PlanItem } from '#contract/plans'

type Of<K extends PlanItem['kind']> = Extract<PlanItem, { kind: K }>
export type HeadingItem = Of<'heading'>
export type FigureItem = Of<'target'> | Of<'baseline'>

export interface OutlineNode {
  /** Null for the part before the first heading. */
  readonly heading: HeadingItem | null
  /** The task that the heading is the title of: shown as one. */
  readonly task: Of<'task'> | null
  /** Everything else directly below the heading, in reading order. */
  readonly items: readonly PlanItem[]
  readonly children: readonly OutlineNode[]
}

interface Draft {
  heading: HeadingItem | null
  level: number
  items: PlanItem[]
  children: Draft[]
}

export function buildOutline(items: readonly PlanItem[]): readonly OutlineNode[] {
  const root: Draft = { heading: null, level: 0, items: [], children: [] }
  const open: Draft[] = [root]
  const top = () => open.at(-1) ?? root
  for (const item of items.toSorted(headingsFirst)) {
    if (item.kind !== 'heading') {
      top().items.push(item)
      continue
    }
    while (open.length > 1 && top().level >= item.data.level) open.pop()
    const draft: Draft = { heading: item, level: item.data.level, items: [], children: [] }
    top().children.push(draft)
    open.push(draft)
  }
  const rest = root.children.map(finish)
  return root.items.length > 0 ? [finish({ ...root, children: [] }), ...rest] : rest
}

/** A heading comes before the task that begins with it; a longer item before one within it. */
function headingsFirst(a: PlanItem, b: PlanItem): number {
  if (a.start !== b.start) return a.start - b.start
  if (a.kind === 'heading' || b.kind === 'heading') return a.kind === 'heading' ? -1 : 1
  return b.end - a.end
}

/** Without the sections in which, and below which, nothing is worth showing. */
export function pruneOutline(
  nodes: readonly OutlineNode[],
  isShown: (item: PlanItem) => boolean,
): readonly OutlineNode[] {
  return nodes.flatMap((node) => {
    const pruned = {
      ...node,
      items: node.items.filter(isShown),
      children: pruneOutline(node.children, isShown),
    }
    return pruned.task || pruned.items.length > 0 || pruned.children.length > 0 ? [pruned] : []
  })
}

function finish(draft: Draft): OutlineNode {
  const heading = draft.heading
  const own = draft.items.filter((item) => item.kind === 'task')
  const first = own[0]
  const task =
    heading && own.length === 1 && first?.kind === 'task' && sameTitle(first.data.title, heading.data.title)
      ? first
      : null
  return {
    heading,
    task,
    items: task ? draft.items.filter((item) => item !== task) : draft.items,
    children: draft.children.map(finish),
  }
}

function sameTitle(a: string, b: string): boolean {
  const bare = (title: string) => title.replaceAll(/[\s。，；：、.,;:]/g, '')
  return bare(a) === bare(b)
}

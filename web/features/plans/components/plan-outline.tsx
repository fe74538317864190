import type { PlanItem } from '#contract/plans'
import { useText } from '../../../text/index.ts'
import { itemTexts, planTexts } from '../../../text/plans.ts'
import { Chip } from '../../../ui/marks.tsx'
import { itemTitle } from '../item-words.ts'
import type { OutlineNode } from '../outline.ts'
import type { ReviewedItem } from '../review-state.ts'
import { ItemFacts } from './item-facts.tsx'
import { Why } from './why.tsx'

interface OutlineProps {
  readonly quotes: Readonly<Record<string, string>>
  readonly versionId: string
}

/** Headings, and under each its targets, tasks and rules. Baselines, bodies and citations have tables of their own. */
export function PlanOutline({
  nodes,
  depth = 3,
  ...rest
}: OutlineProps & { readonly nodes: readonly OutlineNode[]; readonly depth?: number }) {
  return (
    <>
      {nodes.map((node) => (
        <OutlineSection key={node.heading?.id ?? 'first'} node={node} depth={depth} {...rest} />
      ))}
    </>
  )
}

function OutlineSection({
  node,
  depth,
  ...rest
}: OutlineProps & { readonly node: OutlineNode; readonly depth: number }) {
  const t = useText(planTexts)
  const { heading, task } = node
  return (
    <section className={`plan-section depth-${Math.min(depth, 6)}`}>
      <div
        className="plan-heading"
        role="heading"
        aria-level={Math.min(depth, 6)}
        id={anchorOf(node)}
        lang="zh"
      >
        {heading ? itemTitle(heading) : t('beforeFirst')}
      </div>
      {task ? <PlanEntry item={task} titled={false} {...rest} /> : null}
      {node.items.map((item) => (
        <PlanEntry key={item.id} item={item} titled {...rest} />
      ))}
      <PlanOutline nodes={node.children} depth={depth + 1} {...rest} />
    </section>
  )
}

export function standsInOutline(item: PlanItem): boolean {
  return item.kind === 'target' || item.kind === 'task' || item.kind === 'constraint'
}

function PlanEntry({
  item,
  titled,
  quotes,
  versionId,
}: OutlineProps & { readonly item: PlanItem; readonly titled: boolean }) {
  const t = useText(itemTexts)
  return (
    <article className={`plan-entry entry-${item.kind}`} id={item.id}>
      <div>
        {titled ? (
          <div className="plan-entry-title" lang="zh">
            <Chip>{t(`kind.${item.kind}`)}</Chip> {itemTitle(item)}
          </div>
        ) : null}
        {item.kind === 'heading' ? null : <ItemFacts item={item satisfies ReviewedItem} />}
      </div>
      <Why item={item} quote={quotes[item.id]} versionId={versionId} />
    </article>
  )
}

/** Left: the headings as a table of contents, with how many tasks stand below each. */
export function PlanContents({ nodes }: { readonly nodes: readonly OutlineNode[] }) {
  const t = useText(planTexts)
  return (
    <ol>
      {nodes.map((node) => {
        const tasks = countTasks(node)
        return (
          <li key={node.heading?.id ?? 'first'}>
            <a href={`#${anchorOf(node)}`} onClick={(event) => jump(event, anchorOf(node))} lang="zh">
              {node.heading ? itemTitle(node.heading) : t('beforeFirst')}
              {tasks > 0 && node.children.length > 0 ? (
                <span className="plan-count" title={t('tasksIn', { n: tasks })}>
                  {tasks}
                </span>
              ) : null}
            </a>
            {node.children.length > 0 ? <PlanContents nodes={node.children} /> : null}
          </li>
        )
      })}
    </ol>
  )
}

/** Scrolls and moves the focus there, so that the keyboard goes on from the place. */
export function jump(event: { preventDefault: () => void }, id: string): void {
  event.preventDefault()
  const place = document.getElementById(id)
  if (!place) return
  place.tabIndex = -1
  place.scrollIntoView({ block: 'start' })
  place.focus({ preventScroll: true })
}

function anchorOf(node: OutlineNode): string {
  return `section-${node.heading?.id ?? 'first'}`
}

function countTasks(node: OutlineNode): number {
  const own = node.items.filter((item) => item.kind === 'task').length + (node.task ? 1 : 0)
  return node.children.reduce((sum, child) => sum + countTasks(child), own)
}

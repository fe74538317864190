import {
  memo,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  type CSSProperties,
  type MouseEvent,
  type PointerEvent,
  type Ref,
} from 'react'
import { itemTexts, roomTexts } from '../../../text/plans.ts'
import { useText } from '../../../text/index.ts'
import { type Mark, type Paragraph, type Run, type Span, segmentText } from '../segment-text.ts'
import { type Row, tableRows } from '../table-rows.ts'
import { rangesOf } from '../text-places.ts'
import './source-text.css'

export interface SourceTextHandle {
  readonly root: () => HTMLElement | null
  /** Brings an item's words into view. */
  readonly reveal: (item: string) => void
  /** Brings a stretch of the text into view and marks it. */
  readonly showPlace: (span: Span) => void
  readonly clearPlace: () => void
}

const LINE_HEIGHT_PX = 32
/** Characters of a line at an ordinary width; only for the estimate of heights out of sight. */
const LINE_CHARACTERS = 36

/**
 * The source text. It renders when words or their items change, not when an item is selected, hovered or decided:
 * those only set classes on the elements that carry the item's id.
 */
export const SourceText = memo(function SourceText({
  ref,
  text,
  title,
  marks,
  noise,
  foldNoise,
  selected,
  onPick,
  onHover,
}: {
  readonly ref: Ref<SourceTextHandle>
  readonly text: string
  readonly title: string
  readonly marks: readonly Mark[]
  readonly noise: readonly Span[]
  readonly foldNoise: boolean
  readonly selected: string | null
  /** Items under the place that was clicked, the most particular first. */
  readonly onPick: (items: readonly string[]) => void
  readonly onHover: (item: string | null) => void
}) {
  const t = useText(roomTexts)
  const root = useRef<HTMLDivElement>(null)
  const paragraphs = useMemo(() => segmentText(text, marks, noise), [text, marks, noise])
  const rows = useMemo(() => tableRows(text, paragraphs), [text, paragraphs])
  const titleStart = useMemo(() => titleParagraph(text, title, paragraphs), [text, title, paragraphs])

  useImperativeHandle(ref, () => ({
    root: () => root.current,
    reveal: (item) => {
      if (root.current) reveal(root.current, elementsOf(root.current, item)[0])
    },
    showPlace: (span) => {
      if (root.current) showPlace(root.current, span)
    },
    clearPlace,
  }))
  useEffect(() => clearPlace, [])

  useEffect(() => {
    const container = root.current
    if (!container || selected === null) return
    const elements = elementsOf(container, selected)
    for (const element of elements) element.classList.add('is-on')
    return () => {
      for (const element of elements) element.classList.remove('is-on')
    }
  }, [selected, paragraphs])

  const pick = useCallback(
    (event: MouseEvent) => {
      if (!window.getSelection()?.isCollapsed) return
      const items = itemsAt(event.target)
      if (items.length === 0) return
      clearPlace()
      onPick(items)
    },
    [onPick],
  )
  const hover = useCallback(
    (event: PointerEvent) => {
      // Text that scrolls under a resting pointer is not pointed at.
      if (event.movementX !== 0 || event.movementY !== 0) onHover(itemsAt(event.target)[0] ?? null)
    },
    [onHover],
  )
  const leave = useCallback(() => onHover(null), [onHover])

  return (
    <div
      ref={root}
      className={foldNoise ? 'source-text fold-noise' : 'source-text'}
      role="region"
      aria-label={t('source')}
      lang="zh"
      tabIndex={0}
      onClick={pick}
      onPointerMove={hover}
      onPointerLeave={leave}
    >
      {paragraphs.map((paragraph) => (
        <ParagraphText
          key={paragraph.start}
          text={text}
          paragraph={paragraph}
          row={rows.get(paragraph.start)}
          isTitle={paragraph.start === titleStart}
        />
      ))}
    </div>
  )
})

/** What the marks look like, with the same styles as in the text. */
export function Legend() {
  const t = useText(itemTexts)
  const room = useText(roomTexts)
  const kinds = ['task', 'target', 'baseline', 'constraint', 'body', 'citation'] as const
  return (
    <ul className="source-legend" aria-label={room('legend')}>
      {kinds.map((kind) => (
        <li key={kind} className={`legend-${kind}`}>
          {t(`kind.${kind}`)}
        </li>
      ))}
    </ul>
  )
}

const ParagraphText = memo(
  function ParagraphText({
    text,
    paragraph,
    row,
    isTitle,
  }: {
    readonly text: string
    readonly paragraph: Paragraph
    readonly row: Row | undefined
    readonly isTitle: boolean
  }) {
    const lines = Math.max(1, Math.ceil((paragraph.end - paragraph.start + 2) / LINE_CHARACTERS))
    const style: CSSProperties = { containIntrinsicSize: `auto ${lines * LINE_HEIGHT_PX}px` }
    if (row) style.gridTemplateColumns = row.columns.map((width) => `minmax(2.4em, ${width}fr)`).join(' ')
    const level = paragraph.heading
    return (
      <div
        className={paragraphClass(paragraph, isTitle) + (row ? ' para-row' : '')}
        style={style}
        {...(paragraph.tasks.length > 0 ? { 'data-items': paragraph.tasks.join(' ') } : {})}
        {...(level === null ? {} : { role: 'heading', 'aria-level': Math.min(6, level + 1) })}
      >
        {row
          ? row.cells.map((cell, index) => (
              <div key={index} className="para-cell">
                <Runs text={text} runs={cell.runs} />
              </div>
            ))
          : null}
        {row ? null : <Runs text={text} runs={paragraph.runs} />}
      </div>
    )
  },
  (before, after) =>
    before.text === after.text &&
    before.isTitle === after.isTitle &&
    before.row?.columns.join() === after.row?.columns.join() &&
    sameParagraph(before.paragraph, after.paragraph),
)

function Runs({ text, runs }: { readonly text: string; readonly runs: readonly Run[] }) {
  return runs.map((run) => (
    <span
      key={run.start}
      data-start={run.start}
      className={runClass(run)}
      {...(run.items.length > 0 ? { 'data-items': run.items.join(' ') } : {})}
    >
      {text.slice(run.start, run.end)}
    </span>
  ))
}

function sameParagraph(a: Paragraph, b: Paragraph): boolean {
  if (a.start !== b.start || a.end !== b.end || a.heading !== b.heading) return false
  if (a.runs.length !== b.runs.length || a.tasks.join() !== b.tasks.join()) return false
  return a.runs.every((run, index) => {
    const other = b.runs[index]
    return (
      other !== undefined &&
      run.start === other.start &&
      run.end === other.end &&
      run.noise === other.noise &&
      run.items.join() === other.items.join() &&
      run.kinds.join() === other.kinds.join()
    )
  })
}

function paragraphClass(paragraph: Paragraph, isTitle: boolean): string {
  const names = ['para']
  if (paragraph.noise) names.push('para-noise')
  else if (isTitle) names.push('para-title')
  else if (paragraph.heading !== null) names.push('para-heading', `level-${paragraph.heading}`)
  if (paragraph.tasks.length > 0) names.push('para-task')
  return names.join(' ')
}

function runClass(run: Run): string {
  const names: string[] = []
  if (run.noise) names.push('run-noise')
  if (run.items.length > 0) names.push('run-item')
  // A figure or rule shades the words, a body or citation underlines them; both can be seen together.
  for (const kind of run.kinds) if (kind !== 'task') names.push(`run-${kind}`)
  return names.join(' ')
}

/** The line that is the document's title, if one is, before anything else is headed. */
function titleParagraph(text: string, title: string, paragraphs: readonly Paragraph[]): number | null {
  const bare = (words: string) => words.replaceAll(/[\s《》“”"（）()]/g, '')
  const wanted = bare(title)
  const found = paragraphs
    .slice(0, 12)
    .find((paragraph) => !paragraph.noise && bare(text.slice(paragraph.start, paragraph.end)) === wanted)
  return found?.start ?? null
}

function itemsAt(target: EventTarget): readonly string[] {
  if (!(target instanceof Element)) return []
  const run = target.closest<HTMLElement>('[data-items]')
  return (run?.dataset['items'] ?? '').split(' ').filter(Boolean).toReversed()
}

function elementsOf(container: HTMLElement, item: string): HTMLElement[] {
  return [...container.querySelectorAll<HTMLElement>(`[data-items~="${CSS.escape(item)}"]`)]
}

/** Scrolls only when the words are not comfortably in view; a second look corrects estimated heights. */
function reveal(container: HTMLElement, element: Element | undefined): void {
  if (!element) return
  const settle = () => {
    const view = container.getBoundingClientRect()
    const place = element.getBoundingClientRect()
    const comfortable =
      place.top >= view.top + 24 && Math.min(place.bottom, place.top + 96) <= view.bottom - 48
    if (!comfortable) container.scrollTop += place.top - view.top - view.height * 0.28
  }
  settle()
  requestAnimationFrame(settle)
}

function showPlace(container: HTMLElement, span: Span): void {
  const ranges = rangesOf(container, span)
  reveal(container, ranges[0]?.startContainer.parentElement ?? undefined)
  if (!('highlights' in CSS)) return
  CSS.highlights.set('place', new Highlight(...ranges))
}

function clearPlace(): void {
  if ('highlights' in CSS) CSS.highlights.delete('place')
}

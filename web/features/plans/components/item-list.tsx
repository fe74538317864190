import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type PointerEvent,
  type ReactNode,
} from 'react'
import { useText } from '../../../text/index.ts'
import { itemTexts, roomTexts } from '../../../text/plans.ts'
import { itemTitle } from '../item-words.ts'
import type { ReviewedItem } from '../review-state.ts'
import { ItemCard, type CardActions } from './item-card.tsx'

const USUAL_CARD_PX = 150
const GAP_PX = 10
const JUST_CHOSEN_MS = 3000

/**
 * The cards, of which only those in view (and the selected one, which holds the focus or a form) are in the page.
 * `before` scrolls along with them.
 */
export function ItemList({
  items,
  trailOf,
  selected,
  focusSelected,
  canReview,
  hasNextTask,
  actions,
  editor,
  before,
  composing,
  empty,
  onSelect,
  onHover,
}: {
  readonly items: readonly ReviewedItem[]
  readonly trailOf: (offset: number) => readonly string[]
  readonly selected: string | null
  /** Grows whenever a key has moved the selection, so that the focus goes along. */
  readonly focusSelected: number
  readonly canReview: boolean
  readonly hasNextTask: boolean
  readonly actions: CardActions
  /** Shown in the selected card in place of its facts. */
  readonly editor: ReactNode
  readonly before: ReactNode
  /** What stands before the cards is being filled in and has the view. */
  readonly composing: boolean
  readonly empty: ReactNode
  readonly onSelect: (id: string) => void
  readonly onHover: (id: string | null) => void
}) {
  const t = useText(roomTexts)
  const kind = useText(itemTexts)
  const scroller = useRef<HTMLDivElement>(null)
  const beforeBox = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [margin, setMargin] = useState(0)
  const selectedIndex = useMemo(() => items.findIndex((item) => item.id === selected), [items, selected])

  useLayoutEffect(() => {
    const box = beforeBox.current
    if (!box) return
    const observer = new ResizeObserver(() => setMargin(list.current?.offsetTop ?? 0))
    observer.observe(box)
    return () => observer.disconnect()
  }, [])

  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => USUAL_CARD_PX,
    getItemKey: (index) => items[index]?.id ?? index,
    gap: GAP_PX,
    overscan: 4,
    scrollMargin: margin,
    rangeExtractor: useCallback(
      (range: Range) => {
        const inView = defaultRangeExtractor(range)
        if (selectedIndex < 0 || inView.includes(selectedIndex)) return inView
        return [...inView, selectedIndex].toSorted((a, b) => a - b)
      },
      [selectedIndex],
    ),
  })

  const selectedAt = useRef(0)
  useEffect(() => {
    if (selectedIndex < 0 || !scroller.current) return
    selectedAt.current = performance.now()
    bringIntoView(scroller.current, selected)
  }, [selected, selectedIndex])
  // A form makes the card longer.
  const isEditing = editor !== null
  useEffect(() => {
    if (isEditing && scroller.current) bringIntoView(scroller.current, selected)
  }, [isEditing, selected])
  // What stands before the cards arrives later than they do; the card just chosen must not be pushed out of sight.
  useEffect(() => {
    if (!composing && performance.now() - selectedAt.current < JUST_CHOSEN_MS && scroller.current)
      bringIntoView(scroller.current, selected)
  }, [composing, margin, selected])
  useEffect(() => {
    if (composing) scroller.current?.scrollTo({ top: 0 })
  }, [composing])

  useEffect(() => {
    if (focusSelected === 0 || !scroller.current) return
    cardOf(scroller.current, selected)?.focus({ preventScroll: true })
    bringIntoView(scroller.current, selected)
  }, [focusSelected, selected])

  return (
    <div ref={scroller} className="side-scroll">
      <div ref={beforeBox}>{before}</div>
      {items.length === 0 ? (
        empty
      ) : (
        <div
          ref={list}
          role="list"
          aria-label={t('items')}
          className="cards"
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map((row) => {
            const item = items[row.index]
            if (!item) return null
            const on = item.id === selected
            return (
              <div
                key={row.key}
                ref={virtualizer.measureElement}
                data-index={row.index}
                data-card={item.id}
                role="listitem"
                aria-setsize={items.length}
                aria-posinset={row.index + 1}
                aria-current={on ? 'true' : undefined}
                aria-label={`${kind(`kind.${item.kind}`)} ${itemTitle(item)}, ${kind(`status.${item.status}`)}`}
                tabIndex={on || (selectedIndex < 0 && row.index === 0) ? 0 : -1}
                className="card-place"
                style={{ transform: `translateY(${row.start - margin}px)` }}
                onClick={() => onSelect(item.id)}
                onPointerMove={(event) => moved(event) && onHover(item.id)}
                onPointerLeave={() => onHover(null)}
              >
                <ItemCard
                  item={item}
                  trail={trailOf(item.start)}
                  selected={on}
                  canReview={canReview}
                  hasNextTask={on && hasNextTask}
                  actions={actions}
                >
                  {on ? editor : null}
                </ItemCard>
              </div>
            )
          })}
        </div>
      )}
    </div>
  )
}

/** Cards that move under a resting pointer are not pointed at. */
function moved(event: PointerEvent): boolean {
  return event.movementX !== 0 || event.movementY !== 0
}

function cardOf(container: HTMLElement | null, id: string | null): HTMLElement | null {
  return id === null
    ? null
    : (container?.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`) ?? null)
}

/** Cards above may still be of estimated height; a second look, after they are measured, corrects it. */
function bringIntoView(container: HTMLElement, id: string | null): void {
  const settle = () => cardOf(container, id)?.scrollIntoView({ block: 'nearest' })
  settle()
  requestAnimationFrame(settle)
}

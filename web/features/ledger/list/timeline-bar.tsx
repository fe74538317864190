import { useRef, useState } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { useText } from '../../../text/index.ts'
import { ledgerViewTexts } from '../../../text/ledger-views.ts'
import { useFormat } from '../../../ui/format.ts'
import { dueWords } from '../shared/due-words.ts'
import type { TimelineDuty } from './duty-timeline.tsx'
import type { Move } from './move-dialog.tsx'
import { barOf, dragged, stepped } from './timeline-scale.ts'
import type { BarShape, Scale } from './timeline-scale.ts'

/** Less than so many px is a press, not a drag. */
const DRAG_PX = 4

/**
 * One bar. The right end, or the whole, can be dragged, or moved with the arrow keys; Enter or letting go asks for the reason.
 * Nothing is changed before that.
 */
export function TimelineBar({
  duty,
  shape,
  scale,
  left,
  onMove,
}: {
  readonly duty: TimelineDuty
  readonly shape: BarShape
  readonly scale: Scale
  /** Where the time begins, in px from the left of the row. */
  readonly left: number
  readonly onMove: (duty: TimelineDuty, to: Move['to']) => void
}) {
  const t = useText(ledgerViewTexts)
  const { language, date } = useFormat()
  const drag = useRef<{ readonly x: number; readonly mode: 'end' | 'both' } | null>(null)
  const [pending, setPending] = useState<Move['to'] | null>(null)
  const shown = pending ? (barOf(scale, { ...duty, ...pending }) ?? shape) : shape
  const { title, startsOn, dueOn, progress } = duty
  const words = {
    title,
    from: startsOn ? date(startsOn) : '',
    to: dueWords(duty, language),
    progress: Math.round(progress),
  }
  const label = t(startsOn === null ? 'barNoStart' : dueOn === null ? 'barNoEnd' : 'bar', words)
  const classes = [
    'timeline-bar',
    `bar-${duty.light}`,
    shown.openEnd ? 'bar-open-end' : '',
    shown.openStart ? 'bar-open-start' : '',
    pending ? 'bar-moved' : '',
  ].join(' ')
  const face = (
    <>
      <span className="bar-done" style={{ width: `${Math.min(100, progress)}%` }} />
      {shown.fuzzyFrom === null ? null : <span className="bar-fuzzy" style={{ left: shown.fuzzyFrom }} />}
    </>
  )
  const style = { left: left + shown.x, width: shown.width }
  if (!duty.movable)
    return (
      <div className={classes} style={style} role="img" aria-label={label} title={label}>
        {face}
      </div>
    )

  function begin(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0) return
    const { right } = event.currentTarget.getBoundingClientRect()
    // A bar without an end has nothing at its right to be taken by.
    drag.current = { x: event.clientX, mode: right - event.clientX < 10 && dueOn !== null ? 'end' : 'both' }
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  function follow(event: PointerEvent<HTMLElement>) {
    const to = target(event)
    if (to) setPending(to)
  }
  function finish(event: PointerEvent<HTMLElement>) {
    const to = target(event)
    drag.current = null
    setPending(null)
    if (to && (to.startsOn !== startsOn || to.dueOn !== dueOn)) onMove(duty, to)
  }
  function target(event: PointerEvent<HTMLElement>): Move['to'] | null {
    const from = drag.current
    if (!from || Math.abs(event.clientX - from.x) < DRAG_PX) return null
    return dragged(duty, Math.round((event.clientX - from.x) / scale.pxPerDay), from.mode)
  }
  function press(event: KeyboardEvent<HTMLElement>) {
    const steps = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (steps !== 0 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault()
      const mode = event.shiftKey || dueOn === null ? 'both' : 'end'
      setPending(stepped({ ...duty, ...pending }, steps, mode))
    } else if (event.key === 'Escape' && pending) {
      event.preventDefault()
      setPending(null)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const to = pending ?? { startsOn, dueOn }
      setPending(null)
      onMove(duty, to)
    }
  }
  return (
    <>
      <button
        type="button"
        className={classes}
        style={style}
        aria-label={`${label}。${t('barKeys')}`}
        title={label}
        onPointerDown={begin}
        onPointerMove={follow}
        onPointerUp={finish}
        onPointerCancel={() => {
          drag.current = null
          setPending(null)
        }}
        onKeyDown={press}
        onBlur={() => {
          if (!drag.current) setPending(null)
        }}
      >
        {face}
      </button>
      {pending ? (
        <span className="bar-tip small" role="status">
          {t('moved', {
            from: pending.startsOn ? date(pending.startsOn) : '—',
            to: dueWords({ ...duty, ...pending }, language),
          })}
        </span>
      ) : null}
    </>
  )
}

import Button from 'antd/es/button'
import { Fragment, useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useText } from '../../../text/index.ts'
import { roomTexts } from '../../../text/plans.ts'
import type { Span } from '../segment-text.ts'

/** Where to split a task: between its sentences, by ↑ ↓ and Enter or by clicking a gap. */
export function SplitPicker({
  text,
  pieces,
  onSplit,
  onCancel,
}: {
  readonly text: string
  /** At least two. */
  readonly pieces: readonly Span[]
  readonly onSplit: (at: number) => void
  readonly onCancel: () => void
}) {
  const t = useText(roomTexts)
  const [cut, setCut] = useState(1)
  const group = useRef<HTMLDivElement>(null)

  useEffect(() => {
    group.current?.querySelector<HTMLElement>('[aria-checked="true"]')?.focus()
  }, [cut])

  function split(at: number) {
    const piece = pieces[at]
    if (piece) onSplit(piece.start)
  }
  function press(event: KeyboardEvent) {
    const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key]
    if (by !== undefined) setCut(Math.min(pieces.length - 1, Math.max(1, cut + by)))
    else if (event.key === 'Enter') split(cut)
    else if (event.key === 'Escape') onCancel()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className="split-picker">
      <strong>{t('splitTitle')}</strong> <span className="small soft">{t('splitHint')}</span>
      <div
        ref={group}
        className="split-list"
        role="radiogroup"
        aria-label={t('splitTitle')}
        onKeyDown={press}
      >
        {pieces.map((piece, index) => (
          <Fragment key={piece.start}>
            {index > 0 ? (
              <button
                type="button"
                role="radio"
                className="split-cut"
                aria-checked={cut === index}
                aria-label={`${t('splitHere')}: ${text.slice(piece.start, piece.start + 12)}`}
                tabIndex={cut === index ? 0 : -1}
                onClick={() => setCut(index)}
              >
                {cut === index ? t('splitHere') : null}
              </button>
            ) : null}
            <div className={index < cut ? 'first' : 'second'} lang="zh">
              {text.slice(piece.start, piece.end)}
            </div>
          </Fragment>
        ))}
      </div>
      <div className="item-form-foot">
        <Button type="primary" onClick={() => split(cut)}>
          {t('split')} <kbd>↵</kbd>
        </Button>
        <Button onClick={onCancel}>
          {t('cancel')} <kbd>Esc</kbd>
        </Button>
      </div>
    </div>
  )
}

import Button from 'antd/es/button'
import { REVIEWED_KINDS, type Reading } from '#contract/plans'
import { useText } from '../../../text/index.ts'
import { itemTexts, roomTexts } from '../../../text/plans.ts'
import type { ReviewedKind } from '../review-state.ts'

/** Filters of the cards, what was done last, and what can be done with all of them. */
export function SideTools({
  counters,
  kind,
  unreviewedOnly,
  said,
  open,
  shown,
  canReview,
  canUndo,
  onKind,
  onUnreviewedOnly,
  onAcceptAll,
  onUndo,
}: {
  readonly counters: Reading['counters']
  readonly kind: ReviewedKind | null
  readonly unreviewedOnly: boolean
  readonly said: string
  /** Unreviewed among the shown. */
  readonly open: number
  readonly shown: number
  readonly canReview: boolean
  readonly canUndo: boolean
  readonly onKind: (kind: ReviewedKind | null) => void
  readonly onUnreviewedOnly: (only: boolean) => void
  readonly onAcceptAll: () => void
  readonly onUndo: () => void
}) {
  const t = useText(roomTexts)
  const words = useText(itemTexts)
  return (
    <div className="side-tools">
      <div className="kind-filter" role="group" aria-label={t('filterKinds')}>
        <button type="button" aria-pressed={kind === null} onClick={() => onKind(null)}>
          {t('all')} {counters.reviewed}/{counters.total}
        </button>
        {REVIEWED_KINDS.map((each) => {
          const counter = counters.byKind[each]
          // A key can choose a kind of which there is none: what is chosen must be seen.
          if (kind !== each && (counter?.total ?? 0) === 0) return null
          return (
            <button
              key={each}
              type="button"
              aria-pressed={kind === each}
              onClick={() => onKind(kind === each ? null : each)}
            >
              {words(`kind.${each}`)} {counter?.reviewed ?? 0}/{counter?.total ?? 0}
            </button>
          )
        })}
      </div>
      <div className="side-said">
        <button
          type="button"
          className="only-open"
          aria-pressed={unreviewedOnly}
          onClick={() => onUnreviewedOnly(!unreviewedOnly)}
        >
          {t('unreviewedOnly')}
        </button>
        <span role="status">{said || t('shown', { n: shown })}</span>
        <span className="push">
          {canReview && canUndo ? (
            <Button size="small" onClick={onUndo}>
              {t('undo')} <kbd>u</kbd>
            </Button>
          ) : null}
          {canReview && open > 0 ? (
            <Button size="small" onClick={onAcceptAll}>
              {t('acceptAll', { n: open })} <kbd>⇧↵</kbd>
            </Button>
          ) : null}
        </span>
      </div>
    </div>
  )
}

import Button from 'antd/es/button'
import { memo, type ReactNode } from 'react'
import { useText } from '../../../text/index.ts'
import { itemTexts, roomTexts } from '../../../text/plans.ts'
import { Chip, StatusMark, type Tone } from '../../../ui/marks.tsx'
import { itemTitle } from '../item-words.ts'
import { isOpen, type Decision, type ReviewedItem } from '../review-state.ts'
import { ItemFacts } from './item-facts.tsx'
import './item-card.css'

export interface CardActions {
  readonly decide: (item: ReviewedItem, decision: Decision) => void
  readonly edit: (item: ReviewedItem) => void
  readonly split: (item: ReviewedItem) => void
  readonly merge: (item: ReviewedItem) => void
  readonly history: (item: ReviewedItem) => void
}

const TONES: Readonly<Record<ReviewedItem['status'], Tone>> = {
  suggested: 'neutral',
  accepted: 'good',
  edited: 'good',
  added: 'good',
  rejected: 'bad',
  superseded: 'neutral',
}

/** One item: what it is, where it stands, what is known of it; the selected one also what can be done. */
export const ItemCard = memo(function ItemCard({
  item,
  trail,
  selected,
  canReview,
  hasNextTask,
  actions,
  children,
}: {
  readonly item: ReviewedItem
  readonly trail: readonly string[]
  readonly selected: boolean
  readonly canReview: boolean
  readonly hasNextTask: boolean
  readonly actions: CardActions
  /** A form or picker in place of facts and actions. */
  readonly children?: ReactNode
}) {
  const t = useText(itemTexts)
  const room = useText(roomTexts)
  const title = itemTitle(item)
  // A task under its own heading would say the same words twice.
  const above = trail.at(-1)?.endsWith(title) ? trail.slice(0, -1) : trail
  const names = ['card']
  if (selected) names.push('is-on')
  if (!isOpen(item)) names.push('is-done')
  if (item.status === 'rejected') names.push('is-rejected')
  return (
    <div className={names.join(' ')}>
      <div className="card-head">
        <Chip>{t(`kind.${item.kind}`)}</Chip>
        <span className="card-trail" title={above.join(' › ')} lang="zh">
          {above.slice(-2).join(' › ')}
        </span>
        {item.differs && item.status !== 'added' ? <Chip>{room('differs')}</Chip> : null}
        <span className="push">
          <StatusMark tone={TONES[item.status]}>{t(`status.${item.status}`)}</StatusMark>
        </span>
      </div>
      {children ?? (
        <>
          <div className="card-title" lang="zh">
            {title}
          </div>
          <ItemFacts item={item} />
          {selected ? (
            <Actions item={item} canReview={canReview} hasNextTask={hasNextTask} actions={actions} />
          ) : null}
        </>
      )}
    </div>
  )
})

function Actions({
  item,
  canReview,
  hasNextTask,
  actions,
}: {
  readonly item: ReviewedItem
  readonly canReview: boolean
  readonly hasNextTask: boolean
  readonly actions: CardActions
}) {
  const t = useText(roomTexts)
  const open = isOpen(item)
  const live = item.status !== 'rejected'
  return (
    <div className="card-actions">
      {canReview && open ? (
        <Button type="primary" onClick={() => actions.decide(item, 'accept')}>
          {t('accept')} <kbd>↵</kbd>
        </Button>
      ) : null}
      {canReview && !open ? (
        <Button onClick={() => actions.decide(item, 'reopen')}>
          {t('reopen')} <kbd>o</kbd>
        </Button>
      ) : null}
      {canReview && live ? (
        <Button onClick={() => actions.edit(item)}>
          {t('edit')} <kbd>e</kbd>
        </Button>
      ) : null}
      {canReview && live && item.kind === 'task' ? (
        <>
          <Button onClick={() => actions.split(item)}>
            {t('split')} <kbd>s</kbd>
          </Button>
          {hasNextTask ? (
            <Button title={t('mergeHint')} onClick={() => actions.merge(item)}>
              {t('merge')} <kbd>m</kbd>
            </Button>
          ) : null}
        </>
      ) : null}
      {canReview && live ? (
        <Button onClick={() => actions.decide(item, 'reject')}>
          {t('reject')} <kbd>x</kbd>
        </Button>
      ) : null}
      <Button type="text" onClick={() => actions.history(item)}>
        {t('history')} <kbd>h</kbd>
      </Button>
    </div>
  )
}

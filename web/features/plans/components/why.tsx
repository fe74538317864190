import { Link } from '@tanstack/react-router'
import type { PlanItem } from '#contract/plans'
import { useText } from '../../../text/index.ts'
import { planTexts } from '../../../text/plans.ts'
import { itemTitle } from '../item-words.ts'

/** 依据: the words that an item stands on, and the way to their sentence in the source text. */
export function Why({
  item,
  quote,
  versionId,
}: {
  readonly item: PlanItem
  readonly quote: string | undefined
  readonly versionId: string
}) {
  const t = useText(planTexts)
  return (
    <details className="why no-print">
      <summary title={quote} aria-label={t('whyLabel', { title: itemTitle(item) })}>
        {t('why')}
      </summary>
      {quote ? <blockquote lang="zh">{quote}</blockquote> : null}
      <Link to="/plans/documents/$versionId" params={{ versionId }} search={{ item: item.id }}>
        {t('toSentence')}
      </Link>
    </details>
  )
}

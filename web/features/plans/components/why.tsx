import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { PlanItem } from '#contract/plans'
import { useText } from '../../../text/index.ts'
import { planTexts } from '../../../text/plans.ts'
import { useSay } from '../../../ui/say.ts'
import { itemTitle } from '../item-words.ts'
import { proceduresQuery } from '../queries.ts'

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
      {item.kind === 'task' ? <RaiseLinks itemId={item.id} /> : null}
    </details>
  )
}

/** What may be raised from a task: a supervision notice above all. The case keeps where it came from. */
function RaiseLinks({ itemId }: { readonly itemId: string }) {
  const t = useText(planTexts)
  const say = useSay()
  const { data } = useQuery(proceduresQuery)
  return data?.procedures
    .filter(({ raised, can }) => raised && can.includes('open'))
    .map(({ code, name }) => (
      <div key={code}>
        <Link
          to="/cases/new/$procedure"
          params={{ procedure: code }}
          search={{ origin: itemId, originKind: 'plan-item' }}
        >
          {t('raise', { name: say(name) })}
        </Link>
      </div>
    ))
}

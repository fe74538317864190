import Button from 'antd/es/button'
import { useState } from 'react'
import type { FilingQuery, FilingSheet } from '#contract/statistics'
import { sidePanelTexts } from '../../../text/filing-sheet.ts'
import { useText } from '../../../text/index.ts'
import { useSay } from '../../../ui/say.ts'
import { AskForm, QueryThread } from './query-thread.tsx'
import { isPossible } from './sheet-state.ts'

/** All questions of the filing, those that wait first. */
export function QueriesPanel({
  view,
  active,
  isPast,
  onCell,
}: {
  readonly view: FilingSheet
  /** Its questions stand with the cell itself. */
  readonly active: string
  readonly isPast: boolean
  readonly onCell: (code: string) => void
}) {
  const t = useText(sidePanelTexts)
  const [asking, setAsking] = useState(false)
  const running = view.queries.filter(({ state }) => state !== 'closed')
  const closed = view.queries.filter(({ state }) => state === 'closed')
  const each = (query: FilingQuery) => (
    <section key={query.id} className="side-query">
      <QueryCell query={query} onCell={onCell} />
      {query.field === active ? (
        <p className="small soft">
          {t(`query.${query.state}`)} · {t('aboveHere')}
        </p>
      ) : (
        <QueryThread query={query} isPast={isPast} />
      )}
    </section>
  )
  return (
    <>
      {view.queries.length === 0 ? (
        <p className="soft">
          {t('noQueries')}
          <br />
          <span className="small">{t('noQueriesNote')}</span>
        </p>
      ) : null}
      {running.map(each)}
      {closed.length > 0 ? (
        <details className="side-explained">
          <summary>{t('closedShow', { n: closed.length })}</summary>
          {closed.map(each)}
        </details>
      ) : null}
      {isPast || !isPossible(view, 'query') ? null : asking ? (
        <AskForm view={view} field={null} label={t('whole')} onDone={() => setAsking(false)} />
      ) : (
        <Button size="small" onClick={() => setAsking(true)}>
          {t('askAll')}
        </Button>
      )}
    </>
  )
}

function QueryCell({
  query: { field, fieldLabel },
  onCell,
}: {
  readonly query: FilingQuery
  readonly onCell: (code: string) => void
}) {
  const t = useText(sidePanelTexts)
  const say = useSay()
  if (field === null) return <h3>{t('whole')}</h3>
  return (
    <h3>
      <button type="button" className="finding-cell" onClick={() => onCell(field)}>
        {field} {fieldLabel === null ? '' : say(fieldLabel)}
      </button>
    </h3>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { caseTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { caseEventsQuery } from '../shared/case-queries.ts'
import type { CaseView } from '../shared/case-queries.ts'
import { usePersonWords } from './case-head.tsx'
import { eventSentence, wordsBelow } from './event-sentence.ts'

/** Everything that happened, in order; read only when asked for. */
export function HistoryPanel({ view }: { readonly view: CaseView }) {
  const t = useText(caseTexts)
  const [open, setOpen] = useState(false)
  return (
    <Panel
      title={t('history')}
      actions={
        <button
          type="button"
          className="link-button no-print"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? t('hideHistory') : t('showHistory')}
        </button>
      }
    >
      {open ? <Events caseId={view.id} version={view.version} /> : null}
    </Panel>
  )
}

function Events({ caseId, version }: { readonly caseId: string; readonly version: number }) {
  const t = useText(caseTexts)
  const format = useFormat()
  const personWords = usePersonWords()
  const { data, error, refetch } = useQuery(caseEventsQuery(caseId, version))
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  return (
    <ol className="case-events">
      {data.events.map((event) => (
        <li key={event.sequence}>
          <time className="soft" dateTime={event.at}>
            {format.moment(event.at)}
          </time>
          <div>
            <span className={event.by ? 'event-by' : 'event-by soft'}>
              {event.by ? personWords(event.by) : t('bySystem')}
            </span>{' '}
            {eventSentence(event, format.language)}
            {wordsBelow(event, format.language) !== null ? (
              <div className="event-words" lang="zh">
                {event.words}
              </div>
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { caseTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { caseEventsQuery } from '../shared/case-queries.ts'
import type { CaseEventView, CaseView } from '../shared/case-queries.ts'
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
      {together(data.events).map(({ first, events }) => (
        <li key={first.sequence}>
          <time className="soft" dateTime={first.at}>
            {format.moment(first.at)}
          </time>
          <div>
            <div className={first.by ? 'event-by' : 'soft'}>
              {first.by ? personWords(first.by) : t('bySystem')}
            </div>
            {events.map((event) => (
              <div key={event.sequence}>
                {eventSentence(event, format.language)}
                {wordsBelow(event, format.language) === null ? null : (
                  <div className="event-words" lang="zh">
                    {event.words}
                  </div>
                )}
              </div>
            ))}
          </div>
        </li>
      ))}
    </ol>
  )
}

/** What one person did at one moment is one entry, with everything that followed from it. */
function together(
  events: readonly CaseEventView[],
): { readonly first: CaseEventView; readonly events: CaseEventView[] }[] {
  const entries: { first: CaseEventView; events: CaseEventView[] }[] = []
  for (const event of events) {
    const last = entries.at(-1)
    if (last?.first.at === event.at && last.first.by?.userId === event.by?.userId) last.events.push(event)
    else entries.push({ first: event, events: [event] })
  }
  return entries
}

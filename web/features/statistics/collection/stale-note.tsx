import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError } from '../../../app/api-client.ts'
import { collectionTexts } from '../../../text/collection.ts'
import { useText } from '../../../text/index.ts'
import { statisticsTexts } from '../../../text/statistics.ts'
import { useFormat } from '../../../ui/format.ts'
import { collectionQuery } from '../shared/queries.ts'
import type { Collection } from '../shared/queries.ts'

/** When somebody else was faster the period is read again, so that the dialog can say how it stands and be sent again. */
export function useFreshCollection(form: string, period: string) {
  const client = useQueryClient()
  const [stale, setStale] = useState(false)
  return {
    stale,
    onError: (error: Error) => {
      if (!(error instanceof ApiError) || !error.has('statistics.stale')) return
      void client
        .invalidateQueries({ queryKey: collectionQuery(form, period).queryKey })
        .then(() => setStale(true))
    },
  }
}

/** How the period stands now, after a refusal because it had changed. */
export function StaleNote({
  shown,
  collection: { state, dueOn },
}: {
  readonly shown: boolean
  readonly collection: Collection['collection']
}) {
  const t = useText(collectionTexts)
  const words = useText(statisticsTexts)
  const format = useFormat()
  return shown ? (
    <div className="dialog-now" role="status">
      {t('staleNow', { state: words(`period.${state}`), due: format.date(dueOn) })}
    </div>
  ) : null
}

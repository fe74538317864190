import Button from 'antd/es/button'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { endReopening } from '#contract/statistics'
import type { PeriodAct } from '#contract/statistics'
import { call } from '../../../app/api-client.ts'
import { collectionTexts } from '../../../text/collection.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { keepCollection } from '../shared/queries.ts'
import type { Collection } from '../shared/queries.ts'
import { DemoMark } from '../../../ui/filings/state-marks.tsx'
import { parkNameOf } from '../../../ui/filings/unit-name.ts'
import { UnitLabel } from '../../../ui/filings/unit-label.tsx'
import { StaleNote, useFreshCollection } from './stale-note.tsx'

type Act = z.infer<typeof PeriodAct>

/** Who set up, moved, locked and reopened the period, why and on what basis; newest first. */
export function ActsTable({ data }: { readonly data: Collection }) {
  const t = useText(collectionTexts)
  const format = useFormat()
  const [ending, setEnding] = useState<Act | null>(null)
  // Whoever may reopen may end it; a reopening runs while the period is otherwise locked.
  const mayEnd = data.may.reopen
  return (
    <div className="panel parks-panel" tabIndex={0} role="region" aria-label={t('tab.history')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('historyWhen')}</th>
            <th scope="col">{t('historyAct')}</th>
            <th scope="col">{t('historyScope')}</th>
            <th scope="col">{t('historyWhy')}</th>
            <th scope="col">{t('historyWho')}</th>
          </tr>
        </thead>
        <tbody>
          {data.acts.map((act) => (
            <tr key={act.no}>
              <td className="nowrap">{format.moment(act.at)}</td>
              <td>
                {t(`actName.${act.act}`)}
                {act.untilOn === null ? null : (
                  <div className="soft small">
                    {act.act === 'due-changed'
                      ? format.date(act.untilOn)
                      : t('until', { date: format.date(act.untilOn) })}
                  </div>
                )}
                {act.act === 'reopen' ? (
                  act.endedAt === null ? (
                    <div>
                      <StatusMark tone="warn">{t('running')}</StatusMark>{' '}
                      {mayEnd ? (
                        <Button size="small" onClick={() => setEnding(act)}>
                          {t('endReopening')}
                        </Button>
                      ) : null}
                    </div>
                  ) : (
                    <div className="soft small">{t('ended', { at: format.moment(act.endedAt) })}</div>
                  )
                ) : null}
              </td>
              <td>
                <Scope act={act} />
              </td>
              <td lang="zh">
                {act.reason}
                {act.basis === null ? null : (
                  <div className="soft small">{t('basis', { basis: act.basis })}</div>
                )}
              </td>
              <td lang="zh">{act.byName}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {ending ? <EndDialog data={data} act={ending} onClose={() => setEnding(null)} /> : null}
    </div>
  )
}

function Scope({ act: { act, park, unit } }: { readonly act: Act }) {
  const t = useText(collectionTexts)
  const { language } = useFormat()
  if (unit)
    return (
      <>
        <UnitLabel of={unit} /> <DemoMark of={unit} />
      </>
    )
  if (park) return <>{parkNameOf(park, language)}</>
  return act === 'reopen' ? <>{t('everyUnit')}</> : null
}

function EndDialog({
  data,
  act,
  onClose,
}: {
  readonly data: Collection
  readonly act: Act
  readonly onClose: () => void
}) {
  const t = useText(collectionTexts)
  const client = useQueryClient()
  const { form, period, version } = data.collection
  const fresh = useFreshCollection(form, period)
  const sending = useMutation({
    mutationFn: () => call(endReopening, { params: { form, period }, body: { version, no: act.no } }),
    onSuccess: (answer) => {
      keepCollection(client, answer)
      onClose()
    },
    onError: fresh.onError,
  })
  return (
    <AskDialog
      title={t('endTitle')}
      why={t('endWhy')}
      button={t('endReopening')}
      busy={sending.isPending}
      error={sending.error}
      onClose={onClose}
      onDone={() => sending.mutate()}
    >
      <StaleNote shown={fresh.stale} collection={data.collection} />
    </AskDialog>
  )
}

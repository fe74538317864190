import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { endAbsence } from '#contract/procedures'
import type { listAbsences } from '#contract/procedures'
import type { ResponseOf } from '../../../src/features/route-contract.ts'
import { call } from '../../app/api-client.ts'
import { queryClient } from '../../app/query-client.ts'
import { mySettingsTexts } from '../../text/notices.ts'
import { useText } from '../../text/index.ts'
import { useFormat } from '../../ui/format.ts'
import { StatusMark } from '../../ui/marks.tsx'
import type { Tone } from '../../ui/marks.tsx'
import { Panel } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { AddAbsenceDialog } from './add-absence-dialog.tsx'
import { absencesQuery } from './settings-queries.ts'

type Absence = ResponseOf<typeof listAbsences>['absences'][number]

const TONES: Readonly<Record<Absence['state'], Tone>> = {
  coming: 'neutral',
  now: 'warn',
  over: 'good',
  ended: 'good',
}

/** 外出代办: mine, and those in which I stand in for somebody. */
export function AbsencesPanel() {
  const t = useText(mySettingsTexts)
  const { data, error, refetch } = useQuery(absencesQuery)
  const [adding, setAdding] = useState(false)
  const absences = data?.absences ?? []
  return (
    <Panel
      title={t('absence')}
      actions={
        <Button size="small" onClick={() => setAdding(true)}>
          {t('absenceAdd')}
        </Button>
      }
    >
      <p className="soft settings-note">{t('absenceNote')}</p>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && absences.length === 0 ? <p className="soft">{t('absenceNone')}</p> : null}
      {absences.length > 0 ? (
        <div className="plain-table-scroll">
          <table className="plain-table">
            <thead>
              <tr>
                {(['colWho', 'colSubstitute', 'colFrom', 'colTo', 'colReason', 'colState'] as const).map(
                  (column) => (
                    <th key={column} scope="col">
                      {t(column)}
                    </th>
                  ),
                )}
                <th scope="col">
                  <span className="unseen">{t('colActions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {absences.map((absence) => (
                <AbsenceRow key={absence.id} absence={absence} />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {adding ? <AddAbsenceDialog onClose={() => setAdding(false)} /> : null}
    </Panel>
  )
}

function AbsenceRow({ absence }: { readonly absence: Absence }) {
  const t = useText(mySettingsTexts)
  const format = useFormat()
  const { message } = App.useApp()
  const { id, user, substitute, state, mine } = absence
  const ending = useMutation({
    mutationFn: () => call(endAbsence, { params: { absenceId: id } }),
    onSuccess: () => message.success(t('absenceEnded')),
    onSettled: () => {
      for (const queryKey of [absencesQuery.queryKey, ['cases'], ['home']])
        void queryClient.invalidateQueries({ queryKey })
    },
  })
  return (
    <tr>
      <td>{mine ? t('me') : user.name}</td>
      <td>{substitute.name}</td>
      <td className="notice-when">{format.moment(absence.from)}</td>
      <td className="notice-when">{format.moment(absence.to)}</td>
      <td lang="zh">{absence.reason}</td>
      <td>
        <StatusMark tone={TONES[state]}>{t(`state.${state}`)}</StatusMark>
      </td>
      <td>
        {mine && (state === 'now' || state === 'coming') ? (
          <Button size="small" loading={ending.isPending} onClick={() => ending.mutate()}>
            {t(state === 'now' ? 'absenceEnd' : 'absenceCancel')}
          </Button>
        ) : null}
        {ending.error ? <ErrorState error={ending.error} /> : null}
      </td>
    </tr>
  )
}

import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { recomputeLadder } from '#contract/cultivation'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress } from '../../../app/address.ts'
import { call } from '../../../app/api-client.ts'
import { ladderTexts } from '../../../text/cultivation-ladder.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { Choice } from '../../../ui/choice.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { CultivationLinks } from '../shared/cultivation-links.tsx'
import { ladderQuery, refreshCultivation } from '../shared/cultivation-queries.ts'
import type { LadderView } from '../shared/cultivation-queries.ts'
import { LadderRules } from './ladder-rules.tsx'
import { LadderStanding } from './ladder-standing.tsx'
import '../../../ui/view-tabs.css'

const VIEWS = ['standings', 'rules'] as const

/** 梯队: who stands on which rung, in all and by park, and the conditions of every rung. */
export function LadderPage() {
  const t = useText(ladderTexts)
  const { data, error, refetch } = useQuery(ladderQuery)
  useTitle(t('title'))
  return (
    <div className="page page-wide">
      <CultivationLinks />
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <Ladder ladder={data} /> : null}
    </div>
  )
}

function Ladder({ ladder }: { readonly ladder: LadderView }) {
  const t = useText(ladderTexts)
  const say = useSay()
  const format = useFormat()
  const [address] = useAddress<'view'>()
  const [asking, setAsking] = useState(false)
  const view = VIEWS.find((each) => each === address.view) ?? 'standings'
  return (
    <>
      <header className="page-head">
        <div>
          <h1>{say(ladder.title)}</h1>
          <div className="soft">
            {ladder.on === null || ladder.computedAt === null
              ? t('never')
              : t('asOn', { date: format.date(ladder.on), at: format.moment(ladder.computedAt) })}
          </div>
        </div>
        {ladder.can.recompute ? (
          <div className="page-actions no-print">
            <Button onClick={() => setAsking(true)}>{t('recompute')}</Button>
          </div>
        ) : null}
      </header>
      <nav className="view-tabs no-print" aria-label={t('views')}>
        {VIEWS.map((each) => (
          <AddressLink
            key={each}
            href={each === 'standings' ? '/cultivation' : `/cultivation?view=${each}`}
            aria-current={each === view ? 'page' : undefined}
          >
            {t(`view.${each}`)}
          </AddressLink>
        ))}
      </nav>
      {view === 'rules' ? (
        <LadderRules ladder={ladder} />
      ) : ladder.enterprises === 0 ? (
        <EmptyState title={t('noData')}>{t('noDataWhy')}</EmptyState>
      ) : (
        <LadderStanding ladder={ladder} />
      )}
      {asking ? <RecomputeDialog years={ladder.years.slice(1)} onClose={() => setAsking(false)} /> : null}
    </>
  )
}

function RecomputeDialog({
  years,
  onClose,
}: {
  /** Past years whose end is kept. */
  readonly years: readonly number[]
  readonly onClose: () => void
}) {
  const t = useText(ladderTexts)
  const client = useQueryClient()
  const { message } = App.useApp()
  const [year, setYear] = useState('')
  const asking = useMutation({
    mutationFn: () => call(recomputeLadder, { body: { year: year === '' ? null : Number(year) } }),
    onSuccess: async () => {
      await refreshCultivation(client)
      message.success(t('recomputeDone'))
      onClose()
    },
  })
  return (
    <AskDialog
      title={t('recomputeTitle')}
      why={t('recomputeWhy')}
      button={t('recompute')}
      busy={asking.isPending}
      error={asking.error}
      onClose={onClose}
      onDone={() => asking.mutate()}
    >
      <Field label={t('recomputeYear')}>
        {({ status: _, ...field }) => (
          <Choice {...field} value={year} onChange={({ target }) => setYear(target.value)}>
            <option value="">{t('recomputeYearNone')}</option>
            {years.map((each) => (
              <option key={each} value={each}>
                {t('recomputeYearOf', { year: String(each) })}
              </option>
            ))}
          </Choice>
        )}
      </Field>
    </AskDialog>
  )
}

import Input from 'antd/es/input/Input'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PeriodId, readFacts } from '#contract/evaluations'
import { call } from '../../../app/api-client.ts'
import { useAddress } from '../../../app/address.ts'
import { evaluationFactTexts } from '../../../text/evaluation-facts.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { Choice } from '../../../ui/choice.tsx'
import { Field } from '../../../ui/field.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { useFormat } from '../../../ui/format.ts'
import { useTitle } from '../../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { useUnitKindWords } from '../schemes/use-unit-kind-words.ts'
import { EvaluationLinks } from '../shared/evaluation-links.tsx'
import { evaluationsKey } from '../shared/evaluation-queries.ts'
import { FactSheet } from './fact-sheet-view.tsx'
import type { Facts } from './fact-sheet.ts'
import '../../../ui/list-page.css'
import './facts.css'

const SHOWN = ['facts', 'panels'] as const

function factsQuery(kind: string, period: string | undefined) {
  return queryOptions({
    queryKey: [...evaluationsKey, 'facts', kind, period ?? null],
    queryFn: ({ signal }) =>
      call(readFacts, { query: { kind, ...(period === undefined ? {} : { period }) }, signal }),
  })
}

/** 评价数据: figures that no form has, by kind of unit and period; for an expert, what he is to score. */
export function FactsPage() {
  const t = useText(evaluationFactTexts)
  const kindWords = useUnitKindWords()
  const { language } = useFormat()
  const [address, change] = useAddress<'kind' | 'period' | 'columns'>()
  const kind = address.kind ?? 'park'
  const wanted = PeriodId.safeParse(address.period).data
  const { data, error, refetch } = useQuery(factsQuery(kind, wanted))
  const [asking, setAsking] = useState(false)
  const scores = data?.can.score === true && !data.can.write
  const title = t(scores ? 'titleScore' : 'title')
  useTitle(title)
  const period = data?.period ?? wanted ?? ''
  const shown = SHOWN.find((each) => each === address.columns)
  const columns = (data?.columns ?? []).filter(({ panel }) =>
    scores ? panel !== null : shown === undefined || (shown === 'panels') === (panel !== null),
  )
  const hasBoth = !scores && new Set(data?.columns.map(({ panel }) => panel === null)).size > 1
  return (
    <div className="page page-wide facts-page">
      <EvaluationLinks />
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          <div className="soft">{t(scores ? 'noteScore' : 'note')}</div>
        </div>
      </header>
      <div className="list-filters facts-filters">
        <Choice
          aria-label={t('kind')}
          value={kind}
          onChange={({ target }) => change({ kind: target.value, period: null }, { push: true })}
        >
          {[...new Set([kind, ...(data?.kinds ?? [])])].map((each) => (
            <option key={each} value={each}>
              {kindWords(each)}
            </option>
          ))}
        </Choice>
        <Choice
          aria-label={t('period')}
          value={period}
          onChange={({ target }) =>
            target.value === 'other' ? setAsking(true) : change({ period: target.value }, { push: true })
          }
        >
          {[...new Set([period, ...(data?.periods ?? [])])].filter(Boolean).map((each) => (
            <option key={each} value={each}>
              {periodWords(each, language)}
            </option>
          ))}
          <option value="other">{t('otherPeriod')}</option>
        </Choice>
        {hasBoth ? (
          <Choice
            aria-label={t('columns')}
            value={shown ?? ''}
            onChange={({ target }) => change({ columns: target.value })}
          >
            <option value="">{t('all')}</option>
            <option value="facts">{t('onlyFacts')}</option>
            <option value="panels">{t('onlyPanels')}</option>
          </Choice>
        ) : null}
      </div>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <Sheet facts={{ ...data, columns }} period={period} scores={scores} /> : null}
      {asking ? (
        <PeriodDialog
          onClose={() => setAsking(false)}
          onPeriod={(other) => {
            setAsking(false)
            change({ period: other }, { push: true })
          }}
        />
      ) : null}
    </div>
  )
}

function Sheet({
  facts,
  period,
  scores,
}: {
  readonly facts: Facts
  readonly period: string
  readonly scores: boolean
}) {
  const t = useText(evaluationFactTexts)
  if (facts.columns.length === 0)
    return <EmptyState title={t(scores ? 'noneScore' : 'none')}>{t('noneWhy')}</EmptyState>
  if (facts.units.length === 0 || period === '') return <EmptyState title={t('noUnits')} />
  return <FactSheet key={`${facts.kind} ${period}`} facts={facts} period={period} scores={scores} />
}

function PeriodDialog({
  onClose,
  onPeriod,
}: {
  readonly onClose: () => void
  readonly onPeriod: (period: string) => void
}) {
  const t = useText(evaluationFactTexts)
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const found = PeriodId.safeParse(typed.trim()).data
  return (
    <AskDialog
      title={t('otherTitle')}
      why={t('otherWhy')}
      button={t('otherDo')}
      busy={false}
      error={null}
      onClose={onClose}
      onDone={() => {
        setTried(true)
        if (found !== undefined) onPeriod(found)
      }}
    >
      <Field label={t('period')} error={tried && found === undefined ? t('otherWrong') : undefined}>
        {(field) => (
          <Input
            {...field}
            value={typed}
            maxLength={7}
            autoFocus
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
    </AskDialog>
  )
}

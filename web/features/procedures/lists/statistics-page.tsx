import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { readCircular } from '#contract/procedures'
import { stringifySearch, useAddress } from '../../../app/address.ts'
import { addressOf } from '../../../app/api-client.ts'
import { useSession } from '../../../app/session.ts'
import { statisticsTexts } from '../../../text/cases.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { StatusMark } from '../../../ui/marks.tsx'
import { useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { proceduresQuery } from '../shared/case-queries.ts'
import { PRESETS, presetPeriod } from './period.ts'
import { statisticsQuery } from './queries.ts'
import type { Statistics } from './sort-rows.ts'
import { ClocksPanel, OutcomesPanel, RatesPanel, RowsPanel } from './statistics-panels.tsx'
import '../../../ui/plain-table.css'
import './statistics-page.css'

type StatisticsAddress = 'procedure' | 'from' | 'to' | 'by' | 'sort'

/** 事项统计: rates, times and outcomes of one procedure, from the record, each with its arithmetic. */
export function StatisticsPage() {
  const t = useText(statisticsTexts)
  const say = useSay()
  const format = useFormat()
  const { roles } = useSession()
  const [address, change] = useAddress<StatisticsAddress>()
  const procedures = useQuery(proceduresQuery)
  const all = procedures.data?.procedures ?? []
  const procedure = address.procedure ?? all[0]?.code ?? ''
  const asked = {
    procedure,
    ...(address.from ? { from: address.from } : {}),
    ...(address.to ? { to: address.to } : {}),
    ...(address.by ? { by: address.by } : {}),
  }
  const { data, error, refetch, isPlaceholderData } = useQuery(statisticsQuery(asked))
  const mayIssue = roles.includes('zone_office') || roles.includes('leader')
  const title = data ? `${say(data.procedure.name)} · ${t('title')}` : t('title')
  useTitle(title)
  return (
    <div className="page statistics">
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {data ? (
            <div className="soft">
              {t('period', { from: format.date(data.from), to: format.date(data.to) })}
            </div>
          ) : null}
        </div>
        <div className="page-actions no-print">
          <LinkButton href={`/cases${stringifySearch({ box: 'all', procedure })}`}>{t('toList')}</LinkButton>
          <LinkButton href={`/cases/board${stringifySearch({ procedure })}`}>{t('toBoard')}</LinkButton>
          <Button onClick={() => window.print()}>{t('print')}</Button>
          {mayIssue && procedure ? (
            <Button type="primary" href={addressOf(readCircular, { query: asked })} download>
              {t('circular')}
            </Button>
          ) : null}
        </div>
      </header>
      <div className="statistics-tools no-print">
        <Choice
          aria-label={t('procedure')}
          value={procedure}
          onChange={({ target }) => change({ procedure: target.value, by: null, sort: null })}
        >
          {all.map(({ code, name }) => (
            <option key={code} value={code}>
              {say(name)}
            </option>
          ))}
        </Choice>
        {data && data.dimensions.length > 0 ? (
          <label className="statistics-by">
            {t('by')}{' '}
            <Choice
              value={address.by ?? ''}
              onChange={({ target }) => change({ by: target.value, sort: null })}
            >
              <option value="">{t('byNone')}</option>
              {data.dimensions.map(({ code, name }) => (
                <option key={code} value={code}>
                  {say(name)}
                </option>
              ))}
            </Choice>
          </label>
        ) : null}
        <Period
          key={`${data?.from ?? ''} ${data?.to ?? ''}`}
          from={address.from ?? data?.from ?? ''}
          to={address.to ?? data?.to ?? ''}
          onPeriod={(period) => change(period)}
        />
      </div>
      {procedures.error ? (
        <ErrorState error={procedures.error} retry={() => void procedures.refetch()} />
      ) : null}
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {error && address.by ? (
        // An old link may group by what the procedure no longer knows; without an answer there is no list to choose from.
        <Button onClick={() => change({ by: null, sort: null })}>{t('ungroup')}</Button>
      ) : null}
      {procedures.data && all.length === 0 ? (
        <EmptyState title={t('noProcedureTitle')}>{t('noProcedure')}</EmptyState>
      ) : null}
      {procedure && !data && !error ? <Loading /> : null}
      {data ? (
        <div aria-busy={isPlaceholderData} className={isPlaceholderData ? 'statistics-old' : undefined}>
          {data.submitted === 0 ? (
            <EmptyState title={t('emptyTitle')}>{t('empty')}</EmptyState>
          ) : (
            <Results data={data} by={address.by} sort={address.sort} onSort={(sort) => change({ sort })} />
          )}
        </div>
      ) : null}
    </div>
  )
}

function Results({
  data,
  by,
  sort,
  onSort,
}: {
  readonly data: Statistics
  readonly by: string | undefined
  readonly sort: string | undefined
  readonly onSort: (sort: string | null) => void
}) {
  const t = useText(statisticsTexts)
  const format = useFormat()
  const dimension = data.dimensions.find(({ code }) => code === by)
  return (
    <>
      <dl className="statistics-counts">
        {(['submitted', 'open', 'closed'] as const).map((each) => (
          <div key={each}>
            <dt>{t(each)}</dt>
            <dd>{format.number(data[each])}</dd>
          </div>
        ))}
      </dl>
      <RatesPanel rates={data.rates} />
      {dimension && data.rows.length > 0 ? (
        <RowsPanel dimension={dimension.name} data={data} sort={sort} onSort={onSort} />
      ) : null}
      <ClocksPanel clocks={data.clocks} />
      <OutcomesPanel outcomes={data.outcomes} closed={data.closed} />
    </>
  )
}

/** Two dates, and the periods that are usual. What is typed counts when both are sensible. */
function Period({
  from,
  to,
  onPeriod,
}: {
  readonly from: string
  readonly to: string
  readonly onPeriod: (period: { from: string; to: string }) => void
}) {
  const t = useText(statisticsTexts)
  const [typed, setTyped] = useState({ from, to })
  const reversed = typed.from !== '' && typed.to !== '' && typed.from > typed.to
  const changed = typed.from !== from || typed.to !== to
  function submit(event: SubmitEvent) {
    event.preventDefault()
    if (!reversed) onPeriod(typed)
  }
  return (
    <form className="statistics-period" onSubmit={submit}>
      <label>
        {t('from')}{' '}
        <input
          type="date"
          value={typed.from}
          aria-invalid={reversed}
          onChange={({ target }) => setTyped((before) => ({ ...before, from: target.value }))}
        />
      </label>
      <label>
        {t('to')}{' '}
        <input
          type="date"
          value={typed.to}
          aria-invalid={reversed}
          onChange={({ target }) => setTyped((before) => ({ ...before, to: target.value }))}
        />
      </label>
      <Button htmlType="submit" disabled={!changed || reversed}>
        {t('apply')}
      </Button>
      <span className="statistics-presets" role="group" aria-label={t('presets')}>
        {PRESETS.map((preset) => {
          const period = presetPeriod(preset, todayOf(new Date()))
          return (
            <button
              key={preset}
              type="button"
              aria-pressed={period.from === from && period.to === to}
              onClick={() => onPeriod(period)}
            >
              {t(`preset.${preset}`)}
            </button>
          )
        })}
      </span>
      {reversed ? (
        <span role="alert">
          <StatusMark tone="bad">{t('reversed')}</StatusMark>
        </span>
      ) : null}
    </form>
  )
}

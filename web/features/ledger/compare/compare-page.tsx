import Button from 'antd/es/button'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { LIGHTS } from '#domain/ledger'
import type { Light } from '#domain/ledger'
import { compareDates } from '#contract/ledger'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'
import { useAddress } from '../../../app/address.ts'
import type { Address, ChangeAddress } from '../../../app/address.ts'
import { useText } from '../../../text/index.ts'
import { ledgerCompareTexts } from '../../../text/ledger-compare.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { Page, Panel } from '../../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { BodyChoice } from '../shared/body-choice.tsx'
import { bodyName } from '../shared/body-words.ts'
import { DutyLink } from '../shared/duty-link.tsx'
import { fieldName, fieldValue } from '../shared/field-words.ts'
import { LedgerLinks } from '../shared/ledger-links.tsx'
import { LightMark } from '../shared/light-mark.tsx'
import { ProgressBar } from '../shared/progress-bar.tsx'
import { ledgerFrameQuery, ledgerKey } from '../shared/queries.ts'
import { PERIODS, datesOf, faultOfDates, signed } from './compare-period.ts'
import type { TwoDates } from './compare-period.ts'
import '../../../ui/plain-table.css'
import '../shared/check.css'
import './compare-page.css'

type Comparison = ResponseOf<typeof compareDates>
type Changed = Comparison['changed'][number]
type CompareAddress = 'from' | 'to' | 'document' | 'body' | 'park' | 'only'

/** Rows of a long comparison that are shown at first; printing shows what is shown. */
const FIRST_ROWS = 200

/** 两日对比: the ledger of one day against that of another. */
export function ComparePage() {
  const t = useText(ledgerCompareTexts)
  const format = useFormat()
  const [address, change] = useAddress<CompareAddress>()
  const frame = useQuery(ledgerFrameQuery)
  const today = frame.data?.today
  const usual = today ? datesOf('month', today) : { from: '', to: '' }
  const dates: TwoDates = { from: address.from ?? usual.from, to: address.to ?? usual.to }
  const fault = today ? faultOfDates(dates, today) : null
  const asked = {
    ...dates,
    ...(address.document ? { document: address.document } : {}),
    ...(address.body ? { body: address.body } : {}),
    ...(address.park ? { park: address.park } : {}),
  }
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: [...ledgerKey, 'comparison', asked],
    queryFn: ({ signal }) => call(compareDates, { query: asked, signal }),
    enabled: today !== undefined && fault === null,
    placeholderData: keepPreviousData,
  })
  return (
    <Page
      title={t('title')}
      wide
      note={
        today && fault === null
          ? t('note', { from: format.date(dates.from), to: format.date(dates.to) })
          : undefined
      }
      actions={
        <Button className="no-print" onClick={() => window.print()}>
          {t('print')}
        </Button>
      }
    >
      <LedgerLinks />
      <Tools dates={dates} address={address} change={change} />
      {frame.error ? <ErrorState error={frame.error} retry={() => void frame.refetch()} /> : null}
      {fault ? (
        <p role="alert">
          <StatusMark tone="bad">{t(fault)}</StatusMark>
        </p>
      ) : null}
      {error && !fault ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error && !fault ? <Loading /> : null}
      {data && !fault ? (
        <div aria-busy={isPlaceholderData} className="compare">
          <Result data={data} dates={dates} address={address} change={change} />
        </div>
      ) : null}
    </Page>
  )
}

function Tools({
  dates,
  address,
  change,
}: {
  readonly dates: TwoDates
  readonly address: Address<CompareAddress>
  readonly change: ChangeAddress<CompareAddress>
}) {
  const t = useText(ledgerCompareTexts)
  const words = useText(ledgerTexts)
  const format = useFormat()
  const { data: frame } = useQuery(ledgerFrameQuery)
  const today = frame?.today
  return (
    <div className="compare-tools no-print">
      <label>
        {t('from')}{' '}
        <input
          type="date"
          className="choice duty-date"
          value={dates.from}
          max={dates.to}
          onChange={({ target }) => change({ from: target.value })}
        />
      </label>
      <label>
        {t('to')}{' '}
        <input
          type="date"
          className="choice duty-date"
          value={dates.to}
          max={today}
          onChange={({ target }) => change({ to: target.value })}
        />
      </label>
      <span className="compare-periods" role="group" aria-label={t('periods')}>
        {today
          ? PERIODS.map((period) => {
              const chosen = datesOf(period, today)
              return (
                <button
                  key={period}
                  type="button"
                  aria-pressed={chosen.from === dates.from && chosen.to === dates.to}
                  onClick={() => change({ ...chosen })}
                >
                  {t(`period.${period}`)}
                </button>
              )
            })
          : null}
      </span>
      <Choice
        className="compare-document"
        aria-label={words('document')}
        value={address.document ?? ''}
        onChange={({ target }) => change({ document: target.value })}
      >
        <option value="">{t('anyDocument')}</option>
        {(frame?.documents ?? []).map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </Choice>
      <BodyChoice
        className="compare-body"
        label={t('body')}
        placeholder={t('anyBody')}
        value={address.body ?? null}
        onChange={(body) => change({ body })}
      />
      <Choice
        aria-label={words('park')}
        value={address.park ?? ''}
        onChange={({ target }) => change({ park: target.value })}
      >
        <option value="">{t('anyPark')}</option>
        {(frame?.parks ?? []).map((park) => (
          <option key={park.id} value={park.id}>
            {format.name(park)}
          </option>
        ))}
      </Choice>
    </div>
  )
}

function Result({
  data,
  dates,
  address,
  change,
}: {
  readonly data: Comparison
  readonly dates: TwoDates
  readonly address: Address<CompareAddress>
  readonly change: ChangeAddress<CompareAddress>
}) {
  const t = useText(ledgerCompareTexts)
  const words = useText(ledgerTexts)
  const { date, language } = useFormat()
  const { added, removed, changed } = data
  if (added.length + removed.length + changed.length === 0 && address.only === undefined)
    return (
      <>
        <Totals data={data} dates={dates} />
        <EmptyState title={t('emptyTitle')}>{t('empty')}</EmptyState>
      </>
    )
  return (
    <>
      <Totals data={data} dates={dates} />
      <Panel title={t('added', { n: added.length })}>
        {added.length === 0 ? (
          <p className="soft">{t('addedNone')}</p>
        ) : (
          <Rows rows={added}>
            {(shown) => (
              <table className="plain-table compare-table">
                <thead>
                  <tr>
                    <TaskHead />
                    <th scope="col" className="column-state">
                      {t('state')}
                    </th>
                    <th scope="col" className="column-progress">
                      {t('progress')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((row) => (
                    <tr key={row.id}>
                      <Task row={row} />
                      <td>{words(`state.${row.state}`)}</td>
                      <td>
                        <ProgressBar percent={row.progress} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </Rows>
        )}
      </Panel>
      <Panel title={t('removed', { n: removed.length })}>
        {removed.length === 0 ? (
          <p className="soft">{t('removedNone')}</p>
        ) : (
          <Rows rows={removed}>
            {(shown) => (
              <table className="plain-table compare-table">
                <thead>
                  <tr>
                    <TaskHead />
                    <th scope="col" className="column-how">
                      {t('how')}
                    </th>
                    <th scope="col">{t('reason')}</th>
                    <th scope="col">{t('decision')}</th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((row) => (
                    <tr key={row.id}>
                      <Task row={row} />
                      <td>
                        {words(`state.${row.before}`)} → <b>{words(`state.${row.state}`)}</b>
                      </td>
                      <td lang="zh">{row.reason ?? <span className="soft">{t('noReason')}</span>}</td>
                      <td lang="zh">
                        {row.decision ? (
                          t('decisionOn', { reference: row.decision.reference, on: date(row.decision.on) })
                        ) : (
                          <StatusMark tone="warn">{t('noDecision')}</StatusMark>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </Rows>
        )}
      </Panel>
      <ChangedPanel
        key={language}
        changed={changed}
        unchanged={data.unchanged}
        only={address.only}
        onOnly={(only) => change({ only })}
      />
    </>
  )
}

function ChangedPanel({
  changed,
  unchanged,
  only,
  onOnly,
}: {
  readonly changed: readonly Changed[]
  readonly unchanged: number
  readonly only: string | undefined
  readonly onOnly: (only: string | null) => void
}) {
  const t = useText(ledgerCompareTexts)
  const { language } = useFormat()
  const { data: frame } = useQuery(ledgerFrameQuery)
  const shownRows = changed.filter(({ fields, progress }) =>
    only === 'fields' ? fields.length > 0 : only === 'fallen' ? progress.after < progress.before : true,
  )
  const choices = [
    { value: 'fields', text: t('onlyFields') },
    { value: 'fallen', text: t('onlyProgress') },
  ]
  return (
    <Panel
      title={t('changed', { n: changed.length })}
      actions={
        <span className="no-print">
          {choices.map(({ value, text }) => (
            <label key={value} className="duty-check">
              <input
                type="checkbox"
                checked={only === value}
                onChange={({ target }) => onOnly(target.checked ? value : null)}
              />
              {text}{' '}
            </label>
          ))}
        </span>
      }
    >
      {shownRows.length === 0 ? <p className="soft">{t('changedNone')}</p> : null}
      {shownRows.length > 0 ? (
        <Rows rows={shownRows}>
          {(shown) => (
            <table className="plain-table compare-table">
              <thead>
                <tr>
                  <TaskHead />
                  <th scope="col">{t('fields')}</th>
                  <th scope="col" className="column-lights">
                    {t('lightChange')}
                  </th>
                  <th scope="col" className="column-change">
                    {t('progress')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {shown.map((row) => (
                  <tr key={row.id}>
                    <Task row={row} />
                    <td lang="zh">
                      {row.fields.map(({ field, before, after }) => (
                        <div key={field}>
                          <span className="soft">{fieldName(field, language)}</span>{' '}
                          <del>{fieldValue(field, before, frame, language)}</del> →{' '}
                          <ins>{fieldValue(field, after, frame, language)}</ins>
                        </div>
                      ))}
                    </td>
                    <td>
                      <LightChange before={row.light.before} after={row.light.after} />
                    </td>
                    <td>
                      <ProgressChange {...row.progress} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Rows>
      ) : null}
      <p className="soft small compare-rest">{t('unchanged', { n: unchanged })}</p>
    </Panel>
  )
}

/** The first of many rows; all of them when they are asked for. */
function Rows<T>({
  rows,
  children,
}: {
  readonly rows: readonly T[]
  readonly children: (shown: readonly T[]) => React.ReactNode
}) {
  const t = useText(ledgerCompareTexts)
  const [all, setAll] = useState(false)
  return (
    <>
      <div className="plain-table-scroll">{children(all ? rows : rows.slice(0, FIRST_ROWS))}</div>
      {!all && rows.length > FIRST_ROWS ? (
        <div className="compare-more no-print">
          <span className="soft">{t('showing', { n: FIRST_ROWS })}</span>{' '}
          <Button size="small" onClick={() => setAll(true)}>
            {t('showAll', { n: rows.length })}
          </Button>
        </div>
      ) : null}
    </>
  )
}

function TaskHead() {
  const t = useText(ledgerCompareTexts)
  return (
    <>
      <th scope="col" className="column-task">
        {t('task')}
      </th>
      <th scope="col" className="column-lead">
        {t('lead')}
      </th>
    </>
  )
}

function Task({ row }: { readonly row: Pick<Changed, 'id' | 'serial' | 'title' | 'lead'> }) {
  const { language } = useFormat()
  return (
    <>
      <td>
        <span className="soft small">{String(row.serial)}</span> <DutyLink duty={row} />
      </td>
      <td lang="zh">{row.lead ? bodyName(row.lead, language) : <span className="soft">—</span>}</td>
    </>
  )
}

function LightChange({ before, after }: { readonly before: string; readonly after: string }) {
  const [from, to] = [lightOf(before), lightOf(after)]
  if (!from || !to) return null
  if (from === to) return <LightMark light={to} />
  return (
    <>
      <LightMark light={from} /> → <LightMark light={to} />
    </>
  )
}

function lightOf(light: string): Light | undefined {
  return LIGHTS.find((each) => each === light)
}

function ProgressChange({ before, after }: { readonly before: number; readonly after: number }) {
  const difference = after - before
  if (Math.abs(difference) < 0.05) return <span className="soft">{Math.round(after * 10) / 10}%</span>
  return (
    <>
      {Math.round(before * 10) / 10}% → {Math.round(after * 10) / 10}%{' '}
      <StatusMark tone={difference > 0 ? 'good' : 'bad'}>{signed(difference)}</StatusMark>
    </>
  )
}

function Totals({ data: { totals }, dates }: { readonly data: Comparison; readonly dates: TwoDates }) {
  const t = useText(ledgerCompareTexts)
  const words = useText(ledgerTexts)
  const format = useFormat()
  const { before, after } = totals
  const rows = [
    { key: 'duties', name: t('duties'), before: before.duties, after: after.duties },
    ...LIGHTS.map((light) => ({
      key: light,
      name: words(`light.${light}`),
      before: before.lights[light] ?? 0,
      after: after.lights[light] ?? 0,
      light,
    })),
  ]
  const percent = (mean: number | null) => (mean === null ? '—' : `${Math.round(mean * 10) / 10}%`)
  return (
    <Panel title={t('totals')}>
      <table className="plain-table compare-totals">
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{t('totals')}</span>
            </th>
            {rows.map(({ key, name, ...row }) => (
              <th key={key} scope="col" className="number">
                {'light' in row ? <LightMark light={row.light} /> : name}
              </th>
            ))}
            <th scope="col" className="number">
              {t('meanProgress')}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('beforeOn', { on: format.date(dates.from) })}</th>
            {rows.map(({ key, before: value }) => (
              <td key={key} className="number">
                {format.number(value)}
              </td>
            ))}
            <td className="number">{percent(before.meanProgress)}</td>
          </tr>
          <tr>
            <th scope="row">{t('afterOn', { on: format.date(dates.to) })}</th>
            {rows.map(({ key, after: value }) => (
              <td key={key} className="number">
                <b>{format.number(value)}</b>
              </td>
            ))}
            <td className="number">
              <b>{percent(after.meanProgress)}</b>
            </td>
          </tr>
          <tr>
            <th scope="row">{t('change')}</th>
            {rows.map(({ key, before: first, after: second }) => (
              <td key={key} className="number soft">
                {signed(second - first)}
              </td>
            ))}
            <td className="number soft">
              {before.meanProgress === null || after.meanProgress === null
                ? '—'
                : t('points', { n: signed(after.meanProgress - before.meanProgress) })}
            </td>
          </tr>
        </tbody>
      </table>
    </Panel>
  )
}

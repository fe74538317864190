import type { BilingualText } from '#domain/kernel'
import { statisticsTexts } from '../../../text/cases.ts'
import { useText } from '../../../text/index.ts'
import { formatPercent, useFormat } from '../../../ui/format.ts'
import { Bar } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { OutcomeMark } from '../shared/outcome-mark.tsx'
import { COUNTS, nextSort, sortRows } from './sort-rows.ts'
import type { Statistics, StatisticsRow } from './sort-rows.ts'

type Rate = Statistics['rates'][number]
type Clock = Statistics['clocks'][number]

const HOUR = 3_600_000
const MINUTE = 60_000

/** The rates as figures, each with the sum that it comes from and the rule behind it. */
export function RatesPanel({ rates }: { readonly rates: readonly Rate[] }) {
  const t = useText(statisticsTexts)
  return (
    <Panel title={t('rates')}>
      {rates.length === 0 ? (
        <p className="soft">{t('noRates')}</p>
      ) : (
        <div className="rates">
          {rates.map((rate) => (
            <RateFigure key={rate.code} rate={rate} />
          ))}
        </div>
      )}
    </Panel>
  )
}

function RateFigure({ rate: { name, yes, no, open, rate, source } }: { readonly rate: Rate }) {
  const t = useText(statisticsTexts)
  const say = useSay()
  return (
    <div className="rate">
      <div className="soft">{say(name)}</div>
      <div className="rate-figure">{rate === null ? t('noRateShort') : formatPercent(rate)}</div>
      {rate === null ? (
        <div>{t('noRate')}</div>
      ) : (
        <div title={t('yesNo', { yes, no })}>= {t('arithmetic', { yes, no })}</div>
      )}
      <div className="small soft">{open > 0 ? t('undecided', { open }) : t('undecidedNone')}</div>
      <details className="rate-why">
        <summary aria-label={t('whyOf', { name: say(name) })}>{t('why')}</summary>
        <p>{say(source.text)}</p>
        <p className="small soft">
          {t(`source.${source.status}`)}
          {source.date ? ` · ${t('sourceDate', { date: source.date })}` : ''}
        </p>
        <p className="small soft">{t('howCounted')}</p>
      </details>
    </div>
  )
}

/** The same by department, district or kind. */
export function RowsPanel({
  dimension,
  data,
  sort,
  onSort,
}: {
  readonly dimension: BilingualText
  readonly data: Statistics
  readonly sort: string | undefined
  readonly onSort: (sort: string | null) => void
}) {
  const t = useText(statisticsTexts)
  const say = useSay()
  const format = useFormat()
  const columns: readonly { readonly code: string; readonly name: string }[] = [
    ...COUNTS.map((count) => ({ code: count, name: t(count) })),
    ...data.rates.map(({ code, name }) => ({ code: `rate:${code}`, name: say(name) })),
  ]
  return (
    <Panel title={t('rows', { by: say(dimension) })}>
      <div className="plain-table-scroll">
        <table className="plain-table statistics-table">
          <thead>
            <tr>
              <th scope="col">{t('rowName')}</th>
              {columns.map(({ code, name }) => (
                <th
                  key={code}
                  scope="col"
                  className="number"
                  aria-sort={sort === code ? 'ascending' : sort === `-${code}` ? 'descending' : 'none'}
                >
                  <button
                    type="button"
                    title={t('sortBy', { column: name })}
                    onClick={() => onSort(nextSort(sort, code))}
                  >
                    {name}
                    <span aria-hidden="true">{sort === code ? ' ↑' : sort === `-${code}` ? ' ↓' : ''}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sortRows(data.rows, sort).map((row) => (
              <tr key={row.key}>
                <th scope="row">{say(row.name)}</th>
                {COUNTS.map((count) => (
                  <td
                    key={count}
                    className={count === 'overdue' && row.overdue > 0 ? 'number mark-bad' : 'number'}
                  >
                    {count === 'overdue' && row.overdue > 0 ? <span aria-hidden="true">■ </span> : null}
                    {format.number(row[count])}
                  </td>
                ))}
                {data.rates.map(({ code }) => (
                  <RateCell key={code} rate={row.rates.find((each) => each.code === code)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="small soft statistics-note">{t('rowNote')}</p>
    </Panel>
  )
}

function RateCell({ rate }: { readonly rate: StatisticsRow['rates'][number] | undefined }) {
  const t = useText(statisticsTexts)
  if (!rate || rate.rate === null)
    return (
      <td className="number faint" title={t('noRate')}>
        {t('noRateShort')}
      </td>
    )
  const { yes, no, open } = rate
  return (
    <td className="number" title={`${t('yesNo', { yes, no })} · ${t('undecided', { open })}`}>
      {formatPercent(rate.rate)}{' '}
      <span className="small soft">
        ({yes}/{yes + no})
      </span>
    </td>
  )
}

/** How long the clocks ran, and how many in time. */
export function ClocksPanel({ clocks }: { readonly clocks: readonly Clock[] }) {
  const t = useText(statisticsTexts)
  const say = useSay()
  const format = useFormat()
  const words = useLengthWords()
  return (
    <Panel title={t('clocks')}>
      {clocks.length === 0 ? (
        <p className="soft">{t('noClocks')}</p>
      ) : (
        <>
          <div className="plain-table-scroll">
            <table className="plain-table statistics-table">
              <thead>
                <tr>
                  <th scope="col">{t('clockName')}</th>
                  {(['running', 'onTime', 'late', 'lateShare'] as const).map((column) => (
                    <th key={column} scope="col" className="number">
                      {t(column)}
                    </th>
                  ))}
                  {['P50', 'P90', 'P99'].map((column) => (
                    <th key={column} scope="col" className="number">
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {clocks.map((clock) => {
                  const stopped = clock.onTime + clock.late
                  return (
                    <tr key={clock.code}>
                      <th scope="row">{say(clock.name)}</th>
                      <td className="number">{format.number(clock.running)}</td>
                      <td className="number">{format.number(clock.onTime)}</td>
                      <td className={clock.late > 0 ? 'number mark-bad' : 'number'}>
                        {clock.late > 0 ? <span aria-hidden="true">■ </span> : null}
                        {format.number(clock.late)}
                      </td>
                      <td className="number">
                        {stopped === 0 ? t('noRateShort') : formatPercent(clock.late / stopped)}
                      </td>
                      {[clock.p50Ms, clock.p90Ms, clock.p99Ms].map((ms, index) => (
                        <td key={index} className="number">
                          {ms === null ? t('noRateShort') : words(ms, clock.dayMs)}
                        </td>
                      ))}
                    </tr>
                  )
                })}
              </tbody>
            </table>
          </div>
          <p className="small soft statistics-note">{t('clocksNote')}</p>
        </>
      )}
    </Panel>
  )
}

/** To one decimal, in the unit that reads best: 3.5 working days, 2.1 h, 40 min. */
function useLengthWords(): (ms: number, dayMs: number) => string {
  const t = useText(statisticsTexts)
  const tenth = (value: number) => Math.round(value * 10) / 10
  return (ms, dayMs) => {
    if (ms >= dayMs) return t(dayMs === 24 * HOUR ? 'days' : 'workDays', { n: tenth(ms / dayMs) })
    if (ms >= HOUR) return t('hours', { n: tenth(ms / HOUR) })
    return t('minutes', { n: Math.round(ms / MINUTE) })
  }
}

/** How the closed cases ended. */
export function OutcomesPanel({
  outcomes,
  closed,
}: {
  readonly outcomes: Statistics['outcomes']
  readonly closed: number
}) {
  const t = useText(statisticsTexts)
  const say = useSay()
  const format = useFormat()
  if (outcomes.length === 0) return null
  return (
    <Panel title={t('outcomes')}>
      <table className="plain-table statistics-outcomes">
        <thead>
          <tr>
            <th scope="col">{t('outcome')}</th>
            <th scope="col" className="number">
              {t('number')}
            </th>
            <th scope="col" className="number">
              {t('share')}
            </th>
            <th scope="col">
              <span className="unseen">{t('share')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {outcomes.map(({ outcome, count }) => {
            const share = closed === 0 ? 0 : count / closed
            return (
              <tr key={outcome.code}>
                <td>
                  <OutcomeMark outcome={outcome} />
                </td>
                <td className="number">{format.number(count)}</td>
                <td className="number">{formatPercent(share)}</td>
                <td className="statistics-bar">
                  <Bar share={share} label={`${say(outcome.name)} ${formatPercent(share)}`} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Panel>
  )
}

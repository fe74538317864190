import { useQuery } from '@tanstack/react-query'
import { Suspense, lazy, useState } from 'react'
import Button from 'antd/es/button'
import type { AlertView } from '#contract/statistics'
import { AddressLink } from '../../../app/address-link.tsx'
import { usePathParam } from '../../../app/address.ts'
import { useSession } from '../../../app/session.ts'
import { useText } from '../../../text/index.ts'
import { warningTexts } from '../../../text/warnings.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { Figure } from '../shared/figure.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { StatisticsLinks } from '../shared/statistics-links.tsx'
import type { AlertActKind } from './alert-dialog.tsx'
import { factWords } from './fact-words.ts'
import { AlertStateMark, LevelMark } from './marks.tsx'
import { SeriesChart } from './series-chart.tsx'
import { alertQuery } from './warning-queries.ts'
import '../../../ui/plain-table.css'
import './warnings.css'

const AlertDialog = lazy(async () => ({ default: (await import('./alert-dialog.tsx')).AlertDialog }))

/** One alert: the numbers that made it fire, its series, what can be done and what was done. */
export function AlertPage() {
  const alertId = usePathParam('alertId')
  const { data, error, refetch } = useQuery(alertQuery(alertId))
  const say = useSay()
  useTitle(data ? say(data.alert.watch.name) : '')
  return (
    <div className="page page-wide">
      <StatisticsLinks />
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <Alert view={data} /> : null}
    </div>
  )
}

function Alert({ view }: { readonly view: AlertView }) {
  const t = useText(warningTexts)
  const say = useSay()
  const { language, moment, name } = useFormat()
  const { alert, series, history } = view
  return (
    <>
      <header className="page-head">
        <div>
          <div className="small">
            <AddressLink href="/statistics/warnings">{t('toAlerts')}</AddressLink>
          </div>
          <h1>{say(alert.watch.name)}</h1>
          <div className="soft">
            {t('serial', { n: String(alert.serial) })} · {say(alert.group.name)} ·{' '}
            {periodWords(alert.period, language)}
          </div>
        </div>
      </header>
      <div className="alert-grid">
        <div>
          <Panel title={t('numbers')}>
            <p className="alert-fact">
              {say(alert.subject.name)}{' '}
              {factWords(alert.condition, alert.watch.kind, alert.numbers, alert.subject, language)}
            </p>
            <dl className="alert-facts">
              <dt>{t('level')}</dt>
              <dd>
                <LevelMark level={alert.level} />
              </dd>
              <dt>{t('state')}</dt>
              <dd>
                <AlertStateMark state={alert.state} />{' '}
                {alert.duty ? (
                  <AddressLink href={`/ledger/duties/${alert.duty.id}`}>
                    {t('duty', { n: String(alert.duty.serial) })}
                  </AddressLink>
                ) : null}
                {alert.case ? (
                  <AddressLink href={`/cases/${alert.case.id}`}>
                    {alert.case.number === null ? t('caseOpen') : t('case', { number: alert.case.number })}
                  </AddressLink>
                ) : null}
                {alert.closeReason ? <span lang="zh">{alert.closeReason}</span> : null}
              </dd>
              <dt>{t('owner')}</dt>
              <dd>{name(alert.owner)}</dd>
              <dt>{t('rule')}</dt>
              <dd>
                <AddressLink href={`/statistics/warnings/rules/${alert.watch.code}`}>
                  {say(alert.watch.name)}
                </AddressLink>{' '}
                <span className="soft small">{t('version', { n: alert.watch.version })}</span>
              </dd>
              <dt>{t('raised')}</dt>
              <dd>{moment(alert.raisedAt)}</dd>
            </dl>
          </Panel>
          {series.length > 0 ? (
            <Panel title={t('series')}>
              <SeriesChart
                series={series}
                shares={alert.condition === 'completeness'}
                marked={alert.period}
                label={say(alert.subject.name)}
                unit={alert.subject.unit}
              />
              <p className="small soft">{t('seriesNote')}</p>
            </Panel>
          ) : null}
          {alert.outliers.length > 0 ? <Outliers alert={alert} /> : null}
          <Panel title={t('history')}>
            <table className="plain-table">
              <tbody>
                {history.map((one) => (
                  <tr key={one.no}>
                    <td>{t(`did.${one.act}`)}</td>
                    <td lang="zh">{one.reason}</td>
                    <td>{one.byName}</td>
                    <td className="small soft">{moment(one.at)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Panel>
        </div>
        <aside>
          <Acts view={view} />
        </aside>
      </div>
    </>
  )
}

function Acts({ view: { alert } }: { readonly view: AlertView }) {
  const t = useText(warningTexts)
  const { roles } = useSession()
  const [open, setOpen] = useState<AlertActKind | null>(null)
  const acts = (['acknowledge', 'task', 'case', 'close'] as const).filter((act) => alert.may[act])
  const word = (act: AlertActKind) => (act === 'case' && !roles.includes('zone_office') ? 'whistle' : act)
  return (
    <Panel title={t('act')}>
      {acts.length === 0 ? <p className="soft">{t('actNone')}</p> : null}
      <div className="alert-acts">
        {acts.map((act, place) => (
          <Button key={act} block type={place === 0 ? 'primary' : 'default'} onClick={() => setOpen(act)}>
            {t(`act.${word(act)}`)}
          </Button>
        ))}
      </div>
      <Suspense fallback={null}>
        {open === null ? null : (
          <AlertDialog alert={alert} act={open} word={word(open)} onClose={() => setOpen(null)} />
        )}
      </Suspense>
    </Panel>
  )
}

function Outliers({ alert }: { readonly alert: AlertView['alert'] }) {
  const t = useText(warningTexts)
  const { name } = useFormat()
  const form = alert.subject.code.split('!')[0] ?? ''
  return (
    <Panel title={t('outliers')}>
      <div className="plain-table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('unit')}</th>
              <th scope="col" className="number">
                {t('value')}
              </th>
              <th scope="col" className="number">
                {t('expected')}
              </th>
              <th scope="col">{t('range')}</th>
              <th scope="col">
                <span className="unseen">{t('openFiling')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {alert.outliers.map((one) => (
              <tr key={one.unitId}>
                <td>
                  {one.unit
                    ? name({ name: one.unit.name, ...(one.unit.nameEn ? { nameEn: one.unit.nameEn } : {}) })
                    : '—'}
                </td>
                <td className="number">
                  <Figure value={one.value} unit={alert.subject.unit} withUnit />
                </td>
                <td className="number">
                  <Figure value={rounded(one.expected)} unit={alert.subject.unit} />
                </td>
                <td>
                  <Figure value={rounded(one.from)} unit={alert.subject.unit} /> —{' '}
                  <Figure value={rounded(one.to)} unit={alert.subject.unit} />
                </td>
                <td>
                  {one.unit ? (
                    <AddressLink href={`/statistics/filings/${one.unitId}/${form}/${alert.period}`}>
                      {t('openFiling')}
                    </AddressLink>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value)
}

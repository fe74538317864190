import { useQuery } from '@tanstack/react-query'
import { AlertLevel, listAlerts } from '#contract/statistics'
import type { AlertRow } from '#contract/statistics'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress } from '../../../app/address.ts'
import { useText } from '../../../text/index.ts'
import { warningTexts } from '../../../text/warnings.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { StatisticsLinks } from '../shared/statistics-links.tsx'
import { factWords } from './fact-words.ts'
import { AlertStateMark, LevelMark } from './marks.tsx'
import { alertsQuery } from './warning-queries.ts'
import '../../../ui/list-page.css'
import '../../../ui/plain-table.css'
import './warnings.css'

const STATES = ['active', 'open', 'acknowledged', 'handed', 'closed', 'all'] as const

/** 统计预警: what the rules found, the most serious first. */
export function WarningsPage() {
  const t = useText(warningTexts)
  const { moment } = useFormat()
  const [address, change] = useAddress<'state' | 'level' | 'mine'>()
  useTitle(t('title'))
  const state = listAlerts.query.shape.state.safeParse(address.state || undefined)
  const level = AlertLevel.safeParse(address.level || undefined)
  const query = {
    state: state.success ? state.data : ('active' as const),
    ...(level.success ? { level: level.data } : {}),
    ...(address.mine === 'true' ? { mine: 'true' as const } : {}),
  }
  const { data, error, refetch } = useQuery(alertsQuery(query))
  return (
    <div className="page page-wide">
      <StatisticsLinks />
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t('note')}</div>
        </div>
        <div className="page-actions">
          <LinkButton href="/statistics/warnings/rules">{t('rules')}</LinkButton>
        </div>
      </header>
      <div className="list-filters">
        <Choice
          aria-label={t('stateFilter')}
          value={query.state}
          onChange={({ target }) => change({ state: target.value === 'active' ? null : target.value })}
        >
          {STATES.map((one) => (
            <option key={one} value={one}>
              {t(`filter.${one}`)}
            </option>
          ))}
        </Choice>
        <Choice
          aria-label={t('levelFilter')}
          value={level.success ? level.data : ''}
          onChange={({ target }) => change({ level: target.value })}
        >
          <option value="">{t('anyLevel')}</option>
          {AlertLevel.options.map((one) => (
            <option key={one} value={one}>
              {t(`level.${one}`)}
            </option>
          ))}
        </Choice>
        <label className="warnings-mine">
          <input
            type="checkbox"
            checked={address.mine === 'true'}
            onChange={({ target }) => change({ mine: target.checked ? 'true' : null })}
          />
          {t('mine')}
        </label>
      </div>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && data.counts.held > 0 ? (
        <p className="warnings-held">{t('held', { n: data.counts.held, budget: data.budget })}</p>
      ) : null}
      {data && data.alerts.length === 0 ? (
        <EmptyState title={t(query.state === 'active' && !level.success ? 'none' : 'noneFilter')}>
          {t('noneWhy')}
        </EmptyState>
      ) : null}
      {data && data.alerts.length > 0 ? <AlertTable alerts={data.alerts} /> : null}
      {data?.more ? <p className="small soft">{t('more', { n: data.alerts.length })}</p> : null}
      {data?.judgedAt ? <p className="small faint">{t('judgedAt', { at: moment(data.judgedAt) })}</p> : null}
    </div>
  )
}

function AlertTable({ alerts }: { readonly alerts: readonly AlertRow[] }) {
  const t = useText(warningTexts)
  const say = useSay()
  const { language, moment, name } = useFormat()
  return (
    <div className="plain-table-scroll">
      <table className="plain-table warnings-table">
        <thead>
          <tr>
            <th scope="col">{t('level')}</th>
            <th scope="col">{t('rule')}</th>
            <th scope="col">{t('group')}</th>
            <th scope="col">{t('period')}</th>
            <th scope="col">{t('numbers')}</th>
            <th scope="col">{t('owner')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col">{t('raised')}</th>
          </tr>
        </thead>
        <tbody>
          {alerts.map((alert) => (
            <tr key={alert.id}>
              <td>
                <LevelMark level={alert.level} />
              </td>
              <td>
                <AddressLink href={`/statistics/warnings/${alert.id}`}>{say(alert.watch.name)}</AddressLink>
                <div className="small soft">
                  {t('serial', { n: String(alert.serial) })} · {say(alert.subject.name)}
                </div>
              </td>
              <td>{say(alert.group.name)}</td>
              <td>{periodWords(alert.period, language)}</td>
              <td>{factWords(alert.condition, alert.watch.kind, alert.numbers, alert.subject, language)}</td>
              <td>{name(alert.owner)}</td>
              <td>
                <AlertStateMark state={alert.state} />
              </td>
              <td className="small soft">{moment(alert.raisedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import { AddressLink } from '../../../app/address-link.tsx'
import { useText } from '../../../text/index.ts'
import { warningTexts } from '../../../text/warnings.ts'
import { useFormat } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { StatusMark } from '../../../ui/marks.tsx'
import { useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { StatisticsLinks } from '../shared/statistics-links.tsx'
import { conditionWord } from './condition-word.ts'
import { LevelMark } from './marks.tsx'
import { watchesQuery } from './warning-queries.ts'
import '../../../ui/plain-table.css'
import './warnings.css'

/** 预警规则: what is watched, whether it is on, and what it would have done. */
export function WarningRulesPage() {
  const t = useText(warningTexts)
  const say = useSay()
  const { number, percent } = useFormat()
  const { data, error, refetch } = useQuery(watchesQuery)
  useTitle(t('rules'))
  return (
    <div className="page page-wide">
      <StatisticsLinks />
      <header className="page-head">
        <div>
          <h1>{t('rules')}</h1>
          <div className="soft">{t('rulesNote')}</div>
        </div>
        <div className="page-actions">
          <LinkButton href="/statistics/warnings">{t('toAlerts')}</LinkButton>
        </div>
      </header>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && data.watches.length === 0 ? <EmptyState title={t('noRules')} /> : null}
      {data && data.watches.length > 0 ? (
        <div className="plain-table-scroll">
          <table className="plain-table warnings-table">
            <thead>
              <tr>
                <th scope="col">{t('rule')}</th>
                <th scope="col">{t('subject')}</th>
                <th scope="col">{t('condition')}</th>
                <th scope="col">{t('level')}</th>
                <th scope="col">{t('ownerKind')}</th>
                <th scope="col">{t('state')}</th>
                <th scope="col" className="number">
                  {t('alarmsPerPeriod')}
                </th>
                <th scope="col" className="number">
                  {t('hitRate')}
                </th>
                <th scope="col" className="number">
                  {t('openAlerts')}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.watches.map((watch) => (
                <tr key={watch.code}>
                  <td>
                    <AddressLink href={`/statistics/warnings/rules/${watch.code}`}>
                      {say(watch.name)}
                    </AddressLink>
                    <div className="small soft">{watch.code}</div>
                  </td>
                  <td>{say(watch.subject.name)}</td>
                  <td>{conditionWord(watch.condition, t)}</td>
                  <td>
                    <LevelMark level={watch.level} />
                  </td>
                  <td>{t(`ownerKind.${watch.owner}`)}</td>
                  <td>
                    {watch.enabled ? (
                      <StatusMark tone="good">{t('enabled')}</StatusMark>
                    ) : (
                      <StatusMark tone="neutral">
                        {t('disabled')} · {t(watch.tested ? 'tested' : 'untested')}
                      </StatusMark>
                    )}
                  </td>
                  <td className="number">
                    {watch.alarmsPerPeriod === null
                      ? '—'
                      : number(Math.round(watch.alarmsPerPeriod * 100) / 100)}
                  </td>
                  <td className="number">{watch.hitRate === null ? '—' : percent(watch.hitRate)}</td>
                  <td className="number">{watch.openAlerts}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import type { LayoutView } from '#contract/policies'
import { AddressLink } from '../../../app/address-link.tsx'
import { layoutTexts } from '../../../text/layout.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { layoutHistoryQuery } from './layout-queries.ts'
import { findingsOf, useLayoutNames } from './layout-words.ts'
import { AnswerMark, Findings } from './rule-sets.tsx'
import '../../../ui/plain-table.css'

/** One park: how each source answers, and all that was ever recorded of its industries. */
export function ParkPanel({
  view,
  park,
  closeHref,
}: {
  readonly view: LayoutView
  readonly park: LayoutView['parks'][number]
  readonly closeHref: string
}) {
  const t = useText(layoutTexts)
  const say = useSay()
  const format = useFormat()
  const names = useLayoutNames(view)
  const { data, error, refetch } = useQuery(layoutHistoryQuery(park.id))
  return (
    <Panel title={say(park.name)} actions={<AddressLink href={closeHref}>{t('close')}</AddressLink>}>
      <div className="layout-sets">
        {view.ruleSets.map((set) => {
          const found = findingsOf(set, park.code)
          return (
            <div key={set.code}>
              <b>{say(set.title)}</b> <AnswerMark set={set} found={found.length} />
              <Findings findings={found} names={names} />
            </div>
          )
        })}
      </div>
      <h3>{t('history')}</h3>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.spells.length === 0 ? <p className="soft">{t('historyNone')}</p> : null}
      {data && data.spells.length > 0 ? (
        <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('history')}>
          <table className="plain-table" aria-label={t('history')}>
            <thead>
              <tr>
                {(['industry', 'role', 'period', 'source', 'reason', 'recorded'] as const).map((name) => (
                  <th key={name} scope="col">
                    {t(name)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.spells.map((spell) => (
                <tr
                  key={`${spell.industry} ${spell.role} ${spell.from} ${spell.since}`}
                  className={spell.until === null ? undefined : 'soft'}
                >
                  <td>{names.industry(spell.industry)}</td>
                  <td>{t(spell.role)}</td>
                  <td>{format.validity(spell.from, spell.to)}</td>
                  <td>
                    <span lang="zh">{spell.source}</span>
                    {spell.synthetic && !spell.source.includes('演示') ? t('synthetic') : null}
                  </td>
                  <td lang="zh">{spell.reason ?? '—'}</td>
                  <td>
                    {t('recordedBy', { name: spell.byName, at: format.moment(spell.since) })}
                    {spell.until === null ? null : (
                      <div className="small">{t('corrected', { at: format.moment(spell.until) })}</div>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </Panel>
  )
}

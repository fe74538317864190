import { AddressLink } from '../../../app/address-link.tsx'
import { ledgerTexts } from '../../../text/ledger.ts'
import { overviewTexts } from '../../../text/ledger-overview.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { bodyName } from '../shared/body-words.ts'
import { ledgerHref } from '../shared/filter-address.ts'
import { mustAct } from './overview-figures.ts'
import type { Overview } from './overview-query.ts'

/** Who must act: the bodies that lead something red or late. */
export function BodiesPanel({
  bodies,
  document,
}: {
  readonly bodies: Overview['bodies']
  readonly document: string | undefined
}) {
  const t = useText(overviewTexts)
  const ledger = useText(ledgerTexts)
  const format = useFormat()
  const acting = mustAct(bodies)
  return (
    <section className="panel overview-list overview-bodies">
      <div className="panel-head">
        <h2>{t('bodies')}</h2>
      </div>
      {acting.length === 0 ? <p className="soft">{t('noBodies')}</p> : null}
      {acting.length > 0 ? (
        <div className="overview-scroll" role="region" aria-label={t('bodies')} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('body')}</th>
                <th scope="col" className="number">
                  <span className="mark-bad" aria-hidden="true">
                    ■
                  </span>{' '}
                  {ledger('light.red')}
                </th>
                <th scope="col" className="number">
                  {t('late')}
                </th>
                <th scope="col" className="number">
                  <span className="mark-warn" aria-hidden="true">
                    ▲
                  </span>{' '}
                  {ledger('light.yellow')}
                </th>
                <th scope="col" className="number">
                  {t('mean')}
                </th>
              </tr>
            </thead>
            <tbody>
              {acting.map((each) => (
                <tr key={each.body.id}>
                  <td className="overview-cut">
                    <AddressLink
                      href={ledgerHref({ document, lead: each.body.id })}
                      title={t('bodyTitle', { name: bodyName(each.body, format.language), n: each.duties })}
                    >
                      {bodyName(each.body, format.language)}
                    </AddressLink>
                  </td>
                  <td className="number">
                    <Count
                      n={each.red}
                      href={ledgerHref({ document, lead: each.body.id, light: 'red', group: 'all' })}
                      strong
                    />
                  </td>
                  <td className="number">
                    <Count n={each.late} href={ledgerHref({ document, lead: each.body.id, flag: 'late' })} />
                  </td>
                  <td className="number">
                    <Count
                      n={each.yellow}
                      href={ledgerHref({ document, lead: each.body.id, light: 'yellow', group: 'all' })}
                    />
                  </td>
                  <td className="number">
                    {each.meanProgress === null ? '—' : `${Math.round(each.meanProgress)}%`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </section>
  )
}

function Count({
  n,
  href,
  strong = false,
}: {
  readonly n: number
  readonly href: string
  readonly strong?: boolean
}) {
  if (n === 0) return <span className="faint">0</span>
  return <AddressLink href={href}>{strong ? <b>{n}</b> : n}</AddressLink>
}

import type { LayoutView } from '#contract/policies'
import { AddressLink } from '../../../app/address-link.tsx'
import { layoutTexts } from '../../../text/layout.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { findingsOf, useLayoutNames } from './layout-words.ts'

/** Parks × industries: who leads and cultivates what, and how each source answers for each park. */
export function LayoutMatrix({
  view,
  chosen,
  hrefOf,
  onCell,
}: {
  readonly view: LayoutView
  readonly chosen: string | undefined
  readonly hrefOf: (park: string) => string
  /** Absent: nothing may be changed. */
  readonly onCell: ((park: string, industry: string) => void) | undefined
}) {
  const t = useText(layoutTexts)
  const say = useSay()
  const format = useFormat()
  const names = useLayoutNames(view)
  const { parks, ruleSets } = view
  const industries = view.industries.filter((each) => each.parks > 0)
  const leads = (industry: string) =>
    parks.filter((park) =>
      park.industries.some((each) => each.industry === industry && each.role === 'leading'),
    ).length
  return (
    <Panel title={t('matrix')}>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('matrix')}>
        <table className="plain-table layout-matrix" aria-label={t('matrix')}>
          <thead>
            <tr>
              <th scope="col">{t('park')}</th>
              {industries.map(({ code, name }) => (
                <th key={code} scope="col" className="layout-industry">
                  <span>{say(name)}</span>
                </th>
              ))}
              <th scope="col" className="layout-count">
                {t('counts')}
              </th>
              {ruleSets.map(({ code, title }) => (
                <th key={code} scope="col" className="layout-rule">
                  <span>{say(title)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {parks.map((park) => {
              const count = (role: 'leading' | 'cultivated') =>
                park.industries.filter((each) => each.role === role).length
              return (
                <tr key={park.code} aria-current={park.code === chosen ? 'true' : undefined}>
                  <th scope="row">
                    <AddressLink
                      href={hrefOf(park.code)}
                      aria-label={t('parkDetails', { park: say(park.name) })}
                    >
                      {say(park.name)}
                    </AddressLink>
                  </th>
                  {industries.map(({ code }) => {
                    const here = park.industries.find((each) => each.industry === code)
                    if (here === undefined) return <td key={code} />
                    const words = t('cell', {
                      park: say(park.name),
                      role: t(here.role),
                      industry: names.industry(code),
                      from: format.date(here.from),
                      source: here.source,
                    })
                    const face = (
                      <span
                        className={`layout-mark layout-${here.role}${here.synthetic ? ' is-demo' : ''}`}
                        title={words}
                      >
                        {t(here.role === 'leading' ? 'leadingMark' : 'cultivatedMark')}
                      </span>
                    )
                    return (
                      <td key={code}>
                        {onCell === undefined ? (
                          <>
                            <span aria-hidden="true">{face}</span>
                            <span className="unseen">{t(here.role)}</span>
                          </>
                        ) : (
                          <button
                            type="button"
                            aria-label={`${t(here.role)} · ${t('changeCell', {
                              park: say(park.name),
                              industry: names.industry(code),
                            })}`}
                            onClick={() => onCell(park.id, code)}
                          >
                            {face}
                          </button>
                        )}
                      </td>
                    )
                  })}
                  <td className="layout-count">
                    {count('leading')} / {count('cultivated')}
                  </td>
                  {ruleSets.map((set) => {
                    const found = findingsOf(set, park.code).length
                    const tone = !set.inForce
                      ? 'faint'
                      : found === 0
                        ? 'mark-good'
                        : set.inPrinciple
                          ? 'mark-warn'
                          : 'mark-bad'
                    return (
                      <td key={set.code} className={tone}>
                        <span aria-hidden="true">
                          {!set.inForce ? '—' : found === 0 ? '●' : set.inPrinciple ? '▲' : '■'}
                          {found > 0 && set.inForce ? ` ${String(found)}` : ''}
                        </span>
                        <span className="unseen">
                          {set.inForce
                            ? found === 0
                              ? t('satisfied')
                              : t(set.inPrinciple ? 'brokenInPrinciple' : 'broken', { n: found })
                            : t('notInForce')}
                        </span>
                      </td>
                    )
                  })}
                </tr>
              )
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('parksOf')}</th>
              {industries.map(({ code }) => {
                const over = ruleSets.some(
                  (set) =>
                    set.inForce && set.findings.some((each) => each.park === null && each.industry === code),
                )
                return (
                  <td key={code} className={over ? 'mark-warn' : 'soft'}>
                    {over ? <span aria-hidden="true">▲</span> : null}
                    {leads(code)}
                  </td>
                )
              })}
              <td colSpan={1 + ruleSets.length} />
            </tr>
          </tfoot>
        </table>
      </div>
      <p className="soft small layout-legend">{t('legend')}</p>
    </Panel>
  )
}

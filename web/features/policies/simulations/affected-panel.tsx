import { useState } from 'react'
import type { SimulationResult } from '#contract/policies'
import { AddressLink } from '../../../app/address-link.tsx'
import { simulationTexts } from '../../../text/policy-simulations.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { cents } from './against-budget.tsx'
import { signed } from './change-bar.tsx'
import '../../../ui/count-strip.css'
import '../../../ui/plain-table.css'

const EFFECTS = ['gains', 'loses', 'more', 'less'] as const

/** Who gains, who loses, whose amount changes. */
export function AffectedPanel({ result }: { readonly result: SimulationResult }) {
  const t = useText(simulationTexts)
  const say = useSay()
  const { number } = useFormat()
  const { effects, affected, byPark } = result
  const [chosen, setChosen] = useState<(typeof EFFECTS)[number] | null>(null)
  const effect = chosen ?? EFFECTS.find((each) => effects[each] > 0) ?? 'gains'
  const rows = affected.filter((each) => each.effect === effect)
  const parkName = (code: string | null) => {
    const name = byPark.find((each) => each.code === code)?.name
    return code === null ? t('outside') : name ? say(name) : code
  }
  const isMoney = affected.some(({ before, after }) => before !== null || after !== null)
  const amount = (value: number | null, counts: boolean) =>
    value === null ? (
      <span className="faint">{t(counts ? 'unknownAmount' : 'noAmount')}</span>
    ) : (
      number(cents(value))
    )
  return (
    <Panel title={t('effects')}>
      <p className="soft small">
        {t('effectsWhy')} {t('unsureWhy', { n: effects.unsure, same: effects.same })}
      </p>
      <div className="count-strip no-print">
        <div className="count-group" role="group" aria-label={t('effects')}>
          {EFFECTS.map((each) => (
            <button key={each} type="button" aria-pressed={each === effect} onClick={() => setChosen(each)}>
              {t(`effect.${each}`)} <b>{number(effects[each])}</b>
            </button>
          ))}
        </div>
      </div>
      {rows.length === 0 ? (
        <p className="soft">{t('effectNone')}</p>
      ) : (
        <div
          className="plain-table-scroll affected-scroll"
          tabIndex={0}
          role="region"
          aria-label={t(`effect.${effect}`)}
        >
          <table className="plain-table" aria-label={t(`effect.${effect}`)}>
            <thead>
              <tr>
                <th scope="col">{t('enterprise')}</th>
                <th scope="col">{t('park')}</th>
                {isMoney ? (
                  <>
                    <th scope="col" className="number">
                      {t('before')}
                    </th>
                    <th scope="col" className="number">
                      {t('after')}
                    </th>
                    <th scope="col" className="number">
                      {t('change')}
                    </th>
                  </>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ enterpriseId, name, park, before, after }) => (
                <tr key={enterpriseId}>
                  <td>
                    <AddressLink href={`/enterprises/${enterpriseId}?tab=policies`} lang="zh">
                      {name}
                    </AddressLink>
                  </td>
                  <td>{parkName(park)}</td>
                  {isMoney ? (
                    <>
                      <td className="number">{amount(before, effect !== 'gains')}</td>
                      <td className="number">{amount(after, effect !== 'loses')}</td>
                      <td className="number">
                        {(before === null && effect !== 'gains') || (after === null && effect !== 'loses')
                          ? null
                          : signed(cents((after ?? 0) - (before ?? 0)))}
                      </td>
                    </>
                  ) : null}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.length > 0 && effects[effect] > rows.length ? (
        <p className="soft small">{t('firstOf', { n: effects[effect], shown: rows.length })}</p>
      ) : null}
    </Panel>
  )
}

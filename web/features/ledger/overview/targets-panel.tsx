import { AddressLink } from '../../../app/address-link.tsx'
import { stringifySearch } from '../../../app/address.ts'
import { overviewTexts } from '../../../text/ledger-overview.ts'
import { targetTexts } from '../../../text/targets.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { STANDING_TONES, figureWords, wantedWords, withUnit } from '../targets/target-words.ts'
import { shortGoal, worstFirst } from './overview-figures.ts'
import type { Overview } from './overview-query.ts'

/** Targets with where they stand, those that somebody must look at first. */
export function TargetsPanel({
  targets,
  document,
}: {
  readonly targets: Overview['targets']
  readonly document: string | undefined
}) {
  const t = useText(overviewTexts)
  const words = useText(targetTexts)
  const { language } = useFormat()
  return (
    <section className="panel overview-list overview-targets">
      <div className="panel-head">
        <h2>{t('targets')}</h2>
        {targets.length > 0 ? (
          <AddressLink className="small no-print" href={`/ledger/targets${stringifySearch({ document })}`}>
            {t('allTargets', { n: targets.length })}
          </AddressLink>
        ) : null}
      </div>
      {targets.length === 0 ? <p className="soft">{t('noTargets')}</p> : null}
      {targets.length > 0 ? (
        <div className="overview-scroll" role="region" aria-label={t('targets')} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('indicator')}</th>
                <th scope="col" className="number">
                  {t('wanted')}
                </th>
                <th scope="col">{t('year')}</th>
                <th scope="col" className="number">
                  {t('latest')}
                </th>
                <th scope="col">{t('standing')}</th>
              </tr>
            </thead>
            <tbody>
              {worstFirst(targets).map((target) => (
                <tr key={target.id}>
                  <td className="overview-cut">
                    <AddressLink href={`/ledger/targets/${target.id}`} title={target.indicator} lang="zh">
                      {target.indicator}
                    </AddressLink>
                  </td>
                  <td className="number" lang="zh" title={wantedWords(target, language)}>
                    {target.kind === 'growth' ? t('growth', { goal: shortGoal(target) }) : shortGoal(target)}
                  </td>
                  <td className="soft">{target.year ?? '—'}</td>
                  <td className="number" lang="zh">
                    {target.latest === null ? (
                      '—'
                    ) : (
                      <>
                        {target.levelUnit === target.unit
                          ? figureWords(target.latest.value)
                          : withUnit(target.latest.value, target.levelUnit)}{' '}
                        <span className="soft small overview-year">{target.latest.year}</span>
                      </>
                    )}
                  </td>
                  <td>
                    <StatusMark tone={STANDING_TONES[target.standing]}>
                      {words(`standing.${target.standing}`)}
                    </StatusMark>
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

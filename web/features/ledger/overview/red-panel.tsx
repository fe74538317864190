import { AddressLink } from '../../../app/address-link.tsx'
import { ledgerTexts } from '../../../text/ledger.ts'
import { overviewTexts } from '../../../text/ledger-overview.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { bodyName } from '../shared/body-words.ts'
import { dueWords, leftWords } from '../shared/due-words.ts'
import { DutyLink } from '../shared/duty-link.tsx'
import { ledgerHref } from '../shared/filter-address.ts'
import { ProgressBar } from '../shared/progress-bar.tsx'
import type { Overview } from './overview-query.ts'

/** On paper so many of them stand; the rest is counted. The style sheet hides what comes after. */
const ON_PAPER = 12

/** What is red, with who leads it and how far over it is. */
export function RedPanel({
  red,
  total,
  today,
  document,
}: {
  readonly red: Overview['red']
  /** How many are red in all; the server sends the most pressing. */
  readonly total: number
  readonly today: string
  readonly document: string | undefined
}) {
  const t = useText(overviewTexts)
  const ledger = useText(ledgerTexts)
  const { language } = useFormat()
  return (
    <section className="panel overview-list overview-red">
      <div className="panel-head">
        <h2>
          <span className="mark-bad" aria-hidden="true">
            ■
          </span>{' '}
          {t('red')}
        </h2>
        {total > 0 ? (
          <AddressLink className="small no-print" href={ledgerHref({ document, light: 'red', group: 'all' })}>
            {t('allRed', { n: total })}
          </AddressLink>
        ) : null}
      </div>
      {red.length === 0 ? (
        <p className="soft">
          <StatusMark tone="good">{t('noRed')}</StatusMark>
        </p>
      ) : (
        <div className="overview-scroll" role="region" aria-label={t('red')} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('duty')}</th>
                <th scope="col">{ledger('lead')}</th>
                <th scope="col">{ledger('due')}</th>
                <th scope="col">{ledger('progress')}</th>
              </tr>
            </thead>
            <tbody>
              {red.map((duty) => {
                const left = leftWords(duty, today, language)
                return (
                  <tr key={duty.id}>
                    <td className="overview-cut">
                      <span className="faint small">{duty.serial}</span> <DutyLink duty={duty} />
                    </td>
                    <td className="overview-lead">
                      {duty.lead ? bodyName(duty.lead, language) : ledger('noLead')}
                      {duty.person ? <span className="soft"> · {duty.person}</span> : null}
                    </td>
                    <td title={dueWords(duty, language)}>
                      {left && left.days < 0 ? (
                        <b className="mark-bad">{left.words}</b>
                      ) : (
                        <span className="soft">{dueWords(duty, language)}</span>
                      )}
                    </td>
                    <td>
                      <ProgressBar percent={duty.progress} light={duty.light} width={40} />
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
      {total > ON_PAPER ? (
        <p className="overview-more small soft">{t('more', { n: total - ON_PAPER })}</p>
      ) : null}
    </section>
  )
}

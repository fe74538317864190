import { useMemo } from 'react'
import { AddressLink } from '../../app/address-link.tsx'
import { enterpriseTexts } from '../../text/enterprises.ts'
import { useText } from '../../text/index.ts'
import { statisticsTexts } from '../../text/statistics.ts'
import { useFormat } from '../../ui/format.ts'
import { Panel } from '../../ui/page.tsx'
import { periodWords } from '../../ui/filings/period-words.ts'
import { FilingStateMark } from '../../ui/filings/state-marks.tsx'
import { filingHref } from '../../ui/filings/unit-name.ts'
import { matricesOf } from './matrices-of.ts'
import type { Filing } from './matrices-of.ts'
import type { Enterprise } from './queries.ts'

const STATES = ['draft', 'submitted', 'returned', 'approved', 'accepted'] as const
const SHAPES = { draft: '○', submitted: '▲', returned: '■', approved: '●', accepted: '●' } as const
const TONES = {
  draft: 'neutral',
  submitted: 'warn',
  returned: 'bad',
  approved: 'good',
  accepted: 'good',
} as const
const TITLES = { year: 'yearly', quarter: 'quarterly', month: 'monthly' } as const

/** The filings by form and period; one table for each rhythm. */
export function FilingMatrix({ data: { enterprise, filings } }: { readonly data: Enterprise }) {
  const t = useText(enterpriseTexts)
  const { language } = useFormat()
  const matrices = useMemo(() => matricesOf(filings), [filings])
  return (
    <Panel title={t('filings')}>
      {filings.length === 0 ? <p className="soft">{t('filingsNone')}</p> : null}
      {filings.length > 0 ? <p className="soft small">{t('filingsWhy')}</p> : null}
      {matrices.map(({ rhythm, periods, rows }) => (
        <div
          key={rhythm}
          className="plain-table-scroll"
          tabIndex={0}
          role="region"
          aria-label={t(TITLES[rhythm])}
        >
          <table className="filing-matrix">
            <thead>
              <tr>
                <th scope="col">{t(TITLES[rhythm])}</th>
                {periods.map((period) => (
                  <th key={period} scope="col" title={periodWords(period, language)}>
                    {rhythm === 'month' ? period : periodWords(period, language)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ form, titleZh, titleEn, cells }) => (
                <tr key={form}>
                  <th scope="row">
                    <span className="soft">{form}</span> {language === 'en' && titleEn ? titleEn : titleZh}
                  </th>
                  {cells.map((filing, index) => (
                    <td key={periods[index]} className={rhythm === 'month' ? undefined : 'is-wide'}>
                      {filing ? (
                        <FilingCell unitId={enterprise.id} filing={filing} short={rhythm === 'month'} />
                      ) : (
                        <span className="faint">·</span>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
      {matrices.some(({ rhythm }) => rhythm === 'month') ? (
        <div className="filing-legend small" aria-label={t('legend')}>
          {STATES.map((state) => (
            <FilingStateMark key={state} state={state} />
          ))}
        </div>
      ) : null}
    </Panel>
  )
}

/** The state in words; in the long row of months by its sign, with the words for the reader and on hover. */
function FilingCell({
  unitId,
  filing,
  short,
}: {
  readonly unitId: string
  readonly filing: Filing
  readonly short: boolean
}) {
  const t = useText(enterpriseTexts)
  const words = useText(statisticsTexts)
  const { language } = useFormat()
  const { form, period, state, final, late, errors, openQueries } = filing
  const notes = [
    late ? t('late') : '',
    errors > 0 ? t('errorsN', { n: errors }) : '',
    openQueries > 0 ? t('queriesN', { n: openQueries }) : '',
  ].filter((note) => note !== '')
  const whole = [
    t('filingCell', { form, period: periodWords(period, language), state: words(`state.${state}`) }),
    ...notes,
  ].join(' · ')
  return (
    <AddressLink href={filingHref(unitId, form, period)} title={whole} aria-label={whole}>
      {short ? (
        <span className={`mark mark-${TONES[state]}`}>
          {SHAPES[state]}
          {late ? <span className="small soft"> {t('late')}</span> : null}
        </span>
      ) : (
        <>
          <FilingStateMark state={state} final={final} />
          {notes.length > 0 ? <div className="small soft">{notes.join(' · ')}</div> : null}
        </>
      )}
    </AddressLink>
  )
}

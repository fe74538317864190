import { useMemo } from 'react'
import { indexSeries } from '#domain/evaluation'
import { evaluationYearTexts } from '../../../../text/evaluation-year.ts'
import { useText } from '../../../../text/index.ts'
import { Choice } from '../../../../ui/choice.tsx'
import { Panel } from '../../../../ui/page.tsx'
import { periodWords } from '../../../../ui/filings/period-words.ts'
import { fixedWords } from '../../shared/number-words.ts'
import { Lines } from '../charts/lines.tsx'
import { nodesInOrder } from '../run-model.ts'
import { useRunIssueText } from '../run-words.ts'
import { SeriesTable } from './series-table.tsx'
import { subScheme } from './sub-scheme.ts'
import type { YearPartProps } from './year-tab.tsx'

const MOST_ISSUES = 4

/** The unit's figures against a base period that is 100; of all indicators or of those below one heading. */
export function IndexPanel({ model, words, unit, address, change }: YearPartProps) {
  const t = useText(evaluationYearTexts)
  const issueText = useRunIssueText(words)
  const { periods } = model.data
  const base = periods.find((each) => each === address.base) ?? periods[0] ?? ''
  const headings = useMemo(() => nodesInOrder(model.compiled).filter(({ isLeaf }) => !isLeaf), [model])
  const heading = headings.find(({ code }) => code === address.level) ?? model.compiled.root
  const found = useMemo(() => {
    const part = subScheme(model.scheme, heading)
    return part === null ? null : indexSeries(part, model.data, { unit, base })
  }, [model, heading, unit, base])
  const show = (value: number | null) => (value === null ? '—' : fixedWords(value, 1))
  return (
    <Panel
      title={t('indexTitle')}
      actions={
        <span className="year-tools">
          <Choice
            aria-label={t('of')}
            value={heading.code}
            onChange={({ target }) =>
              change({ level: target.value === model.compiled.root.code ? null : target.value })
            }
          >
            {headings.map(({ code, parent }) => (
              <option key={code} value={code}>
                {parent === null ? t('ofAll') : words.node(code)}
              </option>
            ))}
          </Choice>
          <Choice
            aria-label={t('base')}
            value={base}
            onChange={({ target }) => change({ base: target.value })}
          >
            {periods.map((period) => (
              <option key={period} value={period}>
                {t('base')} {periodWords(period, words.language)}
              </option>
            ))}
          </Choice>
        </span>
      }
    >
      <p className="soft small">{t('indexNote', { base: periodWords(base, words.language) })}</p>
      {found === null || !found.ok ? (
        <div className="mark-warn year-refused" role="status">
          ▲ {t('refused')}
          {found === null ? null : (
            <ul>
              {found.issues.slice(0, MOST_ISSUES).map((issue) => {
                const text = issueText(issue)
                return <li key={text}>{text}</li>
              })}
              {found.issues.length > MOST_ISSUES ? (
                <li>{t('refusedMore', { n: found.issues.length })}</li>
              ) : null}
            </ul>
          )}
        </div>
      ) : (
        (() => {
          const series = [heading, ...heading.children].map(({ code }) => ({
            key: code,
            name: words.node(code),
            values: found.value.values[code] ?? [],
            isTotal: code === heading.code,
          }))
          return (
            <>
              <Lines
                periods={found.value.periods}
                series={series}
                label={`${words.unit(unit)} ${t('indexTitle')}`}
              />
              <SeriesTable
                periods={found.value.periods}
                series={series}
                label={t('indexTitle')}
                show={show}
              />
            </>
          )
        })()
      )}
    </Panel>
  )
}

import Button from 'antd/es/button'
import type { TargetPage } from '#contract/ledger'
import { AddressLink } from '../../../app/address-link.tsx'
import { useText } from '../../../text/index.ts'
import { targetTexts } from '../../../text/targets.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { countingActuals } from './chart-scale.ts'
import { StandingMark } from './standing-mark.tsx'
import { targetFieldName, targetFieldValue } from './target-fields.ts'
import { attainmentWords, figureWords, wantedWords, withUnit } from './target-words.ts'

export type TargetDialog =
  | { readonly kind: 'actual' | 'change' }
  | { readonly kind: 'accept'; readonly suggestion: TargetPage['suggestions'][number] }
  | { readonly kind: 'withdraw'; readonly actual: TargetPage['actuals'][number] }

/** The drawing as a table: year, actual, what the path requires, what is forecast. */
export function YearTable({ page }: { readonly page: TargetPage }) {
  const t = useText(targetTexts)
  const { target } = page
  const actuals = new Map(countingActuals(page).map((actual) => [actual.year, actual]))
  const required = new Map(page.trajectory.map((point) => [point.year, point.required]))
  const forecasts = new Map(page.forecast.map((point) => [point.year, point]))
  const years = [
    ...new Set([
      ...actuals.keys(),
      ...required.keys(),
      ...forecasts.keys(),
      ...(target.year === null ? [] : [target.year]),
    ]),
  ].toSorted((a, b) => a - b)
  if (years.length === 0) return null
  const span = (low: number, high: number) =>
    low < high ? (
      <span className="small soft"> {t('span', { low: figureWords(low), high: figureWords(high) })}</span>
    ) : null
  return (
    <div className="target-year-table">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('yearColumn')}</th>
            <th scope="col" className="number">
              {t('actual')}
            </th>
            <th scope="col" className="number">
              {t('required')}
            </th>
            <th scope="col" className="number">
              {t('forecast')}
            </th>
          </tr>
        </thead>
        <tbody>
          {years.map((year) => {
            const actual = actuals.get(year)
            const point = forecasts.get(year)
            const must = required.get(year) ?? (year === target.year ? page.wanted : null)
            return (
              <tr key={year} className={year === target.year ? 'target-year-row' : undefined}>
                <th scope="row">{year}</th>
                <td className="number">
                  {actual ? figureWords(actual.value) : ''}
                  {actual ? span(actual.low, actual.high) : null}
                </td>
                <td className="number">{must === null ? '' : figureWords(must)}</td>
                <td className="number">
                  {point ? figureWords(point.value) : ''}
                  {point && point.low !== null && point.high !== null ? span(point.low, point.high) : null}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="small soft" lang="zh">
        {target.levelUnit}
      </p>
    </div>
  )
}

/** Every value with its source, also those that were withdrawn. */
export function ActualsPanel({
  page,
  onOpen,
}: {
  readonly page: TargetPage
  readonly onOpen: (dialog: TargetDialog) => void
}) {
  const t = useText(targetTexts)
  const format = useFormat()
  const { actuals, target, can } = page
  return (
    <Panel title={t('actuals')}>
      {actuals.length === 0 ? (
        <p className="soft">{t('noActuals')}</p>
      ) : (
        <div className="plain-table-scroll">
          <table className="plain-table target-actuals">
            <thead>
              <tr>
                <th scope="col">{t('yearColumn')}</th>
                <th scope="col" className="number">
                  {t('actual')}
                </th>
                <th scope="col">{t('source')}</th>
                <th scope="col">{t('by')}</th>
                <th scope="col">
                  <span className="unseen">{t('can')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {actuals.map((actual) => (
                <tr key={actual.id} className={actual.withdrawn ? 'target-withdrawn' : undefined}>
                  <th scope="row">{actual.year}</th>
                  <td className="number">
                    <span className="target-figure">{withUnit(actual.value, target.levelUnit)}</span>
                    {actual.low < actual.high ? (
                      <div className="small soft">
                        {t('span', { low: figureWords(actual.low), high: figureWords(actual.high) })}
                      </div>
                    ) : null}
                  </td>
                  <td>
                    <Chip>{t(`source.${actual.sourceKind}`)}</Chip> <span lang="zh">{actual.sourceText}</span>
                    {actual.arithmetic ? (
                      <div className="roll-up-line">{actual.arithmetic.formula}</div>
                    ) : null}
                    {actual.sentence ? (
                      <div className="small">
                        <span lang="zh">“{actual.sentence.quote}”</span>{' '}
                        <AddressLink href={actual.sentence.href} title={actual.sentence.documentTitle}>
                          {t('inReadingRoom')}
                        </AddressLink>
                      </div>
                    ) : null}
                    {actual.note ? (
                      <div className="small soft" lang="zh">
                        {actual.note}
                      </div>
                    ) : null}
                  </td>
                  <td>
                    {actual.by}
                    <div className="small soft">{format.moment(actual.at)}</div>
                    {actual.withdrawn ? (
                      <div className="small">
                        {t('withdrawnBy', {
                          by: actual.withdrawn.by,
                          at: format.moment(actual.withdrawn.at),
                          reason: actual.withdrawn.reason,
                        })}
                      </div>
                    ) : null}
                  </td>
                  <td>
                    {can.includes('withdraw') && actual.withdrawn === null ? (
                      <Button
                        size="small"
                        aria-label={t('withdrawOf', { year: String(actual.year) })}
                        onClick={() => onOpen({ kind: 'withdraw', actual })}
                      >
                        {t('withdraw')}
                      </Button>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}

/** Figures of other documents that could be its actuals, with the arithmetic that leads there. */
export function SuggestionsPanel({
  page,
  accepting,
  onAccept,
}: {
  readonly page: TargetPage
  readonly accepting: string | null
  readonly onAccept: (suggestion: TargetPage['suggestions'][number]) => void
}) {
  const t = useText(targetTexts)
  const format = useFormat()
  const { suggestions, target, can } = page
  return (
    <Panel title={t('suggestions')}>
      <p className="soft">{suggestions.length === 0 ? t('noSuggestions') : t('suggestionsNote')}</p>
      <ul className="target-suggestions">
        {suggestions.map((suggestion) => {
          const { itemId, year, value, low, high, how, arithmetic, sentence, confidence } = suggestion
          const key = `${itemId} ${year}`
          return (
            <li key={key}>
              <div className="suggestion-value">
                <b>{t('valueOf', { year: String(year), value: withUnit(value, target.levelUnit) })}</b>
                {low < high ? (
                  <div className="small soft">
                    {t('span', { low: figureWords(low), high: figureWords(high) })}
                  </div>
                ) : null}
              </div>
              <div className="suggestion-source">
                <Chip>{t(`how.${how}`)}</Chip>{' '}
                <span className="small soft">{t('confidence', { percent: format.percent(confidence) })}</span>
                {arithmetic ? <div className="roll-up-line">{arithmetic.formula}</div> : null}
                <div lang="zh">“{sentence.quote}”</div>
                <div className="small">
                  <span lang="zh">{sentence.documentTitle}</span>{' '}
                  <AddressLink href={sentence.href}>{t('inReadingRoom')}</AddressLink>
                </div>
              </div>
              {can.includes('actual') ? (
                <Button
                  size="small"
                  loading={accepting === key}
                  disabled={accepting !== null && accepting !== key}
                  aria-label={t('accept', { year: String(year) })}
                  onClick={() => onAccept(suggestion)}
                >
                  {t('acceptShort')}
                </Button>
              ) : null}
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

export function RelatedPanel({ page }: { readonly page: TargetPage }) {
  const t = useText(targetTexts)
  const { language } = useFormat()
  if (page.related.length === 0) return null
  return (
    <Panel title={t('related')}>
      <div className="plain-table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('document')}</th>
              <th scope="col">{t('indicator')}</th>
              <th scope="col">{t('wanted')}</th>
              <th scope="col" className="number">
                {t('year')}
              </th>
              <th scope="col" className="number">
                {t('attainment')}
              </th>
              <th scope="col">{t('standing')}</th>
            </tr>
          </thead>
          <tbody>
            {page.related.map((other) => (
              <tr key={other.id}>
                <td lang="zh">{other.document?.title ?? '—'}</td>
                <td>
                  <AddressLink href={`/ledger/targets/${other.id}`} lang="zh">
                    {other.indicator}
                  </AddressLink>
                  {other.scope ? (
                    <div className="soft small" lang="zh">
                      {other.scope}
                    </div>
                  ) : null}
                </td>
                <td>{wantedWords(other, language)}</td>
                <td className="number">{other.year ?? t('noYear')}</td>
                <td className="number">
                  {other.attainment === null ? '—' : attainmentWords(other.attainment)}
                </td>
                <td>
                  <StandingMark standing={other.standing} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

export function HistoryPanel({ page }: { readonly page: TargetPage }) {
  const t = useText(targetTexts)
  const format = useFormat()
  const { levelUnit } = page.target
  if (page.history.length === 0) return null
  return (
    <Panel title={t('history')}>
      <div className="plain-table-scroll">
        <table className="plain-table duty-history">
          <thead>
            <tr>
              <th scope="col">{t('when')}</th>
              <th scope="col">{t('who')}</th>
              <th scope="col">{t('act')}</th>
              <th scope="col">{t('changed')}</th>
              <th scope="col">{t('reason')}</th>
            </tr>
          </thead>
          <tbody>
            {page.history.map((entry) => {
              const key = `past.${entry.act}`
              return (
                <tr key={entry.version}>
                  <td className="duty-when">{format.moment(entry.at)}</td>
                  <td>{entry.by}</td>
                  <td className="duty-act">{isPastText(key) ? t(key) : entry.act}</td>
                  <td>
                    <ul className="duty-changes">
                      {Object.entries(entry.changed).map(([field, [before, after]]) => (
                        <li key={field}>
                          <span className="soft">{targetFieldName(field, format.language)}</span>{' '}
                          <span className="change-before">
                            {targetFieldValue(field, before, levelUnit, format.language)}
                          </span>{' '}
                          → {targetFieldValue(field, after, levelUnit, format.language)}
                        </li>
                      ))}
                    </ul>
                  </td>
                  <td lang="zh">{entry.reason}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function isPastText(key: string): key is Extract<keyof (typeof targetTexts)['zh-CN'], `past.${string}`> {
  return key.startsWith('past.') && Object.hasOwn(targetTexts['zh-CN'], key)
}

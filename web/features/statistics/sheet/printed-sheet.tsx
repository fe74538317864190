import type { FilingValues, FormDefinition } from '#domain/indicators'
import type { FilingSheet } from '#contract/statistics'
import { sheetTexts } from '../../../text/filing-sheet.ts'
import { useText } from '../../../text/index.ts'
import { statisticsTexts } from '../../../text/statistics.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { unitWords } from '../../../ui/filings/figures.ts'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { parkNameOf, unitNameOf } from '../../../ui/filings/unit-name.ts'
import type { FindingGroups } from './cell-marks.ts'
import { hasOneComparison } from './columns.ts'
import { isAmount, sheetLines } from './fields.ts'
import { shownEntry } from './write-entry.ts'
import './printed-sheet.css'

/** The filing on A4 as such forms are printed: head with number and authorities, the entries, lines to sign. Only on paper. */
export function PrintedSheet({
  view,
  form,
  values,
  groups,
}: {
  readonly view: FilingSheet
  readonly form: FormDefinition
  readonly values: FilingValues
  readonly groups: FindingGroups
}) {
  const t = useText(sheetTexts)
  const words = useText(statisticsTexts)
  const say = useSay()
  const format = useFormat()
  const { language } = format
  const { unit, collection, park, lastYear } = view
  const { authority } = form
  const errors = groups.errors.length + groups.missing.length
  return (
    <section className="paper" aria-hidden="true">
      {unit.synthetic ? <div className="paper-watermark">{t('printWatermark')}</div> : null}
      <h1>{say(form.title)}</h1>
      <div className="paper-head">
        <div>
          <div>{t('printUnit', { name: unitNameOf(unit, language) })}</div>
          {unit.creditCode === null ? null : <div>{t('printCode', { code: unit.creditCode })}</div>}
          {park === null ? null : <div>{t('printPark', { park: parkNameOf(park, language) })}</div>}
          <div>{t('printPeriod', { period: periodWords(collection.period, language) })}</div>
        </div>
        <div>
          <div>{t('printForm', { code: form.code })}</div>
          {authority === null ? (
            <div>{t('printOwn')}</div>
          ) : (
            <>
              <div>{t('printMadeBy', { name: authority.madeBy })}</div>
              <div>{t('printApprovedBy', { name: authority.approvedBy })}</div>
              <div>{t('printApproval', { number: authority.approvalNumber })}</div>
            </>
          )}
        </div>
      </div>
      <table>
        <thead>
          <tr>
            <th className="paper-name">{t('column.label')}</th>
            <th className="paper-unit">{t('column.unit')}</th>
            <th className="paper-code">{t('column.code')}</th>
            <th className="paper-figure">
              {t(form.rhythm === 'year' ? 'column.entryYear' : 'column.entry')}
            </th>
            <th className="paper-figure">
              {t(hasOneComparison(form) ? 'showLastYearOnly' : 'showLastYear')}
            </th>
          </tr>
        </thead>
        <tbody>
          {sheetLines(form).map((line) =>
            line.kind === 'section' ? (
              <tr key={`section ${line.id}`} className="paper-section">
                <th colSpan={5}>{say(line.title)}</th>
              </tr>
            ) : (
              <tr key={line.field.code}>
                <td style={{ paddingLeft: `${4 + line.depth * 12}px` }}>{say(line.field.label)}</td>
                <td>{unitWords(line.field.unit, language)}</td>
                <td>{line.field.code}</td>
                <td className={isAmount(line.field) ? 'paper-number' : undefined}>
                  {shownEntry(line.field, values[line.field.code], language)}
                </td>
                <td className={isAmount(line.field) ? 'paper-number' : undefined}>
                  {shownEntry(line.field, lastYear?.values[line.field.code], language)}
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
      <div className="paper-signs">
        <span>{t('printHead')}</span>
        <span>{t('printStatistician')}</span>
        <span>{t('printFiller')}</span>
        <span>{t('printPhone')}</span>
        <span>{t('printDate')}</span>
      </div>
      <p className="paper-foot">
        {t('printState', {
          state: words(`state.${view.state ?? 'missing'}`),
          at: format.moment(new Date().toISOString()),
        })}
        {' · '}
        {errors + groups.unexplained.length === 0
          ? t('printNoFindings')
          : t('printFindings', { errors, unexplained: groups.unexplained.length })}
        {view.asOf === null ? '' : ` · ${t('asOf')} ${format.moment(view.asOf)}`}
        {unit.synthetic ? ` · ${words('demoWhy')}` : ''}
      </p>
    </section>
  )
}

import type { RuleTable } from '#domain/rules'
import { useIssueText } from '../../text/issues.ts'
import { ruleTableTexts } from '../../text/rule-tables.ts'
import { useText } from '../../text/index.ts'
import { unitWords } from '../filings/figures.ts'
import { useFormat } from '../format.ts'
import { StatusMark } from '../marks.tsx'
import { textsIn } from '../rules/rule-names.ts'
import { useSay } from '../say.ts'
import { ANYTHING } from './rule-table-grid-edits.ts'
import type { GridColumn } from './rule-table-grid-edits.ts'
import type { ColumnValues } from './rule-table-grid-entry.ts'
import type { RowMark, TableMarks } from './rule-table-grid-marks.ts'

/** What a cell says, and what its codes mean. */
export function ShownCell({
  text,
  column,
  values,
}: {
  readonly text: string | null
  readonly column: GridColumn
  readonly values: ColumnValues
}) {
  const t = useText(ruleTableTexts)
  const say = useSay()
  if (text === null) return null
  if (column.kind === 'note' || column.kind === 'document' || column.kind === 'clause')
    return (
      <span className="small" lang="zh">
        {text}
      </span>
    )
  if (column.kind === 'input' && (text === ANYTHING || text === ''))
    return <span className="faint small">{t('anything')}</span>
  if (text === '') return <span className="rtg-missing small">{t('nothing')}</span>
  const options = values?.options ?? []
  const words = textsIn(text).flatMap((code) => options.find((option) => option.code === code) ?? [])
  const truth = values?.type === 'boolean' && (text === 'true' || text === 'false') ? text : null
  return (
    <>
      <code lang="zh">{text}</code>
      {words.length > 0 ? (
        <div className="soft small">{words.map(({ title }) => say(title)).join(' · ')}</div>
      ) : null}
      {truth === null ? null : <span className="soft small"> {t(truth === 'true' ? 'yes' : 'no')}</span>}
    </>
  )
}

/** The name of a column, what it asks for or is called in formulas, and its unit. */
export function HeadCell({
  table,
  column,
  name,
  fault,
}: {
  readonly table: RuleTable
  readonly column: GridColumn
  readonly name: string
  readonly fault: TableMarks['columns'][number] | undefined
}) {
  const t = useText(ruleTableTexts)
  const wordsOf = useIssueText()
  const { language } = useFormat()
  const input = column.kind === 'input' ? table.inputs[column.index] : undefined
  const output = column.kind === 'output' ? table.outputs[column.index] : undefined
  const unit = unitWords(input?.unit ?? output?.unit ?? null, language)
  const written = input?.expression ?? output?.code
  return (
    <>
      {input || output ? (
        <div className="rtg-kind small">
          {t(input ? 'when' : 'then')}
          {output ? ` · ${t(`type.${output.type}`)}` : null}
        </div>
      ) : null}
      <div className="rtg-name">
        {name}
        {unit === '' ? null : <span className="soft small"> ({unit})</span>}
      </div>
      {written === undefined || written === name ? null : (
        <code className="rtg-written small" lang="zh" title={written}>
          {written}
        </code>
      )}
      {fault ? (
        <div
          className={fault.finding.severity === 'error' ? 'mark-bad small' : 'mark-warn small'}
          title={wordsOf(fault.finding)}
        >
          <span aria-hidden="true">{fault.finding.severity === 'error' ? '■' : '▲'}</span>{' '}
          {t('mark.wrong', { column: name })}
        </div>
      ) : null}
    </>
  )
}

/** What the check says of a row, in a few words each; the whole sentence in the list below and on pointing. */
export function RowChecks({
  marks,
  checked,
  nameOf,
}: {
  readonly marks: readonly RowMark[]
  readonly checked: boolean
  readonly nameOf: (column: GridColumn) => string
}) {
  const t = useText(ruleTableTexts)
  const wordsOf = useIssueText()
  if (marks.length === 0)
    return checked ? (
      <span className="mark-good" aria-label={t('findingsNone')}>
        ●
      </span>
    ) : null
  const words = marks.map((mark) => ({
    mark,
    text: t(`mark.${mark.kind}`, {
      rows: mark.others.join(', '),
      column: mark.column === null ? '' : nameOf(mark.column),
    }),
  }))
  const once = words.filter(({ text }, index) => words.findIndex((other) => other.text === text) === index)
  return once.map(({ mark, text }) => (
    <div key={text} className="small" title={wordsOf(mark.finding)}>
      <StatusMark tone={mark.severity === 'error' ? 'bad' : 'warn'}>{text}</StatusMark>
    </div>
  ))
}

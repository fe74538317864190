import type { FieldView } from '#contract/procedures'
import { readCaseFile } from '#contract/procedures'
import type { Json } from '#domain/kernel'
import { isEmpty } from '#domain/cases'
import { addressOf } from '../../../app/api-client.ts'
import { formTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import type { CaseView } from './case-queries.ts'
import { controlKind, isList, isSchema } from './field-control-kind.ts'

/** What it takes to show values that are only digests and ids in the data. */
export type ValueContext = Pick<CaseView, 'id' | 'files' | 'names'>

/** A value of a case as its field means it: names instead of ids, words instead of codes, files as links. */
export function DataValue({
  field,
  value,
  context,
}: {
  readonly field: FieldView
  readonly value: Json | undefined
  readonly context: ValueContext
}) {
  const t = useText(formTexts)
  const say = useSay()
  const format = useFormat()
  if (isEmpty(value)) return <span className="faint">{t('empty')}</span>
  const wordsOf = (code: Json) => {
    const words = typeof code === 'string' ? field.values?.[code] : undefined
    return words ? say(words) : plain(code)
  }
  const nameOf = (id: Json) => {
    const name = typeof id === 'string' ? context.names[id] : undefined
    return name ? say(name) : plain(id)
  }
  const control = controlKind(field)
  switch (control.kind) {
    case 'yes-no':
      return value === true ? t('yes') : value === false ? t('no') : plain(value)
    case 'number':
      return typeof value === 'number' ? format.number(value) : plain(value)
    case 'date':
      return typeof value === 'string' ? (
        <span className="value-date">{format.date(value)}</span>
      ) : (
        plain(value)
      )
    case 'choice':
      return wordsOf(value)
    case 'party':
      return nameOf(value)
    case 'file':
      return <FileLink digest={value} context={context} />
    case 'choices':
    case 'parties': {
      const words = listOf(value).map(control.kind === 'choices' ? wordsOf : nameOf)
      return words.join(format.language === 'en' ? ', ' : '、')
    }
    case 'files':
      return (
        <ul className="value-files">
          {listOf(value).map((digest) => (
            <li key={plain(digest)}>
              <FileLink digest={digest} context={context} />
            </li>
          ))}
        </ul>
      )
    case 'texts':
      return (
        <ul className="value-texts">
          {listOf(value).map((each, index) => (
            <li key={index}>{plain(each)}</li>
          ))}
        </ul>
      )
    case 'table':
      return (
        <ValueTable
          label={say(field.label)}
          columns={field.items ?? []}
          rows={listOf(value)}
          context={context}
        />
      )
    case 'long':
    case 'text':
      return <span className="value-text">{plain(value)}</span>
    case 'other':
      return <OtherValue field={field} value={value} context={context} />
  }
}

function ValueTable({
  label,
  columns,
  rows,
  context,
}: {
  readonly label: string
  readonly columns: readonly FieldView[]
  readonly rows: readonly Json[]
  readonly context: ValueContext
}) {
  const say = useSay()
  return (
    <div className="value-table-scroll" tabIndex={0} role="group" aria-label={label}>
      <table className="value-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.code} scope="col">
                {say(column.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {columns.map((column) => (
                <td key={column.code}>
                  <DataValue
                    field={column}
                    value={isSchema(row) ? row[column.code] : undefined}
                    context={context}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** An object with known columns reads as lines; anything else as it is. */
function OtherValue({
  field,
  value,
  context,
}: {
  readonly field: FieldView
  readonly value: Json
  readonly context: ValueContext
}) {
  const say = useSay()
  if (!isSchema(value)) return <span className="value-text">{plain(value)}</span>
  return (
    <dl className="value-object">
      {Object.entries(value).map(([key, part]) => {
        const column = field.items?.find(({ code }) => code === key)
        return (
          <div key={key}>
            <dt>{column ? say(column.label) : key}</dt>
            <dd>{column ? <DataValue field={column} value={part} context={context} /> : plain(part)}</dd>
          </div>
        )
      })}
    </dl>
  )
}

export function FileLink({
  digest,
  context,
}: {
  readonly digest: Json
  readonly context: Pick<ValueContext, 'id' | 'files'>
}) {
  const t = useText(formTexts)
  const format = useFormat()
  const file = context.files.find((each) => each.digest === digest)
  if (!file) return <span className="faint">{t('fileGone')}</span>
  return (
    <a
      href={addressOf(readCaseFile, { params: { caseId: context.id, digest: file.digest } })}
      className="value-file"
    >
      {file.name} <span className="faint small">{format.bytes(file.sizeBytes)}</span>
    </a>
  )
}

function listOf(value: Json): readonly Json[] {
  return isList(value) ? value : [value]
}

function plain(value: Json): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : JSON.stringify(value)
}

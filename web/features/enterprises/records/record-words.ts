import type { EnterpriseRecord, RecordField, RecordKind, RecordValue } from '#contract/enterprises'
import type { Language } from '../../../text/index.ts'
import { enterpriseRecordTexts } from '../../../text/enterprises-records.ts'
import { formatDate, formatNumber } from '../../../ui/format.ts'
import { unitWords } from '../../../ui/filings/figures.ts'
import { say } from '../../../ui/say.ts'

/** A field's value as it is read: 专精特新中小企业, 1,200 万元, 2025年3月1日. Null: empty. */
export function fieldWords(
  field: RecordField,
  value: RecordValue | undefined,
  language: Language,
): string | null {
  if (value === undefined || value === null || value === '') return null
  if (typeof value === 'boolean') return enterpriseRecordTexts[language][value ? 'yes' : 'no']
  if (typeof value === 'number') {
    const unit = unitWords(field.unit, language)
    return unit === '' ? formatNumber(value) : `${formatNumber(value)} ${unit}`
  }
  if (field.type === 'date') return formatDate(value, language)
  const choice = field.type === 'choice' ? field.choices.find(({ code }) => code === value) : undefined
  return choice ? say(choice.title, language) : value
}

/** What a record is, in one word: its first choice, else its first filled field, else the name of its kind. */
export function choiceWords(
  kind: RecordKind | undefined,
  record: Pick<EnterpriseRecord, 'fields' | 'kind'>,
  language: Language,
): string {
  if (kind === undefined) {
    const code = record.fields['code']
    return typeof code === 'string' ? code : record.kind
  }
  const named = [
    ...kind.fields.filter(({ type }) => type === 'choice'),
    ...kind.fields.filter(({ type }) => type !== 'choice'),
  ]
  for (const field of named) {
    const words = fieldWords(field, record.fields[field.code], language)
    if (words !== null) return words
  }
  return say(kind.title, language)
}

import { interpolate } from '../../../text/index.ts'
import type { Language } from '../../../text/index.ts'
import { dutyFieldTexts } from '../../../text/duty-fields.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { targetTexts } from '../../../text/targets.ts'
import { withUnit } from './target-words.ts'

type FieldKey = Extract<keyof (typeof targetTexts)['zh-CN'], `field.${string}`>

/** The name of a field of a target; one that this page does not know is shown by its code. */
export function targetFieldName(field: string, language: Language): string {
  const year = /^actual\.(\d{4})$/u.exec(field)?.[1]
  if (year !== undefined) return interpolate(targetTexts[language].actualOf, { year }, language)
  const key = `field.${field}`
  return isKey(key) ? targetTexts[language][key] : field
}

/** A value as a reader sees it; years without separators, levels with their unit. */
export function targetFieldValue(field: string, value: unknown, unit: string, language: Language): string {
  const words = dutyFieldTexts[language]
  if (value === null || value === undefined || value === '') return words.nothing
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number') return /year/iu.test(field) ? String(value) : withUnit(value, unit)
  if (typeof value === 'object' && !Array.isArray(value) && 'value' in value) {
    const year = 'year' in value && typeof value.year === 'number' ? `${value.year}: ` : ''
    return `${year}${targetFieldValue('value', value.value, unit, language)}`
  }
  if (typeof value !== 'string') return JSON.stringify(value)
  const texts: Readonly<Record<string, string>> = { ...ledgerTexts[language], ...targetTexts[language] }
  return texts[`${field}.${value}`] ?? value
}

function isKey(key: string): key is FieldKey {
  return key.startsWith('field.') && Object.hasOwn(targetTexts['zh-CN'], key)
}

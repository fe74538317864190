import type { CellValue, FormField } from '#domain/indicators'
import { isFigure } from './fields.ts'
import { say } from '../../../ui/say.ts'
import type { Language } from '../../../text/index.ts'

/** A cell as it is shown: figures with separators and as many decimals as they have. Missing is an empty text, never 0. */
export function shownEntry(field: FormField, value: CellValue | undefined, language: Language): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'number')
    return field.type === 'year' ? String(value) : shownNumber(value, field.decimals)
  if (typeof value === 'boolean') return language === 'en' ? (value ? 'Yes' : 'No') : value ? '是' : '否'
  if (field.type === 'choice') {
    const choice = field.choices?.find((each) => each.value === value)
    return choice === undefined ? value : `${choice.value} ${say(choice.label, language)}`
  }
  return value
}

/** A cell as its editor opens with it, and as it is copied to a spreadsheet: what readEntry reads as the same value. */
export function editedEntry(field: FormField, value: CellValue | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  return typeof value === 'number' && isFigure(field) ? plainNumber(value) : String(value)
}

export function shownNumber(value: number, decimals?: number): string {
  const digits = Math.max(decimals ?? 0, Math.min(6, (plainNumber(value).split('.')[1] ?? '').length))
  return new Intl.NumberFormat('en', {
    minimumFractionDigits: Number.isInteger(value) ? 0 : Math.min(decimals ?? 0, 6),
    maximumFractionDigits: digits,
  }).format(value)
}

/** Without exponent: 0.0000001 is no number to a person as 1e-7. */
export function plainNumber(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(10).replace(/\.?0+$/u, '') : text
}

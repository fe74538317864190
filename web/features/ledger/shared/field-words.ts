import { interpolate } from '../../../text/index.ts'
import type { Language } from '../../../text/index.ts'
import { dutyFieldTexts } from '../../../text/duty-fields.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { formatDate, formatNumber } from '../../../ui/format.ts'
import { bodyName } from './body-words.ts'
import type { LedgerFrame } from './queries.ts'

/** Names behind the ids that changes carry; an id that is not among them is called “another body” and the like. */
export type FieldNames = Pick<LedgerFrame, 'bodies' | 'people' | 'actions'> & {
  readonly duties?: readonly { readonly id: string; readonly title: string }[]
}

/** The name of a field of a duty; a field that this page does not know is shown by its code. */
export function fieldName(field: string, language: Language): string {
  const key = `field.${field}`
  return isFieldText(key) ? dutyFieldTexts[language][key] : field
}

/** A value of a field as a reader sees it: names for ids and codes, dates, percentages; nothing is said as （空）. */
export function fieldValue(
  field: string,
  value: unknown,
  names: FieldNames | undefined,
  language: Language,
): string {
  const t = dutyFieldTexts[language]
  if (value === null || value === undefined || value === '') return t.nothing
  if (Array.isArray(value)) {
    if (value.length === 0) return t.nothing
    return value.map((each) => fieldValue(field, each, names, language)).join(language === 'en' ? ', ' : '、')
  }
  if (typeof value === 'boolean') return value ? t.yes : t.no
  if (typeof value === 'number') return field === 'progress' ? `${formatNumber(value)}%` : formatNumber(value)
  if (field === 'override') return overrideWords(value, language)
  if (typeof value !== 'string') return JSON.stringify(value)
  switch (field) {
    case 'leadId':
    case 'supporting':
    case 'parkId':
    case 'ownerId': {
      const body = names?.bodies.find(({ id }) => id === value)
      return body ? bodyName(body, language) : isId(value) ? t.otherBody : value
    }
    case 'personId':
      return names?.people.find(({ id }) => id === value)?.name ?? (isId(value) ? t.otherPerson : value)
    case 'parentId':
    case 'mergedInto':
      return names?.duties?.find(({ id }) => id === value)?.title ?? (isId(value) ? t.otherDuty : value)
    case 'categories': {
      const code = names?.actions.find((each) => each.code === value)
      return code ? (language === 'en' ? code.en : code.zh) : value
    }
    case 'startsOn':
    case 'dueOn':
      return formatDate(value, language)
    case 'state':
    case 'suspendedFrom':
      return ledgerWord(`state.${value}`, value, language)
    case 'reportEvery':
      return ledgerWord(`rhythm.${value}`, value, language)
    case 'precision':
    case 'rhythm':
    case 'visibility':
    case 'light':
    case 'kind':
      return ledgerWord(`${field}.${value}`, value, language)
    case 'rollUp':
      return value === 'own' ? t['rollUp.own'] : value === 'parts' ? t['rollUp.parts'] : value
    default:
      return value
  }
}

function overrideWords(value: unknown, language: Language): string {
  if (typeof value !== 'object' || value === null || !('light' in value)) return JSON.stringify(value)
  const light = ledgerWord(`light.${String(value.light)}`, String(value.light), language)
  const reason = 'reason' in value && typeof value.reason === 'string' ? value.reason : ''
  if (reason === '') return light
  return language === 'en' ? `${light}: ${reason}` : `${light}：${reason}`
}

function ledgerWord(key: string, otherwise: string, language: Language): string {
  const texts: Readonly<Record<string, string>> = ledgerTexts[language]
  const found = texts[key]
  return found === undefined ? otherwise : interpolate(found, {}, language)
}

function isFieldText(key: string): key is keyof (typeof dutyFieldTexts)['zh-CN'] {
  return Object.hasOwn(dutyFieldTexts['zh-CN'], key)
}

function isId(value: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-/u.test(value)
}

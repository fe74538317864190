import type { FactValue } from '#contract/rules'
import type { FactDefinition, FactValue as GivenValue } from '#domain/rules'

export type EntryFault = 'valueNeeded' | 'valueNumber' | 'valueDay'
export type FactEntry =
  { readonly value: FactValue; readonly fault: null } | { readonly value: null; readonly fault: EntryFault }

const DAY = /^\d{4}-\d{2}-\d{2}$/u
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/u

/** What was typed for a fact, read by its type; several words stand one to a line. Separators of thousands may be typed. */
export function readEntry(type: FactDefinition['type'], typed: string): FactEntry {
  const text = typed.trim()
  if (text === '') return { value: null, fault: 'valueNeeded' }
  switch (type) {
    case 'number': {
      const plain = text.replace(/[,，\s]/gu, '')
      return NUMBER.test(plain)
        ? { value: Number(plain), fault: null }
        : { value: null, fault: 'valueNumber' }
    }
    case 'boolean':
      return { value: text === 'yes', fault: null }
    case 'date':
      return DAY.test(text) ? { value: text, fault: null } : { value: null, fault: 'valueDay' }
    case 'text':
      return { value: text, fault: null }
    case 'texts':
      return {
        value: [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== ''),
        fault: null,
      }
  }
}

/** A value as it stands in the field. */
export function writeEntry(value: GivenValue | null): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'object' ? value.join('\n') : String(value)
}

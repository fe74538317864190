/** What somebody types or pastes into a cell of a decision table, as the expression that he means. */
import type { FactDefinition } from '#domain/rules'

/** What a table's expressions may name: the facts and parameters of `GET /api/rules/book`. */
export interface RuleEditorNames {
  readonly facts: readonly Pick<FactDefinition, 'code' | 'title' | 'type' | 'unit' | 'options'>[]
  readonly parameters: readonly {
    readonly code: string
    readonly title: FactDefinition['title']
    readonly unit: string | null
  }[]
}

/** Of which kind the values of a column are; null: not known here. */
export type ColumnValues = {
  readonly type: FactDefinition['type']
  readonly options: FactDefinition['options']
} | null

/** What the expression of a column gives: known where it is a fact or a comparison. */
export function valuesOfColumn(expression: string, names: RuleEditorNames): ColumnValues {
  const text = expression.trim()
  const fact = names.facts.find(({ code }) => code === text)
  if (fact !== undefined) return { type: fact.type, options: fact.options }
  return /^(?:list contains|not)\s*\(.*\)$/u.test(text) ? { type: 'boolean', options: null } : null
}

const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/≥/gu, '>='],
  [/≤/gu, '<='],
  [/＞/gu, '>'],
  [/＜/gu, '<'],
  [/＝/gu, '='],
  [/，/gu, ', '],
  [/（/gu, '('],
  [/）/gu, ')'],
]
/** A text, which stays as it is, or what stands between two. */
const OUTSIDE_TEXTS = /"(?:[^"\\]|\\.)*"|[^"]+/gu
const GROUPED = /^[+-]?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?$/u
/** Thousands after a sign or within a range: `>= 1,200`, `[1,000..5,000)`; elsewhere a comma sets values apart. */
const AFTER_SIGN = /^([<>=≥≤＞＜]+\s*)(\d{1,3}(?:,\d{3})+(?:\.\d+)?)$/u
const RANGE = /^([[(（\]]\s*)([\d,.]+?)(\s*\.\.\s*)([\d,.]+)(\s*[\])）[])$/u
const PERCENT = /^([+-]?\d+(?:\.\d+)?)\s*[%％]$/u
const SPAN = /^(\d+(?:\.\d+)?)\s*[—–~～-]+\s*(\d+(?:\.\d+)?)$/u
const WORD = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} _.&+、-]*$/u
const RESERVED = new Set(['true', 'false', 'null'])
const YES = new Set(['是', '有', 'yes', 'y', '√', '✓', 'TRUE'])
const NO = new Set(['否', '无', 'no', 'n', '×', 'FALSE'])

/**
 * Signs as Chinese keyboards and spreadsheets write them (≥, ，, 1,200, 5%) become those of the language; a span 100—500 includes
 * both ends; a word that is no name stands in quotation marks, and 是 is true where the column says yes or no.
 */
export function readCell(
  typed: string,
  {
    values,
    isTest,
    names,
  }: { readonly values: ColumnValues; readonly isTest: boolean; readonly names: RuleEditorNames },
): string {
  const text = typed.trim()
  if (text === '' || text.startsWith('"')) return text
  if (GROUPED.test(text)) return text.replace(/[,，]/gu, '')
  const share = PERCENT.exec(text)
  if (share?.[1] !== undefined) return share[1]
  if (isTest) {
    if (text === '—' || text === '－' || text === '任意') return '-'
    const span = SPAN.exec(text)
    if (span?.[1] !== undefined && span[2] !== undefined && values?.type !== 'text')
      return `[${span[1]}..${span[2]}]`
  }
  if (values?.type === 'boolean') {
    if (YES.has(text)) return 'true'
    if (NO.has(text)) return 'false'
  }
  if (values?.type === 'text' && WORD.test(text) && !RESERVED.has(text) && !isName(text, names))
    return JSON.stringify(codeOf(text, values.options) ?? text)
  return plainSigns(isTest ? withoutGroups(text) : text)
}

function plainSigns(text: string): string {
  return text
    .replace(/[“”＂]/gu, '"')
    .replace(OUTSIDE_TEXTS, (part) =>
      part.startsWith('"') ? part : SIGNS.reduce((done, [sign, plain]) => done.replace(sign, plain), part),
    )
}

function withoutGroups(text: string): string {
  const plain = (figure: string) => figure.replaceAll(',', '')
  return text
    .replace(AFTER_SIGN, (_, sign: string, figure: string) => sign + plain(figure))
    .replace(
      RANGE,
      (_, open: string, low: string, to: string, high: string, close: string) =>
        open + plain(low) + to + plain(high) + close,
    )
}

function isName(text: string, { facts, parameters }: RuleEditorNames): boolean {
  return facts.some(({ code }) => code === text) || parameters.some(({ code }) => code === text)
}

/** The code of a word that may stand there, by the code itself or what it is called. */
function codeOf(text: string, options: FactDefinition['options']): string | null {
  return (
    options?.find(
      ({ code, title }) =>
        code === text || title.zh === text || title.en.toLowerCase() === text.toLowerCase(),
    )?.code ?? null
  )
}

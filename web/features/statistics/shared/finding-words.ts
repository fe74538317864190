import { parseRelation } from '#domain/indicators'
import type { CellRef, CellValue, FormDefinition, FormField, Operator, Rule, Term } from '#domain/indicators'
import type { FilingSheet, FilingValues, Finding } from '#contract/statistics'
import { interpolate } from '../../../text/index.ts'
import type { Language } from '../../../text/index.ts'
import { findingSentences } from '../../../text/statistics.ts'
import { formatNumber } from '../../../ui/format.ts'
import { figureWords, unitWords } from '../../../ui/filings/figures.ts'
import { backWords } from '../../../ui/filings/period-words.ts'

/** What a finding is told with: the form, the filing's own cells and what the checks looked at beside. */
export interface FindingScope {
  readonly form: FormDefinition
  readonly values?: FilingValues
  readonly context?: FilingSheet['context']
  /** Labels of other forms' cells, where known; else their codes are shown. */
  readonly otherLabel?: (form: string, code: string) => string | undefined
}

/** One cell of an arithmetic, with its value; undefined where the value is not known here, null where it is missing. */
export interface FindingTerm {
  /** How it joins what stands before it. */
  readonly sign: '+' | '−' | ''
  readonly coefficient: number
  readonly label: string
  /** The cell of this filing; null where it is another filing's. */
  readonly own: string | null
  readonly code: string
  readonly value: CellValue | undefined
  readonly unit: string | null
}

export interface FindingArithmetic {
  readonly left: readonly FindingTerm[]
  /** What stands as a number in the relation itself, beside its cells. */
  readonly leftConstant: number
  readonly operator: Operator
  readonly right: readonly FindingTerm[]
  readonly rightConstant: number
  readonly leftSum: number
  readonly rightSum: number
  readonly difference: number
  readonly tolerance: number
  readonly unit: string | null
}

export const OPERATOR_SIGNS = { '=': '=', '!=': '≠', '>': '>', '>=': '≥', '<': '<', '<=': '≤' } as const
/** How the two sides really stand where the relation does not hold. */
export const BROKEN_SIGNS = { '=': '≠', '!=': '=', '>': '≤', '>=': '<', '<': '≥', '<=': '>' } as const

/** 其中：技术收入 → 技术收入: within a sentence the place in the table says nothing. */
export function cellLabel(field: Pick<FormField, 'label' | 'code'>, language: Language): string {
  const label = language === 'en' && field.label.en ? field.label.en : field.label.zh
  const plain = label.replace(/^(?:其中|of which)\s*[:：]\s*/u, '').trim()
  return plain === '' ? field.code : plain
}

const fieldMaps = new WeakMap<FormDefinition, ReadonlyMap<string, FormField>>()

export function fieldOf(form: FormDefinition, code: string): FormField | undefined {
  let fields = fieldMaps.get(form)
  if (fields === undefined) {
    fields = new Map(form.sections.flatMap((section) => section.fields.map((field) => [field.code, field])))
    fieldMaps.set(form, fields)
  }
  return fields.get(code)
}

export function ruleOf(form: FormDefinition, id: string): Rule | undefined {
  return form.rules.find((rule) => rule.id === id)
}

/** What the finding says, as one sentence with the labels of the cells. */
export function findingSentence(finding: Finding, scope: FindingScope, language: Language): string {
  const t = (key: keyof (typeof findingSentences)['zh-CN'], params: Readonly<Record<string, unknown>> = {}) =>
    interpolate(findingSentences[language][key], params, language)
  const [first = ''] = finding.cells
  const field = fieldOf(scope.form, first)
  const cell = cellWords(first, scope, language)
  const { params } = finding
  const figure = (value: CellValue | undefined) => valueWords(value, field?.unit ?? null, language)
  switch (finding.code) {
    case 'indicators.relation': {
      const arithmetic = arithmeticOf(finding, scope, language)
      if (arithmetic === null) return t('relation', { rule: finding.rule })
      return t(`relation.${arithmetic.operator}`, {
        left: sideWords(arithmetic.left, arithmetic.leftConstant, language),
        right: sideWords(arithmetic.right, arithmetic.rightConstant, language),
      })
    }
    case 'indicators.compulsory_pair':
      return t('compulsory_pair', {
        cells: finding.cells.map((code) => cellWords(code, scope, language)),
        missing: cellWords(String(params['missing'] ?? ''), scope, language),
      })
    case 'indicators.exclusive_pair':
      return t('exclusive_pair', { cells: finding.cells.map((code) => cellWords(code, scope, language)) })
    case 'indicators.change': {
      const back = backWords(String(params['back'] ?? '1'), language)
      const { change } = params
      if (typeof change !== 'number') return t('changeFromZero', { cell, back, now: figure(finding.left) })
      return t('change', {
        cell,
        back,
        how: t(change < 0 ? 'change.down' : 'change.up'),
        percent: percentWords(Math.abs(change)),
        limit: typeof params['limit'] === 'number' ? percentWords(params['limit']) : '',
      })
    }
    case 'indicators.not_asked':
      return typeof params['condition'] === 'string'
        ? t('not_asked', { cell, condition: cellWords(params['condition'], scope, language) })
        : t('not_askedPlain', { cell })
    case 'indicators.below_minimum':
    case 'indicators.above_maximum':
      return t(finding.code === 'indicators.below_minimum' ? 'below_minimum' : 'above_maximum', {
        cell,
        limit: figure(params['limit']),
        value: figure(params['value']),
      })
    case 'indicators.not_an_integer':
      return t('not_an_integer', { cell, value: figure(params['value']) })
    case 'indicators.too_many_decimals':
      return t('too_many_decimals', { cell, decimals: params['decimals'], value: figure(params['value']) })
    case 'indicators.outlier': {
      const { lower, upper } = params
      const value = figure(params['value'] ?? finding.left)
      return typeof lower === 'number' && typeof upper === 'number'
        ? t('outlierBounds', { cell, value, lower: figure(lower), upper: figure(upper) })
        : t('outlier', { cell, value })
    }
    case 'indicators.missing':
      return t('missing', { cell })
    case 'indicators.text_too_long':
      return t('text_too_long', { cell, limit: params['limit'], length: params['length'] })
    case 'indicators.not_a_number':
      return t('not_a_number', { cell, value: plainWords(params['value']) })
    case 'indicators.not_a_choice':
      return t('not_a_choice', { cell, value: plainWords(params['value']) })
    case 'indicators.not_a_flag':
      return t('not_a_flag', { cell, value: plainWords(params['value']) })
    case 'indicators.not_a_day':
      return t('not_a_day', { cell, value: plainWords(params['value']) })
    case 'indicators.not_a_year':
      return t('not_a_year', { cell, value: plainWords(params['value']) })
    case 'indicators.not_a_text':
      return t('not_a_text', { cell, value: plainWords(params['value']) })
    case 'indicators.text_pattern':
      return t('text_pattern', { cell, value: plainWords(params['value']) })
  }
}

/** Both sides of a broken relation, cell by cell; null where the finding is no arithmetic one or its rule is not known here. */
export function arithmeticOf(
  finding: Finding,
  scope: FindingScope,
  language: Language,
): FindingArithmetic | null {
  if (finding.left === null || finding.right === null) return null
  const rule = ruleOf(scope.form, finding.rule)
  if (rule === undefined) return null
  const { tolerance } = finding.params
  const sums = {
    leftSum: finding.left,
    rightSum: finding.right,
    difference: finding.left - finding.right,
    tolerance: typeof tolerance === 'number' ? tolerance : 0,
  }
  if (rule.kind === 'change') {
    const now: CellRef = { code: rule.cell, form: null, back: null, members: false }
    const then: CellRef = { ...now, back: rule.back }
    const left = [termOf({ coefficient: 1, cell: now }, 0, scope, language)]
    const right = [{ ...termOf({ coefficient: 1, cell: then }, 0, scope, language), value: finding.right }]
    return {
      left: left.map((term) => ({ ...term, value: finding.left })),
      leftConstant: 0,
      operator: '=',
      right,
      rightConstant: 0,
      ...sums,
      unit: left[0]?.unit ?? null,
    }
  }
  if (rule.kind !== 'linear') return null
  const parsed = parseRelation(rule.relation)
  if (!parsed.ok) return null
  const side = (terms: readonly Term[]) => terms.map((term, index) => termOf(term, index, scope, language))
  const left = side(parsed.value.left)
  const right = side(parsed.value.right)
  return {
    left,
    leftConstant: parsed.value.leftConstant,
    operator: parsed.value.operator,
    right,
    rightConstant: parsed.value.rightConstant,
    ...sums,
    unit: commonUnit([...left, ...right]),
  }
}

/** A rule as people read it: its own words where it has some, else its relation with the labels of the cells. */
export function ruleSentence(rule: Rule, scope: FindingScope, language: Language): string {
  const t = (key: keyof (typeof findingSentences)['zh-CN'], params: Readonly<Record<string, unknown>> = {}) =>
    interpolate(findingSentences[language][key], params, language)
  switch (rule.kind) {
    case 'linear': {
      const parsed = parseRelation(rule.relation)
      if (!parsed.ok) return rule.relation
      const side = (terms: readonly Term[], constant: number) =>
        sideWords(
          terms.map((term, index) => termOf(term, index, scope, language)),
          constant,
          language,
        )
      return t(`relation.${parsed.value.operator}`, {
        left: side(parsed.value.left, parsed.value.leftConstant),
        right: side(parsed.value.right, parsed.value.rightConstant),
      })
    }
    case 'compulsory-pair':
      return t('rulePair', { cells: rule.cells.map((code) => cellWords(code, scope, language)) })
    case 'exclusive-pair':
      return t('exclusive_pair', { cells: rule.cells.map((code) => cellWords(code, scope, language)) })
    case 'change': {
      const unit = fieldOf(scope.form, rule.cell)?.unit ?? null
      return t('ruleChange', {
        cell: cellWords(rule.cell, scope, language),
        back: backWords(rule.back, language),
        limit: percentWords(rule.ratio),
        floor: figureWords(rule.floor, unit, language),
      })
    }
  }
}

function termOf(
  { coefficient, cell }: Term,
  index: number,
  scope: FindingScope,
  language: Language,
): FindingTerm {
  const here = cell.form === null || cell.form === scope.form.code
  const own = here && cell.back === null && !cell.members
  const field = here ? fieldOf(scope.form, cell.code) : undefined
  return {
    sign: coefficient < 0 ? '−' : index === 0 ? '' : '+',
    coefficient: Math.abs(coefficient),
    label: refWords(cell, scope, language),
    own: own ? cell.code : null,
    code: cell.code,
    value: refValue(cell, scope),
    unit: field?.unit ?? null,
  }
}

function refWords(cell: CellRef, scope: FindingScope, language: Language): string {
  const texts = findingSentences[language]
  const here = cell.form === null || cell.form === scope.form.code
  const name = here
    ? cellWords(cell.code, scope, language)
    : (scope.otherLabel?.(cell.form, cell.code) ?? cell.code)
  if (cell.members) return texts.whereMembers + (here ? name : `${cell.form} ${name}`)
  if (cell.back !== null) {
    const back = backWords(cell.back, language)
    return language === 'en' ? `${name}, ${back}` : `${back}${name}`
  }
  return here ? name : interpolate(texts.whereForm, { form: cell.form }, language) + name
}

function refValue(cell: CellRef, scope: FindingScope): CellValue | undefined {
  const { context, values, form } = scope
  if (cell.members) return context?.members?.[`${cell.form ?? form.code}!${cell.code}`]
  if (cell.form !== null && cell.form !== form.code) return context?.forms[cell.form]?.[cell.code]
  if (cell.back !== null) return context?.history[cell.back]?.[cell.code]
  return values === undefined ? undefined : (values[cell.code] ?? null)
}

function cellWords(code: string, { form }: FindingScope, language: Language): string {
  const field = fieldOf(form, code)
  return field === undefined ? code : cellLabel(field, language)
}

function sideWords(terms: readonly FindingTerm[], constant: number, language: Language): string {
  const words = terms.map(({ sign, coefficient, label }, index) => {
    const times =
      coefficient === 1
        ? label
        : interpolate(
            findingSentences[language].times,
            { n: formatNumber(coefficient), cell: label },
            language,
          )
    return index === 0 ? `${sign}${times}` : `${sign} ${times}`
  })
  if (constant !== 0 || words.length === 0)
    words.push(
      words.length === 0
        ? formatNumber(constant)
        : `${constant < 0 ? '−' : '+'} ${formatNumber(Math.abs(constant))}`,
    )
  return words.join(' ')
}

function commonUnit(terms: readonly FindingTerm[]): string | null {
  const [unit = null] = terms.map((term) => term.unit)
  return terms.every((term) => term.unit === unit) ? unit : null
}

function valueWords(value: CellValue | undefined, unit: string | null, language: Language): string {
  return typeof value === 'number' ? figureWords(value, unit, language) : plainWords(value)
}

function plainWords(value: CellValue | undefined): string {
  if (value === null || value === undefined) return '—'
  return typeof value === 'number' ? formatNumber(value) : String(value)
}

function percentWords(share: number): string {
  return `${formatNumber(Math.round(share * 1000) / 10)}%`
}

/** 差 4,500 千元. */
export function differenceWords({ difference, unit }: FindingArithmetic, language: Language): string {
  const words = unitWords(unit, language)
  const number = formatNumber(Math.abs(difference))
  return words === '' || words === '%' ? `${number}${words}` : `${number} ${words}`
}

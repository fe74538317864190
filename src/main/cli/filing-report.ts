import type { CompiledForm, Finding, FindingCode } from '#domain/indicators'
import type { FindingLanguage } from '../../../web/text/findings.ts'
import { sentenceFor } from './issue-sentences.ts'
import type { CheckSummary, CheckedFiling } from './statistics-check.ts'
import { print, printTable } from './terminal.ts'

/** One filing for reading; nothing where nothing is wrong. */
export function printFiling(filing: CheckedFiling, form: CompiledForm, language: FindingLanguage): void {
  const { row, sheet, id, unreadable, findings, change } = filing
  if (findings.length === 0 && unreadable.length === 0) return
  const words = WORDS[language]
  print([words.row(sheet, row), id ?? ''].join(' ').trimEnd())
  for (const issue of unreadable) print(`  ${issue.cell} ${issue.key}: ${sentenceFor(issue)}`)
  for (const finding of findings) print(`  ${lineOf(finding, form, language)}`)
  if (change.cells.length > 0) {
    const cells = change.cells.map((code) => {
      const value = change.example[code]
      // A figure that could as well be another is no advice.
      const isAdvice = value === null || change.determined?.includes(code) === true
      const figures = isAdvice ? ` → ${value === null ? words.empty : figure(value ?? null)}` : ''
      return `${code} ${labelOf(form, code, language)}${figures}`
    })
    print(`  ${words.change(change.cells.length, change.proven)}${cells.join(words.comma)}`)
  }
  if (change.unrepairable !== undefined)
    print(`  ${words.unrepairable}${change.unrepairable.join(words.comma)}`)
}

export function printSummary(summary: CheckSummary, form: CompiledForm, language: FindingLanguage): void {
  const words = WORDS[language]
  const { code, version, title } = form.definition
  const rules = Object.entries(summary.byRule)
  if (rules.length > 0) {
    print('')
    printTable([
      words.columns,
      ...rules.map(([rule, times]) => [rule, String(times), textOf(rule, form, language)]),
    ])
  }
  if (summary.repeated.length > 0) print(words.repeated(summary.repeated.join(words.comma)))
  print('')
  print(words.total(`${code} v${version} ${language === 'en' ? title.en : title.zh}`, summary))
}

function lineOf(finding: Finding, form: CompiledForm, language: FindingLanguage): string {
  const words = WORDS[language]
  const [first = ''] = finding.cells
  const isField = finding.rule.startsWith('field:')
  const what = isField ? `${first} ${labelOf(form, first, language)}` : textOf(finding.rule, form, language)
  return `${words.severity[finding.severity]} ${isField ? '' : `${finding.rule} `}${what}${words.colon}${words.why[finding.code](finding)}`
}

/** The rule as it is written, or the field by its label. */
function textOf(id: string, form: CompiledForm, language: FindingLanguage): string {
  if (id.startsWith('field:')) return labelOf(form, id.slice('field:'.length), language)
  const rule = form.definition.rules.find((one) => one.id === id)
  switch (rule?.kind) {
    case 'linear':
      return rule.relation
    case 'change':
      return `${rule.cell} / ${rule.cell}@-${rule.back}`
    case 'compulsory-pair':
    case 'exclusive-pair':
      return rule.cells.join(' / ')
    case undefined:
      return ''
  }
}

function labelOf(form: CompiledForm, code: string, language: FindingLanguage): string {
  const label = form.fieldByCode.get(code)?.field.label
  return (language === 'en' ? label?.en : label?.zh) ?? ''
}

function figure(value: number | null): string {
  return value === null ? '—' : value.toLocaleString('en', { maximumFractionDigits: 10 })
}

function param({ params }: Finding, name: string): string {
  const value = params[name]
  return typeof value === 'number' ? figure(value) : String(value ?? '—')
}

function percent({ params }: Finding, name: string): string {
  const value = params[name]
  return typeof value === 'number' ? `${figure(Math.round(value * 1000) / 10)}%` : '—'
}

type Why = Readonly<Record<FindingCode, (finding: Finding) => string>>

const BROKEN = { '=': '≠', '!=': '=', '>': '≤', '>=': '<', '<': '≥', '<=': '>' } as const

function sides({ left, operator, right }: Finding): string {
  return `${figure(left)} ${operator === null ? '·' : BROKEN[operator]} ${figure(right)}`
}

const WHY_ZH: Why = {
  'indicators.relation': sides,
  'indicators.compulsory_pair': (one) => `${param(one, 'missing')} 未填，两项应同时填报`,
  'indicators.exclusive_pair': () => '两项不能同时填报',
  'indicators.change': (one) =>
    `${figure(one.left)}，之前 ${figure(one.right)}，变动 ${percent(one, 'change')}，超过 ${percent(one, 'limit')}`,
  'indicators.missing': () => '未填',
  'indicators.not_asked': (one) => `按 ${param(one, 'condition')} 不应填，现为 ${param(one, 'value')}`,
  'indicators.not_a_number': (one) => `不是数：${param(one, 'value')}`,
  'indicators.not_an_integer': (one) => `不是整数：${param(one, 'value')}`,
  'indicators.too_many_decimals': (one) =>
    `小数超过 ${param(one, 'decimals')} 位：${String(one.params['value'])}`,
  'indicators.below_minimum': (one) => `${figure(one.left)}，不得小于 ${figure(one.right)}`,
  'indicators.above_maximum': (one) => `${figure(one.left)}，不得大于 ${figure(one.right)}`,
  'indicators.not_a_choice': (one) => `不在可选项内：${param(one, 'value')}`,
  'indicators.not_a_flag': (one) => `应填是或否，现为 ${param(one, 'value')}`,
  'indicators.not_a_day': (one) => `不是日期：${param(one, 'value')}`,
  'indicators.not_a_year': (one) => `不是四位年份：${String(one.params['value'])}`,
  'indicators.not_a_text': (one) => `应填文字，现为 ${param(one, 'value')}`,
  'indicators.text_too_long': (one) => `${param(one, 'length')} 个字，最多 ${param(one, 'limit')} 个`,
  'indicators.text_pattern': (one) => `写法不符：${param(one, 'value')}`,
  'indicators.outlier': (one) => `离群：${figure(one.left)}`,
}

const WHY_EN: Why = {
  'indicators.relation': sides,
  'indicators.compulsory_pair': (one) =>
    `${param(one, 'missing')} is missing; both or neither must be filled`,
  'indicators.exclusive_pair': () => 'both are filled; one must be empty',
  'indicators.change': (one) =>
    `${figure(one.left)} after ${figure(one.right)}, a change of ${percent(one, 'change')}, above ${percent(one, 'limit')}`,
  'indicators.missing': () => 'missing',
  'indicators.not_asked': (one) =>
    `must be empty because of ${param(one, 'condition')}; it is ${param(one, 'value')}`,
  'indicators.not_a_number': (one) => `no number: ${param(one, 'value')}`,
  'indicators.not_an_integer': (one) => `not whole: ${param(one, 'value')}`,
  'indicators.too_many_decimals': (one) =>
    `more than ${param(one, 'decimals')} decimals: ${String(one.params['value'])}`,
  'indicators.below_minimum': (one) => `${figure(one.left)}; the least is ${figure(one.right)}`,
  'indicators.above_maximum': (one) => `${figure(one.left)}; the most is ${figure(one.right)}`,
  'indicators.not_a_choice': (one) => `none of the choices: ${param(one, 'value')}`,
  'indicators.not_a_flag': (one) => `must be yes or no; it is ${param(one, 'value')}`,
  'indicators.not_a_day': (one) => `no date: ${param(one, 'value')}`,
  'indicators.not_a_year': (one) => `no year of four digits: ${String(one.params['value'])}`,
  'indicators.not_a_text': (one) => `must be text; it is ${param(one, 'value')}`,
  'indicators.text_too_long': (one) =>
    `${param(one, 'length')} characters, the most are ${param(one, 'limit')}`,
  'indicators.text_pattern': (one) => `not written as asked: ${param(one, 'value')}`,
  'indicators.outlier': (one) => `outlier: ${figure(one.left)}`,
}

const WORDS = {
  'zh-CN': {
    severity: { error: '【错误】', query: '【核实】' },
    why: WHY_ZH,
    colon: '：',
    comma: '；',
    empty: '（清空）',
    row: (sheet: string, row: number) => `${sheet === '' ? '' : `${sheet} `}第${row}行`,
    change: (cells: number, proven: boolean) => `${proven ? '最少' : '可以'}改 ${cells} 格：`,
    unrepairable: '与其他报表矛盾，改本表无法满足：',
    columns: ['审核关系', '违反', '内容'],
    repeated: (ids: string) => `出现不止一次：${ids}`,
    total: (form: string, { filings, withErrors, errors, withQueries, queries }: CheckSummary) =>
      `${form}：${filings} 份，${withErrors} 份有错误（${errors} 条），${withQueries} 份有待核实（${queries} 条）。`,
  },
  en: {
    severity: { error: '[error]', query: '[query]' },
    why: WHY_EN,
    colon: ': ',
    comma: '; ',
    empty: '(empty)',
    row: (sheet: string, row: number) => `${sheet === '' ? '' : `${sheet} `}row ${row}`,
    change: (cells: number, proven: boolean) =>
      `${proven ? 'fewest cells to change' : 'cells to change'}: ${cells}: `,
    unrepairable: 'contradicts other filings, no change of this one helps: ',
    columns: ['RULE', 'BROKEN', 'WHAT'],
    repeated: (ids: string) => `More than once in the file: ${ids}`,
    total: (form: string, { filings, withErrors, errors, withQueries, queries }: CheckSummary) =>
      `${form}: ${filings} filings, ${withErrors} with errors (${errors}), ${withQueries} with queries (${queries}).`,
  },
} as const

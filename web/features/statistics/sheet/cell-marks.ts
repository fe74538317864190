import type { FilingValues, FormDefinition } from '#domain/indicators'
import type { FilingSheet, Finding } from '#contract/statistics'
import { interpolate } from '../../../text/index.ts'
import type { Language } from '../../../text/index.ts'
import { sheetTexts } from '../../../text/filing-sheet.ts'
import { formatNumber } from '../../../ui/format.ts'
import {
  BROKEN_SIGNS,
  arithmeticOf,
  cellLabel,
  differenceWords,
  fieldOf,
  findingSentence,
} from '../shared/finding-words.ts'
import type { FindingArithmetic, FindingScope } from '../shared/finding-words.ts'

/** What stands beside one cell: how serious, in few words; the whole of it for the ear. */
export interface CellMark {
  readonly tone: 'error' | 'query' | 'missing' | 'explained'
  readonly brief: string
  readonly whole: string
}

/** How serious what stands against a filing is; what is missing is counted by itself, since it is no mistake yet. */
export interface FindingGroups {
  readonly errors: readonly Finding[]
  readonly missing: readonly Finding[]
  readonly unexplained: readonly Finding[]
  readonly explained: readonly Finding[]
}

export function groupFindings(
  findings: readonly Finding[],
  explanations: Readonly<Record<string, string>>,
): FindingGroups {
  const isExplained = ({ rule }: Finding) => (explanations[rule] ?? '') !== ''
  const queries = findings.filter(({ severity }) => severity === 'query')
  const errors = findings.filter(({ severity }) => severity === 'error')
  return {
    errors: errors.filter(({ code }) => code !== 'indicators.missing'),
    missing: errors.filter(({ code }) => code === 'indicators.missing'),
    unexplained: queries.filter((finding) => !isExplained(finding)),
    explained: queries.filter(isExplained),
  }
}

/** By cell, the most serious first. */
export function marksOf(
  groups: FindingGroups,
  scope: FindingScope,
  language: Language,
): ReadonlyMap<string, CellMark> {
  const found = new Map<string, { tone: CellMark['tone']; finding: Finding }[]>()
  const add = (findings: readonly Finding[], tone: CellMark['tone']) => {
    for (const finding of findings)
      for (const code of finding.cells) found.set(code, [...(found.get(code) ?? []), { tone, finding }])
  }
  add(groups.errors, 'error')
  add(groups.missing, 'missing')
  add(groups.unexplained, 'query')
  add(groups.explained, 'explained')
  return new Map(
    [...found].map(([code, list]): [string, CellMark] => {
      const [first] = list
      const more = list.length - 1
      const words = first === undefined ? '' : briefOf(first.finding, code, scope, language)
      const brief = first?.tone === 'explained' ? sheetTexts[language].explained + words : words
      return [
        code,
        {
          tone: first?.tone ?? 'error',
          brief:
            more === 0 ? brief : `${brief} ${interpolate(sheetTexts[language].more, { n: more }, language)}`,
          whole: list
            .map(({ finding }) => wholeOf(finding, scope, language))
            .join(language === 'en' ? '; ' : '；'),
        },
      ]
    }),
  )
}

/** 差 100 千元：1,000 ≠ 900: which relation it is stands in the panel, and whose cell it is in the row. */
function briefOf(finding: Finding, code: string, scope: FindingScope, language: Language): string {
  if (finding.code === 'indicators.missing') return sheetTexts[language].compulsory
  const arithmetic = arithmeticOf(finding, scope, language)
  if (finding.code === 'indicators.relation' && arithmetic !== null) return sidesOf(arithmetic, language)
  const sentence = findingSentence(finding, scope, language)
  const field = fieldOf(scope.form, code)
  const label = field === undefined ? '' : cellLabel(field, language)
  return label !== '' && sentence.startsWith(label) ? sentence.slice(label.length).trim() : sentence
}

function sidesOf(arithmetic: FindingArithmetic, language: Language): string {
  const sides = `${formatNumber(arithmetic.leftSum)} ${BROKEN_SIGNS[arithmetic.operator]} ${formatNumber(arithmetic.rightSum)}`
  const difference = differenceWords(arithmetic, language)
  return language === 'en' ? `off by ${difference}: ${sides}` : `差 ${difference}：${sides}`
}

function wholeOf(finding: Finding, scope: FindingScope, language: Language): string {
  const sentence = findingSentence(finding, scope, language)
  const arithmetic = finding.code === 'indicators.relation' ? arithmeticOf(finding, scope, language) : null
  if (arithmetic === null) return sentence
  return `${sentence}${language === 'en' ? '; ' : '，'}${sidesOf(arithmetic, language)}`
}

/** Cells in the order of the form that something stands against: for going from one to the next. */
export function codesWithFindings(
  form: FormDefinition,
  marks: ReadonlyMap<string, CellMark>,
): readonly string[] {
  return form.sections
    .flatMap(({ fields }) => fields.map(({ code }) => code))
    .filter((code) => {
      const mark = marks.get(code)
      return mark !== undefined && mark.tone !== 'explained'
    })
}

/**
 * Outliers are judged against other enterprises, which only the server knows: they stay as it found them while the cell holds the
 * figure that they speak of.
 */
export function standingOutliers(
  view: Pick<FilingSheet, 'findings' | 'values'>,
  values: FilingValues,
): readonly Finding[] {
  return view.findings.filter(
    ({ code, cells }) =>
      code === 'indicators.outlier' &&
      cells.every((cell) => (values[cell] ?? null) === (view.values[cell] ?? null)),
  )
}

import type { CompiledScheme, EvaluationResult, PeriodTables, UncertaintyResult } from '#domain/evaluation'
import type { FindingLanguage } from '../../../web/text/findings.ts'
import { print, printTable } from './terminal.ts'

const STEPS = ['raw', 'denominated', 'imputed', 'treated', 'normalised', 'scores'] as const

/** The ranking for reading: scores to two decimals (ranks were made before), the headings below the total, what was done to the data. */
export function printEvaluation(
  compiled: CompiledScheme,
  result: EvaluationResult,
  uncertainty: UncertaintyResult | null,
  { language, steps }: { readonly language: FindingLanguage; readonly steps: boolean },
): void {
  const words = WORDS[language]
  const { scheme, root } = compiled
  const textOf = (text: { readonly zh: string; readonly en: string }) =>
    language === 'en' ? text.en : text.zh
  const tables = result.periods.find(({ period }) => period === result.period)
  const judged = result.units.filter(({ leftOut }) => leftOut === null)
  print(
    `${textOf(scheme.name)}  ${scheme.code} v${String(scheme.version)}  ${result.period}  ${words.judged(judged.length, result.units.length)}`,
  )
  print('')
  const rows = result.standings
    .map((standing, unit) => ({ ...standing, at: unit, name: result.units[unit]?.name ?? '' }))
    .filter(({ at }) => result.units[at]?.leftOut === null)
    .sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity))
  const spread = new Map(uncertainty?.units.map((unit) => [unit.unit, unit.rank]))
  const graded = rows.some(({ grade }) => grade !== null)
  printTable([
    [
      words.rank,
      words.unit,
      words.name,
      words.score,
      ...(graded ? [words.grade] : []),
      ...(uncertainty === null ? [] : [words.between]),
      ...root.children.map(({ code }) => code),
    ],
    ...rows.map(({ unit, name, score, rank, grade, at }) => [
      rank === null ? '—' : String(rank),
      unit,
      name,
      rounded(score),
      ...(graded ? [grade ?? '—'] : []),
      ...(uncertainty === null ? [] : [rangeOf(spread.get(unit))]),
      ...root.children.map(({ code }) => rounded(tables?.scores[code]?.[at] ?? null)),
    ]),
  ])
  const leftOut = result.units.filter((unit) => unit.leftOut !== null)
  if (leftOut.length > 0) print('')
  for (const unit of leftOut)
    print(`${unit.code}  ${unit.leftOut === 'screened' ? words.screened : words.excluded}`)
  print('')
  const now = result.period
  print(
    words.done(
      result.imputed.filter(({ period }) => period === now).length,
      result.treated.filter(({ period }) => period === now).length,
      result.treatments.filter(({ passed }) => !passed).map(({ node }) => node),
    ),
  )
  if (steps && tables !== undefined) printSteps(result, tables, words)
}

/** Every step, in full: a line for each node, a column for each unit. */
function printSteps(result: EvaluationResult, tables: PeriodTables, words: Words): void {
  const units = result.units.map(({ code }) => code)
  const weights = new Map(result.weights.map(({ node, effective }) => [node, effective]))
  for (const step of STEPS) {
    print('')
    print(words.step[step])
    printTable([
      [words.node, ...(step === 'scores' ? [words.weight] : []), ...units],
      ...Object.entries(tables[step]).map(([node, values]) => [
        node,
        ...(step === 'scores' ? [String(weights.get(node) ?? '')] : []),
        ...values.map((value) => (value === null ? '—' : String(value))),
      ]),
    ])
  }
}

function rounded(value: number | null): string {
  return value === null ? '—' : value.toFixed(2)
}

function rangeOf(rank: { readonly p05: number; readonly p95: number } | undefined): string {
  return rank === undefined ? '—' : `${String(rank.p05)}–${String(rank.p95)}`
}

const WORDS = {
  'zh-CN': {
    judged: (judged: number, all: number) => `${String(all)} 个对象，参评 ${String(judged)} 个`,
    rank: '名次',
    unit: '编号',
    name: '名称',
    score: '总分',
    grade: '等级',
    between: '名次区间（5%–95%）',
    screened: '数据太少，未参评',
    excluded: '未过门槛，未参评',
    done: (imputed: number, treated: number, outside: readonly string[]) =>
      `填补 ${String(imputed)} 处空缺，调整 ${String(treated)} 个离群值${outside.length === 0 ? '' : `；仍有离群值：${outside.join('、')}`}。分数显示两位小数，名次按未舍入的分数排列。`,
    node: '指标',
    weight: '有效权重',
    step: {
      raw: '原始数据',
      denominated: '除以分母以后',
      imputed: '填补空缺以后',
      treated: '处理离群值以后',
      normalised: '无量纲化以后',
      scores: '各级得分',
    },
  },
  en: {
    judged: (judged: number, all: number) => `${String(judged)} of ${String(all)} units judged`,
    rank: 'rank',
    unit: 'unit',
    name: 'name',
    score: 'score',
    grade: 'grade',
    between: 'rank 5 %–95 %',
    screened: 'too little data; not judged',
    excluded: 'stopped by a gate; not judged',
    done: (imputed: number, treated: number, outside: readonly string[]) =>
      `${String(imputed)} ${imputed === 1 ? 'gap' : 'gaps'} filled, ${String(treated)} outlying ${treated === 1 ? 'point' : 'points'} changed${outside.length === 0 ? '' : `; still with outliers: ${outside.join(', ')}`}. Scores are shown with two decimals; ranks come from the full ones.`,
    node: 'node',
    weight: 'effective weight',
    step: {
      raw: 'Raw figures',
      denominated: 'Divided by denominators',
      imputed: 'Gaps filled',
      treated: 'Outliers treated',
      normalised: 'On one scale',
      scores: 'Scores of all levels',
    },
  },
} as const
type Words = (typeof WORDS)[FindingLanguage]

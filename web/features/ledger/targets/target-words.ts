import type { TargetPage, TargetRow } from '#contract/ledger'
import { TARGET_REASONS } from '#domain/ledger'
import type { TargetReasonCode } from '#domain/ledger'
import { interpolate } from '../../../text/index.ts'
import type { Language } from '../../../text/index.ts'
import { targetReasonTexts, targetTexts } from '../../../text/targets.ts'
import type { Tone } from '../../../ui/marks.tsx'

export type Standing = TargetRow['standing']
export const STANDINGS = ['met', 'on-track', 'at-risk', 'off-track', 'missed', 'unknown'] as const

export const STANDING_TONES = {
  met: 'good',
  'on-track': 'good',
  'at-risk': 'warn',
  'off-track': 'bad',
  missed: 'bad',
  unknown: 'neutral',
} as const satisfies Record<Standing, Tone>

/** What is not exact by nature (forecasts, paths) is shown to five significant digits; large numbers without decimals. */
export function figureWords(value: number): string {
  const shown = Math.abs(value) >= 10_000 ? Math.round(value) : Number(value.toPrecision(5))
  return new Intl.NumberFormat('en', { maximumFractionDigits: 6 }).format(shown)
}

/** 7.2 万亿元; 8% without a space. */
export function withUnit(value: number, unit: string): string {
  return unit === '%' || unit === '％' ? `${figureWords(value)}%` : `${figureWords(value)} ${unit}`.trim()
}

type Goal = Pick<TargetRow, 'comparator' | 'value' | 'value2' | 'unit'>

/** 10 万亿元以上, at least 10 万亿元. */
export function goalWords({ comparator, value, value2, unit }: Goal, language: Language): string {
  const upper = value2 ?? value
  return interpolate(
    targetTexts[language][`goal.${comparator}`],
    {
      value: comparator === 'between' ? figureWords(value) : withUnit(value, unit),
      value2: withUnit(upper, unit),
    },
    language,
  )
}

/** What a target asks for, as its document does: a level, or a yearly growth. */
export function wantedWords(target: Goal & Pick<TargetRow, 'kind'>, language: Language): string {
  const goal = goalWords(target, language)
  return target.kind === 'growth' ? interpolate(targetTexts[language].growth, { goal }, language) : goal
}

type Because = TargetPage['because'][number]

/** A reason of the engine as a sentence. `unit`: of the levels. A code that this page does not know is shown as it is. */
export function targetReasonWords({ code, params }: Because, unit: string, language: Language): string {
  if (!isReason(code)) return code
  const said: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(params))
    said[name] = paramWords(code, name, value, unit, language)
  const { comparator, wanted, wanted2 } = params
  if (isComparator(comparator) && typeof wanted === 'number')
    said['goal'] = goalWords(
      { comparator, value: wanted, value2: typeof wanted2 === 'number' ? wanted2 : null, unit },
      language,
    )
  const text = code === 'year-over-unreported' && params['lastYear'] === null ? 'year-over-no-figure' : code
  return interpolate(targetReasonTexts[language][text], said, language)
}

const YEARS = new Set(['year', 'lastYear', 'firstYear', 'baseYear', 'fromYear'])
const RATES = new Set(['achieved', 'planned', 'rate'])

function paramWords(
  code: TargetReasonCode,
  name: string,
  value: unknown,
  unit: string,
  language: Language,
): unknown {
  const isYear = YEARS.has(name) || (code === 'mean-growth' && (name === 'from' || name === 'to'))
  if (value === null) return isYear ? targetReasonTexts[language].unknownYear : '—'
  if (name === 'method') return isMethod(value) ? targetTexts[language][`method.${value}`] : value
  if (typeof value !== 'number') return value
  // Years and counts of years carry no unit and no thousands separator.
  if (isYear || name === 'years' || name === 'percent') return String(value)
  if (RATES.has(name)) return `${figureWords(Math.round(value * 100) / 100)}%`
  if (name === 'attainment') return attainmentWords(value)
  return withUnit(value, unit)
}

/** 0.72 → 72%, 1.0528 → 105.3%. */
export function attainmentWords(share: number): string {
  return new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 }).format(share)
}

function isReason(code: string): code is TargetReasonCode {
  return TARGET_REASONS.some((each) => each.code === code)
}

function isMethod(value: unknown): value is 'log-linear' | 'linear' | 'mean-growth' | 'mean-change' | 'none' {
  return typeof value === 'string' && Object.hasOwn(targetTexts['zh-CN'], `method.${value}`)
}

function isComparator(value: unknown): value is TargetRow['comparator'] {
  return typeof value === 'string' && Object.hasOwn(targetTexts['zh-CN'], `goal.${value}`)
}

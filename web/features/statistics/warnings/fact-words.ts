import type { AlertRow } from '#contract/statistics'
import { unitName } from '#domain/indicators'
import { translate, type Language } from '../../../text/index.ts'
import { warningTexts } from '../../../text/warnings.ts'

type Numbers = AlertRow['numbers']
type Fact = 'change' | 'threshold' | 'trajectory' | 'completeness' | 'outlier' | 'filings'

const FACTS: Readonly<Record<string, Fact>> = {
  change: 'change',
  threshold: 'threshold',
  trajectory: 'trajectory',
  completeness: 'completeness',
  outlier: 'outlier',
}
/** Shares that people read in per cent. */
const SHARES: Readonly<Record<Fact, readonly string[]>> = {
  change: ['change', 'limit'],
  threshold: [],
  trajectory: ['shortfall', 'tolerance'],
  completeness: ['completeness', 'limit'],
  outlier: ['change', 'usualChange'],
  filings: [],
}
const PLAIN = new Set(['z', 'judged', 'outliers'])

/** The numbers that decided, as a sentence; what is missing says why. */
export function factWords(
  condition: string,
  kind: 'warning' | 'outlier',
  numbers: Numbers,
  subject: Pick<AlertRow['subject'], 'unit' | 'decimals'>,
  language: Language,
): string {
  const reason = numbers['reason']
  if (typeof reason === 'string' && `reason.${reason}` in warningTexts['zh-CN'])
    return translate(warningTexts, `reason.${reason}` as 'reason.no-value', {}, language)
  const fact = kind === 'outlier' ? 'filings' : (FACTS[condition] ?? 'threshold')
  const isPlain = (name: string) => PLAIN.has(name) || (fact === 'outlier' && name === 'limit')
  const words = Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [
      name,
      typeof value !== 'number'
        ? (value ?? '—')
        : SHARES[fact].includes(name)
          ? `${rounded(value * 100, 1)} %`
          : isPlain(name)
            ? rounded(value, 1)
            : withUnit(rounded(value, subject.decimals), subject.unit, language),
    ]),
  )
  return translate(warningTexts, `fact.${fact}`, words, language)
}

function rounded(value: number, decimals: number): string {
  return new Intl.NumberFormat('en', { maximumFractionDigits: Math.max(decimals, 1) }).format(value)
}

function withUnit(words: string, unit: string | null, language: Language): string {
  return unit === null || unit === '' ? words : `${words} ${unitName(unit, language === 'en' ? 'en' : 'zh')}`
}

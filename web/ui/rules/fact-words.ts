import type { FactValue } from '#domain/rules'
import { convert } from '#domain/indicators'
import type { BilingualText } from '#domain/kernel'
import { interpolate } from '../../text/index.ts'
import type { Language } from '../../text/index.ts'
import { verdictTexts } from '../../text/verdicts.ts'
import { figureWords } from '../filings/figures.ts'
import { formatDate } from '../format.ts'
import { say } from '../say.ts'

/** What is known of a fact's name and words; enough to say its value. */
export interface FactName {
  readonly title: BilingualText
  readonly unit: string | null
  readonly words?: readonly { readonly code: string; readonly title: BilingualText }[]
}
/** The name of a fact by its code; undefined: its code is its name. */
export type FactNames = (code: string) => FactName | undefined

const DAY = /^\d{4}-\d{2}-\d{2}$/u

/** A value as a person says it: 1,200 万元, 是, 2025年3月1日, 高新技术企业、专精特新中小企业. Null: 未知. */
export function factWords(
  value: FactValue | null,
  unit: string | null,
  language: Language,
  words: FactName['words'] = [],
): string {
  const texts = verdictTexts[language]
  const word = (code: string) => {
    const found = words.find((each) => each.code === code)
    return found ? say(found.title, language) : code
  }
  if (value === null) return texts.unknown
  if (typeof value === 'boolean') return texts[value ? 'yes' : 'no']
  if (typeof value === 'number') return amountWords(value, unit, language)
  if (typeof value === 'string') return DAY.test(value) ? formatDate(value, language) : word(value)
  return value.length === 0 ? texts.none : value.map(word).join(language === 'en' ? ', ' : '、')
}

/** The word that an expression asks a fact to hold: `list contains(有效资质, "high-tech")`; null: it asks something else. */
export function memberAsked(expression: string, fact: string): string | null {
  const found = /^list contains\((.+),\s*"([^"]+)"\)$/u.exec(expression)
  return found?.[1]?.trim() === fact ? (found[2] ?? null) : null
}

/** To four places. Nobody counts in ten thousands in English: amounts of 万元 are said in yuan there. */
function amountWords(value: number, unit: string | null, language: Language): string {
  const yuan = language === 'en' && unit === '万元' ? convert(value, unit, '元') : null
  return yuan?.ok
    ? figureWords(Math.round(yuan.value), '元', language)
    : figureWords(Number(value.toFixed(4)), unit, language)
}

/** 差 3 件, 差 0.16%, of a ceiling 超出 3 件: rounded up to two places, so that what is lacking never reads as nothing; null where no number says it. */
export function lackingWords(
  lacking: number | null,
  unit: string | null,
  language: Language,
  word: 'lacking' | 'over' = 'lacking',
): string | null {
  if (lacking === null || lacking <= 0) return null
  const texts = verdictTexts[language]
  const rounded = Math.ceil(Number((lacking * 100).toFixed(6))) / 100
  return unit === '天'
    ? interpolate(texts[`${word}Days`], { n: rounded }, language)
    : interpolate(texts[word], { amount: factWords(rounded, unit, language) }, language)
}

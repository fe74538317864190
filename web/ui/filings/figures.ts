import { convert, unitName } from '#domain/indicators'
import { interpolate } from '../../text/index.ts'
import type { Language } from '../../text/index.ts'
import { statisticsTexts } from '../../text/statistics.ts'
import { formatNumber } from '../format.ts'

/** Units of one kind among which a reader may want to see a figure. */
const FAMILIES: readonly (readonly string[])[] = [
  ['元', '千元', '万元', '亿元', '万亿元'],
  ['平方米', '万平方米', '公顷', '亩', '平方公里'],
  ['人', '万人'],
  ['吨标准煤', '万吨标准煤'],
]

/** In English nobody counts in ten thousands: “100 10,000 yuan” is no amount. */
const FAMILIES_IN_ENGLISH: readonly (readonly string[])[] = [
  ['元', '千元', '百万元', '十亿元'],
  ['平方米', '公顷', '平方公里'],
]

/** A figure in the form's unit with separators: 1,234,500 千元. */
export function figureWords(value: number, unit: string | null, language: Language): string {
  const number = formatNumber(value)
  if (unit === null || unit === '1') return number
  return unit === '%' || unit === '‰' ? `${number}${unit}` : `${number} ${unitName(unit, shortOf(language))}`
}

/**
 * The same amount in other units of its kind, as far as the number stays readable: 1,234,500 千元 → 123,450 万元, 12.345 亿元.
 * Empty where there is no other unit.
 */
export function otherUnits(value: number, unit: string | null, language: Language): readonly string[] {
  const families = language === 'en' ? FAMILIES_IN_ENGLISH : FAMILIES
  const family = families.find((units) => unit !== null && units.includes(unit))
  if (family === undefined || unit === null || value === 0) return []
  return family.flatMap((other) => {
    if (other === unit) return []
    const converted = convert(value, unit, other)
    if (!converted.ok) return []
    const size = Math.abs(converted.value)
    if (size < 0.01 || size >= 10_000_000) return []
    const rounded = Number(converted.value.toFixed(4))
    const words = `${formatNumber(rounded)} ${unitName(other, shortOf(language))}`
    return [
      rounded === converted.value
        ? words
        : interpolate(statisticsTexts[language].about, { value: words }, language),
    ]
  })
}

/** The name of a unit in the language of the page. */
export function unitWords(unit: string | null, language: Language): string {
  return unit === null || unit === '1' ? '' : unitName(unit, shortOf(language))
}

function shortOf(language: Language): 'zh' | 'en' {
  return language === 'en' ? 'en' : 'zh'
}

/** 0.9714 → 97.1%; null where nothing was expected. Never 100% while something is missing, never 0% while something came. */
export function shareWords(part: number, whole: number): string | null {
  if (whole <= 0) return null
  const share = part / whole
  const percent = Math.round(share * 1000) / 10
  const shown = percent === 100 && part < whole ? 99.9 : percent === 0 && part > 0 ? 0.1 : percent
  return `${formatNumber(shown)}%`
}

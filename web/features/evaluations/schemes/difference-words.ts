import type { SchemeDifference } from '#domain/evaluation'
import type { Json } from '#domain/kernel'
import { evaluationMethodTexts } from '../../../text/evaluation-methods.ts'
import { evaluationSchemeTexts } from '../../../text/evaluation-schemes.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { translate } from '../../../text/index.ts'
import type { Language } from '../../../text/index.ts'
import { formatNumber } from '../../../ui/format.ts'
import { METHOD_KINDS } from './method-parameters.ts'

/** What is different, in words: 权重, 取数 · 方向, 无量纲化 · 分数上端. */
export function propertyWords(property: string | null, language: Language): string {
  if (property === null) return ''
  return property
    .split('.')
    .filter((part, index, parts) => !(part === 'input' && index < parts.length - 1))
    .map((part) => partWords(part, language))
    .join(' · ')
}

function partWords(part: string, language: Language): string {
  const own = `property.${part}`
  if (Object.hasOwn(evaluationSchemeTexts[language], own))
    return translate(evaluationSchemeTexts, own as 'property.weight', {}, language)
  for (const key of [`kind.${part}`, `parameter.${part}`])
    if (Object.hasOwn(evaluationMethodTexts[language], key))
      return translate(evaluationMethodTexts, key as 'kind.weighting', {}, language)
  return part
}

type Fields = Readonly<Record<string, Json>>

function isFields(value: Json): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const MOST_LETTERS = 160

/** One side of a difference, short enough for a table. */
export function valueWords(value: Json, property: string | null, language: Language): string {
  if (value === null) return translate(evaluationSchemeTexts, 'nothing', {}, language)
  if (typeof value === 'number') {
    const last = property?.split('.').at(-1) ?? ''
    const isShare =
      last === 'availability' || property?.startsWith('weightRange') === true || last === 'share'
    return isShare ? `${formatNumber(Number((value * 100).toPrecision(12)))}%` : formatNumber(value)
  }
  if (typeof value === 'boolean') return translate(evaluationSchemeTexts, value ? 'yes' : 'no', {}, language)
  if (typeof value === 'string') return wordOf(value, property, language)
  if (isFields(value)) return fieldsWords(value, property, language)
  const parts = value.map((one) => valueWords(one, property, language))
  return shortened(parts.join(language === 'en' ? ', ' : '、'))
}

function fieldsWords(value: Fields, property: string | null, language: Language): string {
  const { zh, en, name, method } = value
  if (typeof zh === 'string' && typeof en === 'string')
    return shortened(language === 'en' && en !== '' ? en : zh)
  if (name !== undefined && isFields(name)) return fieldsWords(name, property, language)
  const colon = language === 'en' ? ': ' : '：'
  const rest = Object.entries(value)
    .filter(([key]) => key !== 'method')
    .map(
      ([key, one]) =>
        `${partWords(key, language)} ${valueWords(one, property === null ? key : `${property}.${key}`, language)}`,
    )
  const separator = language === 'en' ? ', ' : '，'
  if (typeof method === 'string') {
    const words = wordOf(method, property, language)
    return shortened(rest.length === 0 ? words : `${words}${colon}${rest.join(separator)}`)
  }
  return shortened(rest.join(separator))
}

function wordOf(value: string, property: string | null, language: Language): string {
  const last = property?.split('.').at(-1) ?? ''
  for (const key of [`${last}.${value}`, `direction.${value}`, `standing.${value}`, `grading.${value}`])
    if (Object.hasOwn(evaluationTexts[language], key) && !/\{/.test(value))
      if (key.startsWith(`${last}.`) || last === 'direction' || last === 'standing' || last === 'grading') {
        const words = translate(evaluationTexts, key as 'direction.more', {}, language)
        if (!words.includes('{')) return words
      }
  const parts = property?.split('.') ?? []
  for (const kind of METHOD_KINDS) {
    const isOf = parts.some((part) => part === kind || part === `${kind}s`)
    const key = `${kind}.${value}.name`
    if (isOf && Object.hasOwn(evaluationMethodTexts[language], key))
      return translate(evaluationMethodTexts, key as 'weighting.given.name', {}, language)
  }
  const choice = `choice.${last}.${value}`
  if (Object.hasOwn(evaluationMethodTexts[language], choice))
    return translate(evaluationMethodTexts, choice as 'choice.ties.min', {}, language)
  return shortened(value)
}

function shortened(text: string): string {
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text
}

/** Of what: a node's name where it has one on either side. */
export function subjectName(
  { subject, code }: SchemeDifference,
  nameOf: (subject: SchemeDifference['subject'], code: string) => string | null,
): string {
  return code === null ? '' : (nameOf(subject, code) ?? code)
}

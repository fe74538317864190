/**
 * Texts in two languages. Each area has a file of its own: `export const texts = defineTexts({ 'zh-CN': {...}, en: {...} })`.
 * The English keys must be exactly the Chinese ones, or it doesn't compile. `{name}` in a text is filled from parameters.
 *
 *   const t = useText(texts)
 *   t('open')            t('found', { n: 3 })
 */
import { useMemo } from 'react'
import { currentLanguage, useLanguage } from './language.ts'
import type { Language } from './language.ts'

export { LANGUAGES, currentLanguage, setLanguage, useLanguage } from './language.ts'
export type { Language } from './language.ts'

export interface Texts<K extends string> {
  readonly 'zh-CN': Readonly<Record<K, string>>
  readonly en: Readonly<Record<K, string>>
}

export function defineTexts<const Z extends Readonly<Record<string, string>>>(texts: {
  readonly 'zh-CN': Z
  readonly en: { readonly [K in keyof Z]: string }
}): Texts<keyof Z & string> {
  return texts
}

export type TextParams = Readonly<Record<string, unknown>>
export type Translate<K extends string> = (key: K, params?: TextParams) => string

/**
 * Fills `{name}`, and for English plurals `{n|day|days}` by whether `n` is 1. Numbers get thousands separators, lists are
 * joined, what is missing stays visible as `{name}`.
 */
export function interpolate(text: string, params: TextParams = {}, language: Language = 'zh-CN'): string {
  return text.replace(
    /\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g,
    (whole, name: string, one?: string, many?: string) => {
      const value = params[name]
      if (value === undefined) return whole
      return (many === undefined ? undefined : value === 1 ? one : many) ?? spoken(value, language)
    },
  )
}

function spoken(value: unknown, language: Language): string {
  if (typeof value === 'number') return new Intl.NumberFormat('en').format(value)
  if (Array.isArray(value))
    return value.map((each) => spoken(each, language)).join(language === 'en' ? ', ' : '、')
  if (value === null) return '—'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Outside components, e.g. in a callback that runs once. */
export function translate<K extends string>(
  texts: Texts<K>,
  key: K,
  params?: TextParams,
  language = currentLanguage(),
): string {
  return interpolate(texts[language][key], params, language)
}

export function useText<K extends string>(texts: Texts<K>): Translate<K> {
  const language = useLanguage()
  return useMemo(
    () => (key: K, params?: TextParams) => interpolate(texts[language][key], params, language),
    [texts, language],
  )
}

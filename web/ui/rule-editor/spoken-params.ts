import { useCallback } from 'react'
import { useLanguage } from '../../text/index.ts'
import type { Language } from '../../text/index.ts'
import { say } from '../say.ts'

function isBilingual(value: unknown): value is { readonly zh: string; readonly en: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'zh' in value &&
    'en' in value &&
    typeof value.zh === 'string' &&
    typeof value.en === 'string'
  )
}

/** Parameters of a finding as a sentence takes them: words of the language, examples as 名称 = 值. */
export function spokenParams(
  params: Readonly<Record<string, unknown>>,
  language: Language,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (isBilingual(value)) return [name, say(value, language)]
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [name, value]
      return [name, Object.entries(value).map(([fact, of]) => `${fact} = ${spokenValue(of)}`)]
    }),
  )
}

function spokenValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export function useSpokenParams(): (
  params: Readonly<Record<string, unknown>>,
) => Readonly<Record<string, unknown>> {
  const language = useLanguage()
  return useCallback((params) => spokenParams(params, language), [language])
}

import { useCallback } from 'react'
import type { BilingualText } from '#domain/kernel'
import { useLanguage } from '../text/index.ts'
import type { Language } from '../text/index.ts'

/** A name that comes in both languages, e.g. of a procedure or a step. Names nobody has translated stay Chinese. */
export function say(text: BilingualText, language: Language): string {
  return language === 'en' && text.en ? text.en : text.zh
}

/** `say` in the language of the page. */
export function useSay(): (text: BilingualText) => string {
  const language = useLanguage()
  return useCallback((text) => say(text, language), [language])
}

import { useLanguage } from '../../../text/index.ts'
import type { Language } from '../../../text/index.ts'

type Names = Readonly<Record<string, { readonly zh: string; readonly en: string }>>

/** The name of a unit in the language of the page; its code where it has none. */
export function unitNameIn(names: Names, unit: string, language: Language): string {
  const name = names[unit]
  if (name === undefined) return unit
  return language === 'en' && name.en ? name.en : name.zh
}

/** A name that stays Chinese on an English page is marked as being Chinese. */
export function NameWords({ of: name }: { readonly of: { readonly zh: string; readonly en: string } }) {
  const language = useLanguage()
  const isEnglish = language === 'en' && name.en !== ''
  return (
    <span lang={language === 'en' && !isEnglish ? 'zh' : undefined}>{isEnglish ? name.en : name.zh}</span>
  )
}

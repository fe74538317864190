import type { Body } from '#contract/ledger'
import type { Language } from '../../../text/index.ts'

/** A body's short name in the language of the page. */
export function bodyName(body: Pick<Body, 'name' | 'nameEn'>, language: Language): string {
  return language === 'en' && body.nameEn ? body.nameEn : body.name
}

/** Bodies one after another: 、 in Chinese, commas in English. */
export function bodyNames(bodies: readonly Pick<Body, 'name' | 'nameEn'>[], language: Language): string {
  return bodies.map((body) => bodyName(body, language)).join(language === 'en' ? ', ' : '、')
}

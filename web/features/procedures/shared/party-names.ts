import type { BilingualText } from '#domain/kernel'
import { say } from '../../../ui/say.ts'
import type { Language } from '../../../text/index.ts'

/** Names one after another: 、 in Chinese, commas in English. */
export function listNames(names: readonly BilingualText[], language: Language): string {
  return names.map((name) => say(name, language)).join(language === 'en' ? ', ' : '、')
}

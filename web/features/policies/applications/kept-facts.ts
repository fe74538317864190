import { Source, FactValue } from '#contract/rules'
import type { FactSource } from '#domain/rules'
import type { Language } from '../../../text/index.ts'
import { factWords } from '../../../ui/rules/fact-words.ts'
import type { FactName } from '../../../ui/rules/fact-words.ts'

/** A value as it was kept with an application: said like a fact's; what is none is shown as it is. */
export function keptFactWords(
  value: unknown,
  unit: string | null,
  language: Language,
  words: FactName['words'] = [],
): string {
  if (value === null) return factWords(null, unit, language)
  const parsed = FactValue.safeParse(value)
  return parsed.success ? factWords(parsed.data, unit, language, words) : JSON.stringify(value)
}

/** Where it was from, as it was kept; null: nothing was, or it cannot be read. */
export function keptSource(source: unknown): FactSource | null {
  const parsed = Source.safeParse(source)
  return parsed.success ? parsed.data : null
}

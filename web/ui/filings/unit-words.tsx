import { useFormat } from '../format.ts'
import { unitWords } from './figures.ts'

/** A unit in the language of the page. */
export function UnitWords({ unit }: { readonly unit: string | null }) {
  const { language } = useFormat()
  return unitWords(unit, language)
}

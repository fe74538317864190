import type { ParkRef, UnitRef } from '#contract/statistics'
import type { Language } from '../../text/index.ts'

/** The name in the language of the page, where there is one. */
export function unitNameOf(unit: Pick<UnitRef, 'name' | 'nameEn'>, language: Language): string {
  return language === 'en' && unit.nameEn ? unit.nameEn : unit.name
}

export function parkNameOf(park: Pick<ParkRef, 'name' | 'nameEn'>, language: Language): string {
  return language === 'en' && park.nameEn ? park.nameEn : park.name
}

/** The page of one filing. */
export function filingHref(unitId: string, form: string, period: string): string {
  return `/statistics/filings/${unitId}/${encodeURIComponent(form)}/${period}`
}

/** The page of one period of a form. */
export function collectionHref(form: string, period: string): string {
  return `/statistics/collections/${encodeURIComponent(form)}/${period}`
}

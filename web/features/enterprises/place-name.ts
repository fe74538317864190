import type { Language } from '../../text/index.ts'

export function placeName(
  place: { readonly name: string; readonly nameEn: string },
  language: Language,
): string {
  return language === 'en' && place.nameEn ? place.nameEn : place.name
}

import type { Language } from '../../text/index.ts'
import { interpolate } from '../../text/index.ts'
import { enterpriseTexts } from '../../text/enterprises.ts'
import type { CodeList } from './classification-words.ts'
import { placeName } from './place-name.ts'
import type { Enterprise } from './queries.ts'

export type Stretch = Enterprise['stretches'][number]

/** What may change from one stretch to the next, in the order in which it is told. */
export const WATCHED = [
  'name',
  'nameEn',
  'status',
  'successor',
  'registrationPark',
  'operationPark',
  'registrationDistrict',
  'operationDistrict',
  'cluster',
  'address',
  'industry',
  'field',
  'sizeClass',
  'rung',
  'highTech',
  'aboveScale',
] as const satisfies readonly (keyof Stretch)[]
export type Watched = (typeof WATCHED)[number]

export type CodeName = (list: CodeList, code: string | null) => string | null

/** A value as people read it; — where nothing is recorded. */
export function stretchValue(stretch: Stretch, key: Watched, codeName: CodeName, language: Language): string {
  const texts = enterpriseTexts[language]
  switch (key) {
    case 'name':
    case 'nameEn':
    case 'address':
      return stretch[key] ?? '—'
    case 'status':
      return texts[`status.${stretch.status}`]
    case 'successor':
      return stretch.successor?.name ?? '—'
    case 'registrationPark':
    case 'operationPark': {
      const place = stretch[key]
      return place ? placeName(place, language) : texts.outside
    }
    case 'registrationDistrict':
    case 'operationDistrict': {
      const place = stretch[key]
      return place ? placeName(place, language) : '—'
    }
    case 'cluster':
    case 'industry':
    case 'field':
    case 'rung':
      return codeName(key, stretch[key]) ?? '—'
    case 'sizeClass':
      return codeName('size', stretch.sizeClass) ?? '—'
    case 'highTech':
    case 'aboveScale':
      return texts[stretch[key] ? 'yes' : 'no']
  }
}

/** What changed at the beginning of a stretch, each with what it was: 规模 小型 → 中型. */
export function stretchChanges(
  stretch: Stretch,
  before: Stretch | undefined,
  codeName: CodeName,
  language: Language,
): readonly { readonly key: Watched; readonly words: string }[] {
  if (before === undefined) return []
  const texts = enterpriseTexts[language]
  return WATCHED.filter((key) => stretch.changed.includes(key)).map((key) => {
    const from = stretchValue(before, key, codeName, language)
    const to = stretchValue(stretch, key, codeName, language)
    return { key, words: `${texts[`change.${key}`]} ${interpolate(texts.from, { from, to }, language)}` }
  })
}

/** The stretch that held before each: the last one above it that still holds. */
export function heldBefore(stretches: readonly Stretch[], index: number): Stretch | undefined {
  return stretches.slice(0, index).findLast(({ knownTo }) => knownTo === null)
}

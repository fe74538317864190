import type { Rhythm } from './duty.ts'

const WORDS: readonly (readonly [Rhythm, RegExp])[] = [
  ['half-year', /每半(?:个)?年|半年一次|按半年|逐半年/u],
  ['quarter', /每(?:一)?个?季|季季|逐季|按季|季度一次|一季度一次/u],
  ['month', /每(?:一)?个?月|月月|逐月|按月|(?<!\d)(?:一|1)个?月一次/u],
  ['week', /每(?:一)?个?(?:周|星期)|周周|逐周|按周/u],
  // 每半年 is taken above; 每年度 and 每年 here.
  ['year', /每(?:一)?个?(?:自然)?年|年年|逐年|按年度?|(?<!半)(?:一|1)?年度?一次/u],
]

/**
 * How often, where the words say it in one of the rhythms: 每季度 is a quarter. Null for 定期, for a rhythm that the ledger
 * does not have (每日, 每两年), and where the words name more than one: a person must choose.
 */
export function rhythmOfWords(text: string): Rhythm | null {
  const found = WORDS.filter(([, pattern]) => pattern.test(text))
  return found.length === 1 ? (found[0]?.[0] ?? null) : null
}

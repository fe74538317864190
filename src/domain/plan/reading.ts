import type { Span } from './types.ts'

/**
 * The text as the rules read it, and the way back. `clean` is the original with traditional characters simplified,
 * pinyin annotations dropped and width unified; `toOriginal[i]` is the offset of clean character i in the original, with
 * one more entry for the end. Every rule works on `clean` and reports spans through `spanOf`.
 */
export interface Reading {
  readonly original: string
  readonly clean: string
  /** Length clean.length + 1, non-decreasing. */
  readonly toOriginal: Uint32Array
  readonly lines: readonly Line[]
}

export interface Line {
  /** 1-based, as the original counts its \n. */
  readonly number: number
  /** Offsets into `clean`, line indent and trailing blanks left out. */
  readonly start: number
  readonly end: number
  readonly text: string
  /** Page chrome, adverts, forms, stray contents: no rule but `noise` may look at it. */
  readonly noise: boolean
}

/** The original span of clean characters from..to (to exclusive); an annotation after the last character is included. */
export function spanOf(reading: Reading, from: number, to: number): Span {
  return { start: reading.toOriginal[from] ?? 0, end: endInOriginal(reading, to) }
}

function endInOriginal(reading: Reading, to: number): number {
  return reading.toOriginal[to] ?? reading.original.length
}

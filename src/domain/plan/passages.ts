import type { Reading } from './reading.ts'
import type { HeadingNode, SectionRole, Structure } from './structure.ts'

/** A stretch of running text that figures and rules are read from, with its section. */
export interface Passage {
  readonly from: number
  readonly to: number
  readonly role: SectionRole
  readonly heading: HeadingNode | null
}

/**
 * The blocks of the structure and the headings themselves (a heading may set a goal: 建设五个百亿级产业园), in the order of
 * the text, without noise and without overlaps.
 */
export function passagesOf(reading: Reading, structure: Structure): Passage[] {
  const blocks = structure.blocks.map(({ from, to, role, heading }) => ({ from, to, role, heading }))
  const titles = structure.headings.map((heading) => ({
    from: heading.from,
    to: heading.to,
    role: heading.role,
    heading,
  }))
  const all = [...blocks, ...titles]
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.from - b.from || b.to - a.to)
  const passages: Passage[] = []
  let end = -1
  for (const passage of all) {
    const from = Math.max(passage.from, end)
    if (from >= passage.to) continue
    passages.push({ ...passage, from, role: roleOf(reading.clean, passage) })
    end = passage.to
  }
  return passages
}

const REVIEW = /(?:回顾|完成情况|工作成效|主要成效|取得的?成[效就绩]|发展成[效就])$/u
const LOOKING_BACK =
  /^[*#\s]*(?:[一二三四五十]年来|过去的?[一五]年|近年来|“十[一二三四五]五”(?:以来|时期以来))/u

/** A review of the past is background, whatever its headings have lost. */
function roleOf(text: string, passage: Passage): SectionRole {
  if (passage.role === 'goals' || passage.role === 'articles' || passage.role === 'background')
    return passage.role
  if (LOOKING_BACK.test(text.slice(passage.from, passage.from + 20))) return 'background'
  for (let heading = passage.heading; heading !== null; heading = heading.parent) {
    if (REVIEW.test(heading.title) || LOOKING_BACK.test(heading.title)) return 'background'
  }
  return passage.role
}

/** Character codes, since every figure of a text looks for these many times over. */
const SENTENCE_END = codesOf('。!?!?\n')
const CLAUSE_END = codesOf(',,;;。::!?!?\n')

function codesOf(characters: string): ReadonlySet<number> {
  return new Set(Array.from(characters, (character) => character.charCodeAt(0)))
}

/** Start of the sentence that holds `at`, not before `floor`. */
export function sentenceStart(text: string, at: number, floor: number): number {
  return scanBack(text, at, floor, SENTENCE_END)
}

export function sentenceEnd(text: string, at: number, ceiling: number): number {
  return scanForward(text, at, ceiling, SENTENCE_END)
}

/** Start of the clause: after the last comma, semicolon, colon or full stop. */
export function clauseStart(text: string, at: number, floor: number): number {
  return scanBack(text, at, floor, CLAUSE_END)
}

export function clauseEnd(text: string, at: number, ceiling: number): number {
  return scanForward(text, at, ceiling, CLAUSE_END)
}

/** A clause of a policy text is seldom longer; the limit keeps a text without punctuation linear. */
const FURTHEST = 400

function scanBack(text: string, at: number, floor: number, stop: ReadonlySet<number>): number {
  const lowest = Math.max(floor, at - FURTHEST)
  let from = at
  while (from > lowest && !stop.has(text.charCodeAt(from - 1))) from--
  return from
}

function scanForward(text: string, at: number, ceiling: number, stop: ReadonlySet<number>): number {
  const highest = Math.min(ceiling, at + FURTHEST)
  let to = at
  while (to < highest && !stop.has(text.charCodeAt(to))) to++
  return to
}

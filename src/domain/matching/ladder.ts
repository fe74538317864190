/**
 * The ladder of enterprises (梯度培育): rungs in order, each with the qualification that marks holding it, the rule that admits to it, and
 * rungs that have to be held before. Pure functions over qualifications and over answers of the rules; nothing is judged here.
 */
import { accepted, refused, type BilingualText, type Issue, type Outcome } from '#domain/kernel'
import type { FactColumn, RuleNode, VerdictAnswer } from '#domain/rules'
import { ANSWER_CODES } from '#domain/rules'
import { z } from 'zod'
import { bilingual, code, ruleNode, words } from './schema-parts.ts'
import { shapeIssues, sizeIssue } from './shape-issues.ts'

export interface LadderRung {
  readonly code: string
  readonly title: BilingualText
  /** For the heads of narrow columns; null: the title is short enough. */
  readonly short: BilingualText | null
  /** Code of the qualification that marks holding it; null: nothing marks it yet, so nobody holds it. */
  readonly qualification: string | null
  /** Rungs to be held before. */
  readonly requires: readonly string[]
  readonly rule: RuleNode
  /** Null: it does not run out. */
  readonly validityYears: number | null
}

export interface LadderReminder {
  readonly code: string
  readonly title: BilingualText
  readonly description: BilingualText | null
  readonly rule: RuleNode
}

export interface Ladder {
  readonly code: string
  readonly title: BilingualText
  /** From the lowest. */
  readonly rungs: readonly LadderRung[]
  /** Beside the ladder, such as 高新技术企业: held or not, neither above nor below. */
  readonly marks: readonly LadderRung[]
  readonly reminders: readonly LadderReminder[]
}

const rung = z.strictObject({
  code,
  title: bilingual,
  short: bilingual.nullable().default(null),
  qualification: words(100).nullable(),
  requires: z.array(code).max(50),
  rule: ruleNode,
  validityYears: z.number().positive().max(100).nullable(),
})
const ladder = z.strictObject({
  code,
  title: bilingual,
  rungs: z.array(rung).min(1).max(50),
  marks: z.array(rung).max(50),
  reminders: z
    .array(
      z.strictObject({
        code,
        title: bilingual,
        description: bilingual.nullable().default(null),
        rule: ruleNode,
      }),
    )
    .max(50),
})

/** A ladder, as parsed JSON. Codes are unique; a rung requires rungs below it only, so nobody waits for himself. */
export function parseLadder(json: unknown): Outcome<Ladder> {
  const size = sizeIssue(json)
  if (size !== null) return refused(size)
  const parsed = ladder.safeParse(json)
  if (!parsed.success) return refused(...shapeIssues('matching.ladder_shape', parsed.error))
  const { rungs, marks, reminders } = parsed.data
  const all = [...rungs, ...marks, ...reminders].map((one) => one.code)
  const twice = all.filter((name, at) => all.indexOf(name) < at)
  const issues: Issue[] = twice.map((name) => ({
    code: 'matching.ladder_code_twice',
    params: { rung: name },
  }))
  for (const [at, one] of [...rungs, ...marks].entries())
    for (const required of one.requires) {
      const below = rungs.findIndex((other) => other.code === required)
      if (below === -1)
        issues.push({ code: 'matching.ladder_unknown_rung', params: { rung: one.code, required } })
      else if (at < rungs.length && below >= at)
        issues.push({ code: 'matching.ladder_not_below', params: { rung: one.code, required } })
    }
  return issues.length > 0 ? refused(...issues) : accepted(parsed.data)
}

/** What the rule of a rung says of one enterprise. */
export interface RungAnswer {
  readonly answer: VerdictAnswer
  /** See `distance` of a verdict. */
  readonly distance: number | null
  readonly near: boolean
}

export interface LadderStanding {
  /** The highest rung held; null: none. */
  readonly held: string | null
  readonly marks: readonly string[]
  /** The highest rung above it whose rule says yes and whose prerequisites are held; null: none. */
  readonly attainable: string | null
  /** The lowest rung above the one held whose prerequisites are held; null: at the top, or the way is barred. */
  readonly next: string | null
  /** Of the next rung’s rule. */
  readonly answer: VerdictAnswer | null
  readonly distance: number | null
  /** Whether it is worth a visit: qualified, near, or undetermined for the next rung. */
  readonly potential: 'qualified' | 'near' | 'undetermined' | null
}

/** The highest rung that the qualifications mark; null: none. */
export function rungOf(
  { rungs }: Pick<Ladder, 'rungs'>,
  qualifications: ReadonlySet<string>,
): LadderRung | null {
  return rungs.findLast((one) => one.qualification !== null && qualifications.has(one.qualification)) ?? null
}

/**
 * The rungs that count as held: those that are marked, and whatever these require, since they were held before. A 小巨人 whose older
 * 专精特新 record has run out still is one.
 */
export function heldRungs(
  { rungs }: Pick<Ladder, 'rungs'>,
  qualifications: ReadonlySet<string>,
): ReadonlySet<string> {
  const held = new Set<string>()
  for (const one of rungs.toReversed())
    if (held.has(one.code) || (one.qualification !== null && qualifications.has(one.qualification))) {
      held.add(one.code)
      for (const required of one.requires) held.add(required)
    }
  return held
}

export function nextRung(
  { rungs }: Pick<Ladder, 'rungs'>,
  qualifications: ReadonlySet<string>,
): LadderRung | null {
  const held = heldRungs({ rungs }, qualifications)
  const at = rungs.findLastIndex((one) => held.has(one.code))
  return rungs.slice(at + 1).find(({ requires }) => requires.every((name) => held.has(name))) ?? null
}

/** Where one enterprise stands. `answers`: of the rungs’ rules, by the code of the rung; one that is missing is undetermined. */
export function standingOn(
  { rungs, marks }: Pick<Ladder, 'rungs' | 'marks'>,
  qualifications: ReadonlySet<string>,
  answers: ReadonlyMap<string, RungAnswer>,
): LadderStanding {
  const held = heldRungs({ rungs }, qualifications)
  const at = rungs.findLastIndex((one) => held.has(one.code))
  const open = rungs.slice(at + 1).filter(({ requires }) => requires.every((name) => held.has(name)))
  const attainable = open.findLast((one) => answers.get(one.code)?.answer === 'yes')
  const [next] = open
  const answer = next === undefined ? undefined : answers.get(next.code)
  return {
    held: rungs[at]?.code ?? null,
    marks: marks
      .filter((mark) => mark.qualification !== null && qualifications.has(mark.qualification))
      .map((mark) => mark.code),
    attainable: attainable?.code ?? null,
    next: next?.code ?? null,
    answer: next === undefined ? null : (answer?.answer ?? 'undetermined'),
    distance: answer?.distance ?? null,
    potential: next === undefined ? null : potentialOf(answer),
  }
}

function potentialOf(answer: RungAnswer | undefined): LadderStanding['potential'] {
  if (answer === undefined || answer.answer === 'undetermined') return 'undetermined'
  if (answer.answer === 'yes') return 'qualified'
  return answer.near ? 'near' : null
}

/** The answers of a rung’s rule over all rows. */
export interface RungColumn {
  /** By row: ANSWER_CODES. */
  readonly answers: Uint8Array
  readonly distances: Float32Array | null
  /** Of the rule, or the book. */
  readonly nearLimit: number
}

/**
 * The same for many, row by row. A row whose qualifications are unknown holds nothing that is known; whether it is undetermined for
 * the next rung is for the rules to say.
 */
export function* standingsOver(
  steps: Pick<Ladder, 'rungs' | 'marks'>,
  qualifications: Extract<FactColumn, { readonly type: 'texts' }>,
  columns: ReadonlyMap<string, RungColumn>,
): Generator<LadderStanding, void, undefined> {
  const { starts, codes, known, words: names } = qualifications
  for (let row = 0; row < known.length; row += 1) {
    const held = new Set<string>()
    if (known[row] === 1)
      for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at += 1) {
        const name = names[codes[at] ?? -1]
        if (name !== undefined) held.add(name)
      }
    const answers = new Map<string, RungAnswer>()
    for (const [name, column] of columns) answers.set(name, answerAt(column, row))
    yield standingOn(steps, held, answers)
  }
}

function answerAt({ answers, distances, nearLimit }: RungColumn, row: number): RungAnswer {
  const value = answers[row]
  const answer: VerdictAnswer =
    value === ANSWER_CODES.yes ? 'yes' : value === ANSWER_CODES.no ? 'no' : 'undetermined'
  const distance = distances?.[row]
  const known = distance === undefined || Number.isNaN(distance) ? null : distance
  return { answer, distance: known, near: answer === 'no' && known !== null && known <= nearLimit }
}

/** A rung’s code; `none`: on the register without a rung; `absent`: not on the register of the zone then. */
export type LadderPlace = string

export interface LadderMovement {
  /** Only those that are not zero, from the lowest place. */
  readonly cells: readonly { readonly from: LadderPlace; readonly to: LadderPlace; readonly count: number }[]
  readonly risen: number
  readonly fallen: number
  readonly same: number
  /** From absent, to absent. */
  readonly entered: number
  readonly left: number
}

/** Who moved from where to where between two dates. What was absent both times is nobody. */
export function ladderMovement(
  { rungs }: Pick<Ladder, 'rungs'>,
  moves: Iterable<{ readonly from: LadderPlace; readonly to: LadderPlace }>,
): LadderMovement {
  const places = ['absent', 'none', ...rungs.map((one) => one.code)]
  const height = new Map(places.map((place, at) => [place, at]))
  const counts = new Map<string, { from: string; to: string; count: number }>()
  let [risen, fallen, same, entered, left] = [0, 0, 0, 0, 0]
  for (const { from, to } of moves) {
    if (from === 'absent' && to === 'absent') continue
    const key = JSON.stringify([from, to])
    const cell = counts.get(key) ?? { from, to, count: 0 }
    cell.count += 1
    counts.set(key, cell)
    const up = (height.get(to) ?? 1) - (height.get(from) ?? 1)
    if (from === 'absent') entered += 1
    else if (to === 'absent') left += 1
    else if (up > 0) risen += 1
    else if (up < 0) fallen += 1
    else same += 1
  }
  const order = (place: string): number => height.get(place) ?? 1
  const cells = [...counts.values()].sort(
    (a, b) => order(a.from) - order(b.from) || order(a.to) - order(b.to),
  )
  return { cells, risen, fallen, same, entered, left }
}

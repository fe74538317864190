import {
  ANSWER_CODES,
  deriveFacts,
  judge,
  judgeColumns,
  scoreOf,
  sheetFromBase,
  type AnswerColumn,
  type CompiledRuleBook,
  type FactBase,
  type ScoreSheet,
  type Verdict,
} from '#domain/rules'
import { conditionsOf } from '#domain/matching'
import type { StandingDetail, VerdictAnswer } from './contract.ts'
import { ruleCode, type LadderFile, type LadderStep } from './ladder-file.ts'

/** The fact that says which qualifications an enterprise holds on the day of judgement. */
export const QUALIFICATIONS = '有效资质'

/** Where one enterprise stands. */
export interface Standing {
  readonly held: string | null
  readonly marks: readonly string[]
  readonly attainable: string | null
  readonly next: string | null
  readonly answer: VerdictAnswer | null
  readonly near: boolean
  readonly distance: number | null
  readonly reminders: readonly string[]
}

/** Every enterprise of a base: rows in its order. */
export function judgeLadder(
  ladder: LadderFile,
  compiled: CompiledRuleBook,
  base: FactBase,
  nearLimit: number,
): Standing[] {
  const rules = [...ladder.rungs, ...ladder.marks, ...ladder.reminders].map(({ code }) => ruleCode(code))
  const columns = new Map(
    judgeColumns(compiled, base, { rules, distances: true }).map((column) => [column.rule, column]),
  )
  const columnOf = (code: string): AnswerColumn => {
    const column = columns.get(ruleCode(code))
    if (column === undefined) throw new Error(`the ladder has no rule for ${code}`)
    return column
  }
  const holdings = holdingsOf(base)
  return base.ids.map((_, row): Standing => {
    const { held, next, attainable, marks } = placeOf(ladder, holdings(row), (step) =>
      answerAt(columnOf(step.code), row),
    )
    const column = next === null ? null : columnOf(next.code)
    const distance = column === null ? null : distanceAt(column, row)
    const answer = column === null ? null : answerAt(column, row)
    return {
      held,
      marks,
      attainable,
      next: next?.code ?? null,
      answer,
      near: answer === 'no' && distance !== null && distance <= Math.fround(next?.nearLimit ?? nearLimit),
      distance: answer === 'yes' ? 0 : distance,
      reminders: ladder.reminders
        .filter(({ code }) => answerAt(columnOf(code), row) === 'yes')
        .map(({ code }) => code),
    }
  })
}

/**
 * The highest rung that is held; the next one above it whose prerequisites are held (who stands on a rung has been on those below);
 * the highest above it that the rules admit to now.
 */
export function placeOf(
  ladder: LadderFile,
  qualifications: ReadonlySet<string>,
  answerOf: (step: LadderStep) => VerdictAnswer,
): {
  readonly held: string | null
  readonly next: LadderStep | null
  readonly attainable: string | null
  readonly marks: readonly string[]
} {
  const holds = ({ qualification }: LadderStep) => qualification !== null && qualifications.has(qualification)
  const height = ladder.rungs.findLastIndex(holds)
  const marks = ladder.marks.filter(holds).map(({ code }) => code)
  const passed = new Set([...ladder.rungs.slice(0, height + 1).map(({ code }) => code), ...marks])
  const open = ladder.rungs
    .slice(height + 1)
    .filter(({ requires }) => requires.every((required) => passed.has(required)))
  return {
    held: ladder.rungs[height]?.code ?? null,
    next: open[0] ?? null,
    attainable: open.findLast((step) => answerOf(step) === 'yes')?.code ?? ladder.rungs[height]?.code ?? null,
    marks,
  }
}

function holdingsOf(base: FactBase): (row: number) => ReadonlySet<string> {
  const column = base.columns.get(QUALIFICATIONS)
  if (column?.type !== 'texts') return () => NONE
  const { starts, codes, words, known } = column
  return (row) => {
    if (known[row] !== 1) return NONE
    const held = new Set<string>()
    for (let place = starts[row] ?? 0; place < (starts[row + 1] ?? 0); place++) {
      const word = words[codes[place] ?? -1]
      if (word !== undefined) held.add(word)
    }
    return held
  }
}
const NONE: ReadonlySet<string> = new Set()

function answerAt(column: AnswerColumn, row: number): VerdictAnswer {
  const code = column.answers[row]
  if (code === ANSWER_CODES.yes) return 'yes'
  return code === ANSWER_CODES.undetermined ? 'undetermined' : 'no'
}

function distanceAt(column: AnswerColumn, row: number): number | null {
  const distance = column.distances?.[row] ?? Number.NaN
  // A single float: what a person reads of it has six figures.
  return Number.isFinite(distance) ? Number(distance.toPrecision(6)) : null
}

const MOST_LACKING = 6
const MOST_MISSING = 8

/** What lies before an enterprise, in short; worked out for those only who are worth a visit. */
export function detailOf(
  step: LadderStep,
  compiled: CompiledRuleBook,
  base: FactBase,
  row: number,
  scores: readonly ScoreSheet[],
  distance: number | null,
): StandingDetail {
  const sheet = deriveFacts(compiled, sheetFromBase(base, row))
  const verdict = judge(compiled, ruleCode(step.code), sheet)
  const score = scoreIn(step, scores)
  const points = score === null ? null : scoreOf(compiled, score.code, sheet)
  return {
    distance,
    ...inShort(verdict),
    points:
      score === null || points === null
        ? null
        : {
            score: score.code,
            title: { ...score.title },
            low: points.low,
            high: points.high,
            maximum: points.maximum,
          },
  }
}

export function inShort({
  way,
  missing,
}: Pick<Verdict, 'way' | 'missing'>): Pick<StandingDetail, 'lacking' | 'missing' | 'missingMore'> {
  return {
    lacking: (way ?? []).slice(0, MOST_LACKING).map(({ condition, title, lacking, unit }) => ({
      condition,
      title: { ...title },
      lacking,
      unit,
    })),
    missing: missing.slice(0, MOST_MISSING).map(({ fact, by }) => ({ fact, by })),
    missingMore: Math.max(0, missing.length - MOST_MISSING),
  }
}

/** The score that a rung’s conditions ask for: the first that they name. */
export function scoreIn({ rule }: LadderStep, scores: readonly ScoreSheet[]): ScoreSheet | null {
  const asked = conditionsOf(rule).map(({ when }) => when)
  return scores.find(({ code }) => asked.some((when) => when.includes(code))) ?? null
}

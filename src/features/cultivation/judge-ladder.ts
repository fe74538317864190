import {
  ANSWER_CODES,
  deriveFacts,
  judgeBriefly,
  judgeColumns,
  scoreOf,
  sheetFromBase,
  type CompiledRuleBook,
  type FactBase,
  type FactColumn,
  type ScoreSheet,
  type Verdict,
} from '#domain/rules'
import {
  conditionsOf,
  standingsOver,
  type Ladder,
  type LadderRung,
  type LadderStanding,
  type RungColumn,
} from '#domain/matching'
import type { StandingDetail } from './contract.ts'
import { ruleCode, stepsOf } from './ladder-file.ts'

/** The fact that says which qualifications an enterprise holds on the day of judgement. */
export const QUALIFICATIONS = '有效资质'

/** Where one enterprise stands, and of what it is to be reminded. */
export interface Standing extends LadderStanding {
  readonly reminders: readonly string[]
}

/** Every enterprise of a base: rows in its order. */
export function judgeLadder(
  ladder: Ladder,
  compiled: CompiledRuleBook,
  base: FactBase,
  nearLimit: number,
): Standing[] {
  const codes = [...stepsOf(ladder), ...ladder.reminders].map(({ code }) => code)
  const judged = new Map(
    judgeColumns(compiled, base, { rules: codes.map(ruleCode), distances: true }).map((column) => [
      column.rule,
      column,
    ]),
  )
  const columns = new Map(
    ladder.rungs.flatMap(({ code }): [string, RungColumn][] => {
      const column = judged.get(ruleCode(code))
      // Distances in columns are single floats: 0.2 is a little more there.
      return column === undefined ? [] : [[code, { ...column, nearLimit: Math.fround(nearLimit) }]]
    }),
  )
  const standings = [...standingsOver(ladder, qualificationsOf(base), columns)]
  return standings.map((standing, row) => ({
    ...standing,
    distance: standing.distance === null ? null : Number(standing.distance.toPrecision(6)),
    reminders: ladder.reminders
      .filter(({ code }) => judged.get(ruleCode(code))?.answers[row] === ANSWER_CODES.yes)
      .map(({ code }) => code),
  }))
}

type TextsColumn = Extract<FactColumn, { readonly type: 'texts' }>

/** A zone whose facts do not tell qualifications has nobody on a rung. */
function qualificationsOf({ ids, columns }: FactBase): TextsColumn {
  const column = columns.get(QUALIFICATIONS)
  if (column?.type === 'texts') return column
  return {
    type: 'texts',
    starts: new Int32Array(ids.length + 1),
    codes: new Int32Array(0),
    known: new Uint8Array(ids.length),
    words: [],
  }
}

const MOST_LACKING = 6
const MOST_MISSING = 8

/** What lies before an enterprise, in short; worked out for those only who are worth a visit. */
export function detailOf(
  step: LadderRung,
  compiled: CompiledRuleBook,
  base: FactBase,
  row: number,
  scores: readonly ScoreSheet[],
  distance: number | null,
): StandingDetail {
  const sheet = deriveFacts(compiled, sheetFromBase(base, row))
  const verdict = judgeBriefly(compiled, ruleCode(step.code), sheet)
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
export function scoreIn({ rule }: LadderRung, scores: readonly ScoreSheet[]): ScoreSheet | null {
  const asked = conditionsOf(rule).map(({ when }) => when)
  return scores.find(({ code }) => asked.some((when) => when.includes(code))) ?? null
}

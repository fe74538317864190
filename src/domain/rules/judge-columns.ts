/**
 * Rules, amounts and scores over a whole base, in blocks of rows. The same answers, numbers and distances as judging each row by
 * itself; see `block-judge.ts`.
 */
import { BlockDistances, UNREACHABLE } from './block-distances.ts'
import { BlockJudge } from './block-judge.ts'
import { MILLION } from './distance.ts'
import type { FactBase } from './fact.ts'
import { compiledRule } from './judge.ts'
import { BLOCK_ROWS } from './number-block.ts'
import type { CompiledRuleBook, CompiledScore, RuleExpression } from './rule-expression.ts'
import type { Bounds } from './row-bounds.ts'
import type { RowJudge } from './row-judge.ts'
import { groupBounds, totalBounds } from './row-scores.ts'
import type { AnswerColumn } from './verdict.ts'

export interface ColumnOptions {
  /** Codes of the rules wanted; all without it. */
  readonly rules?: readonly string[]
  /** Distances, and with them how many are near; without it `counts.near` is 0. */
  readonly distances?: boolean
}

export function judgeColumns(
  compiled: CompiledRuleBook,
  base: FactBase,
  { rules = [...compiled.rules.keys()], distances: measured = false }: ColumnOptions = {},
): AnswerColumn[] {
  const rows = base.ids.length
  const drafts = rules.map((code) => {
    const rule = compiledRule(compiled, code)
    return {
      rule: code,
      expression: rule.answer,
      limit: Math.round(rule.nearLimit * MILLION),
      answers: new Uint8Array(rows),
      distances: measured ? new Float32Array(rows) : null,
      yes: 0,
      undetermined: 0,
      near: 0,
    }
  })
  const judge = new BlockJudge(compiled, base)
  const measure = new BlockDistances(judge, compiled.expressions.length)
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, rows - from)
    judge.turnTo(from, count)
    for (const draft of drafts) {
      const answers = judge.answers(draft.expression)
      const tally = writeAnswers(answers, draft.answers, from, count)
      draft.yes += tally.yes
      draft.undetermined += tally.undetermined
      if (draft.distances !== null)
        draft.near += writeDistances(
          measure.distances(draft.expression, true),
          answers,
          draft.limit,
          draft.distances,
          from,
          count,
        )
    }
  }
  return drafts.map(({ rule, answers, distances, yes, undetermined, near }) => ({
    rule,
    answers,
    distances,
    counts: { yes, no: rows - yes - undetermined, undetermined, near },
  }))
}

/** The lowest bit of each of four bytes. */
const ONES = 0x01010101

/**
 * Writes answers of a block as ANSWER_CODES, four in one number: of a byte the second bit is set for yes (3), the first alone for
 * unknown (1). A block begins at a multiple of four.
 */
function writeAnswers(
  answers: Uint8Array,
  out: Uint8Array,
  from: number,
  count: number,
): { readonly yes: number; readonly undetermined: number } {
  let [yes, undetermined] = [0, 0]
  const words = new Uint32Array(answers.buffer, 0, count >> 2)
  const written = new Uint32Array(out.buffer, from, count >> 2)
  for (let start = 0; start < words.length; start += MOST_SUMMED) {
    const end = Math.min(words.length, start + MOST_SUMMED)
    let [yesBytes, openBytes] = [0, 0]
    for (let at = start; at < end; at += 1) {
      const word = words[at] as number
      const isYes = (word >>> 1) & ONES
      const isOpen = (word ^ (word >>> 1)) & ONES
      written[at] = isYes | (isOpen << 1)
      yesBytes += isYes
      openBytes += isOpen
    }
    yes += bytesOf(yesBytes)
    undetermined += bytesOf(openBytes)
  }
  for (let row = words.length * 4; row < count; row += 1) {
    const answer = answers[row] as number
    out[from + row] = (answer >> 1) | (((answer ^ (answer >> 1)) & 1) << 1)
    yes += answer >> 1
    undetermined += (answer ^ (answer >> 1)) & 1
  }
  return { yes, undetermined }
}

/** So many ones fit into each byte of a sum. */
const MOST_SUMMED = 127

/** The four bytes of a number, added up. */
function bytesOf(word: number): number {
  return (word & 255) + ((word >>> 8) & 255) + ((word >>> 16) & 255) + (word >>> 24)
}

/** Gives how many are near. */
function writeDistances(
  distances: Float64Array,
  answers: Uint8Array,
  limit: number,
  out: Float32Array,
  from: number,
  count: number,
): number {
  let near = 0
  for (let row = 0; row < count; row += 1) {
    const distance = distances[row] as number
    out[from + row] = distance / MILLION + (IF_FAR[+(distance >= UNREACHABLE)] as number)
    near += +(distance <= limit) & +(answers[row] === 0)
  }
  return near
}

const IF_FAR = Float64Array.of(0, NaN)

export interface NumberColumn {
  readonly values: Float64Array
  /** One byte a row, 1 or 0. */
  readonly known: Uint8Array
}

/** An amount for every row. */
export function amountColumn(compiled: CompiledRuleBook, code: string, base: FactBase): NumberColumn {
  const amount = compiled.amounts.get(code)
  if (amount === undefined) throw new RangeError(`no amount ${code}`)
  return numberColumn(compiled, amount.value, base)
}

/** A number for every row: the double nearest to the decimal that judging the row gives. */
export function numberColumn(
  compiled: CompiledRuleBook,
  expression: RuleExpression,
  base: FactBase,
): NumberColumn {
  const rows = base.ids.length
  const column = { values: new Float64Array(rows), known: new Uint8Array(rows) }
  const judge = new BlockJudge(compiled, base)
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, rows - from)
    judge.turnTo(from, count)
    const block = judge.numbers(expression)
    for (let row = 0; row < count; row += 1) {
      const exact = (block.errors?.[row] ?? 0) === 0
      const value = exact ? null : judge.at(row).number(expression)
      column.known[from + row] = exact ? (block.known[row] ?? 0) : value === null ? 0 : 1
      if (column.known[from + row] === 1)
        // Zero has no sign.
        column.values[from + row] = (exact ? (block.values[row] as number) : (value?.toNumber() ?? 0)) + 0
    }
  }
  return column
}

export interface ScoreColumns {
  readonly low: Float64Array
  readonly high: Float64Array
  readonly groups: ReadonlyMap<string, { readonly low: Float64Array; readonly high: Float64Array }>
}

/** Points of every row, in all and by group; low and high are equal where everything is known. */
export function scoreColumns(compiled: CompiledRuleBook, code: string, base: FactBase): ScoreColumns {
  const score = compiled.scores.get(code)
  if (score === undefined) throw new RangeError(`no score ${code}`)
  const rows = base.ids.length
  const wanted = [null, ...score.score.groups.map((group) => group.code)].map((group) => ({
    group,
    low: new Float64Array(rows),
    high: new Float64Array(rows),
  }))
  const judge = new BlockJudge(compiled, base)
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, rows - from)
    judge.turnTo(from, count)
    for (const { group, low, high } of wanted) {
      const block = judge.scores(score, group)
      for (let row = 0; row < count; row += 1) {
        const exact = block.errors[row] === 0
        const bounds = exact ? null : boundsOf(judge.at(row), score, group)
        low[from + row] = (bounds?.low.toNumber() ?? block.values[row] ?? 0) + 0
        high[from + row] = (bounds?.high.toNumber() ?? block.values[row] ?? 0) + 0
      }
    }
  }
  const [total, ...groups] = wanted
  if (total === undefined) throw new RangeError('a score has a total')
  return {
    low: total.low,
    high: total.high,
    groups: new Map(groups.map(({ group, low, high }) => [group ?? '', { low, high }])),
  }
}

function boundsOf(row: RowJudge, score: CompiledScore, group: string | null): Bounds {
  return group === null ? totalBounds(row, score) : groupBounds(row, score, group)
}

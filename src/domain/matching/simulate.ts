/**
 * Simulation before issue (政策仿真): two versions of a policy, of parameters or of a set of policies over the same rows. Works on the
 * columns that rules give: answers, amounts. What is unknown is never counted as no or as nothing, but apart.
 */
import { ANSWER_CODES, type FactColumn } from '#domain/rules'

/** One policy over all rows. */
export interface SimulatedPolicy {
  /** By row: ANSWER_CODES. */
  readonly answers: Uint8Array
  /** By row, in 万元; null: it brings no money. */
  readonly amounts: { readonly values: Float64Array; readonly known: Uint8Array } | null
}
/** The policies of one side; those of a set add up. */
export type SimulatedSide = readonly SimulatedPolicy[]

/** Rows by park, size, industry: text columns as they stand in the base. */
export type GroupColumns = Readonly<Record<string, Extract<FactColumn, { readonly type: 'text' }>>>

export interface SideTotals {
  /** Enterprises with at least one yes. */
  readonly yes: number
  /** Those without a yes of which one answer is undetermined. */
  readonly undetermined: number
  /** Known amounts of what is yes, in 万元, exact to the yuan. */
  readonly cost: number
  /** Enterprises with a yes of which the amount lacks facts. */
  readonly costUnknown: number
  /** `cost` and the known amounts of all that is undetermined: the most it could be, as far as amounts are known. */
  readonly costIfUndetermined: number
}

/**
 * gains: qualifies only after; loses: only before; more, less, same: qualifies in both, for another or the same amount; unsure: an
 * answer or an amount that would tell is unknown; none: qualifies in neither.
 */
export const SIMULATION_EFFECTS = ['none', 'gains', 'loses', 'more', 'less', 'same', 'unsure'] as const
export type SimulationEffect = (typeof SIMULATION_EFFECTS)[number]

export interface GroupSimulation {
  /** Null: unknown. */
  readonly code: string | null
  readonly before: SideTotals
  readonly after: SideTotals
  readonly effects: Readonly<Record<SimulationEffect, number>>
}

export interface Simulation {
  readonly before: SideTotals
  readonly after: SideTotals
  readonly effects: Readonly<Record<SimulationEffect, number>>
  /** By the name of the column; the largest cost after first. */
  readonly groups: Readonly<Record<string, readonly GroupSimulation[]>>
  /** Share of the cost that goes to the ten largest amounts, 0 … 1; null: nothing is paid. */
  readonly largestTen: { readonly before: number | null; readonly after: number | null }
  /** By row: place in SIMULATION_EFFECTS. */
  readonly effectOf: Uint8Array
  /** By row, in 万元: known amounts of what is yes. */
  readonly amounts: { readonly before: Float64Array; readonly after: Float64Array }
}

/** `rows`: by row, 1 where it counts; none: all do. All columns are of one length. */
export function simulate(
  before: SimulatedSide,
  after: SimulatedSide,
  length: number,
  groups: GroupColumns = {},
  rows?: Uint8Array,
): Simulation {
  const [old, next] = [rowsOf(before, length), rowsOf(after, length)]
  const effectOf = new Uint8Array(length)
  const whole = new GroupCount(null)
  const counts = Object.entries(groups).map(([name, column]) => ({
    name,
    column,
    byWord: new Map<number, GroupCount>(),
  }))
  for (let row = 0; row < length; row += 1) {
    if (rows !== undefined && rows[row] !== 1) continue
    const effect = effectAt(old, next, row)
    effectOf[row] = effect
    whole.add(old, next, row, effect)
    for (const { column, byWord } of counts) {
      const word = column.known[row] === 1 ? (column.values[row] ?? -1) : -1
      let count = byWord.get(word)
      if (count === undefined) {
        count = new GroupCount(word === -1 ? null : (column.words[word] ?? null))
        byWord.set(word, count)
      }
      count.add(old, next, row, effect)
    }
  }
  const { before: totalBefore, after: totalAfter, effects } = whole.written()
  return {
    before: totalBefore,
    after: totalAfter,
    effects,
    groups: Object.fromEntries(
      counts.map(({ name, byWord }) => [
        name,
        [...byWord.values()]
          .map((count) => count.written())
          .sort((a, b) => b.after.cost - a.after.cost || b.after.yes - a.after.yes || byCode(a.code, b.code)),
      ]),
    ),
    largestTen: { before: largestShare(old, rows), after: largestShare(next, rows) },
    effectOf,
    amounts: { before: inWan(old.yuan), after: inWan(next.yuan) },
  }
}

/** The rows with an effect, those with the largest difference of money first; of equal ones in the order of rows. */
export function rowsWith(
  { effectOf, amounts }: Simulation,
  effect: SimulationEffect,
  most = Infinity,
): readonly number[] {
  const code = SIMULATION_EFFECTS.indexOf(effect)
  const difference = (row: number): number => Math.abs((amounts.after[row] ?? 0) - (amounts.before[row] ?? 0))
  const rows: number[] = []
  for (const [row, one] of effectOf.entries()) if (one === code) rows.push(row)
  return rows.sort((a, b) => difference(b) - difference(a) || a - b).slice(0, most)
}

/** A cost against what is set aside for the year; `left` is below 0 where it does not suffice. Null: no budget is set. */
export interface BudgetAnswer {
  readonly year: number
  readonly budget: number
  readonly spent: number
  readonly left: number
  /** What would be left if all undetermined ones were yes. */
  readonly leftIfUndetermined: number
}
export function againstBudget(
  totals: SideTotals,
  budget: readonly { readonly year: number; readonly amount: number }[],
  year: number,
  spent = 0,
): BudgetAnswer | null {
  const set = budget.filter((one) => one.year === year)
  if (set.length === 0) return null
  const amount = set.reduce((sum, one) => sum + toYuan(one.amount), 0) - toYuan(spent)
  return {
    year,
    budget: (amount + toYuan(spent)) / YUAN,
    spent,
    left: (amount - toYuan(totals.cost)) / YUAN,
    leftIfUndetermined: (amount - toYuan(totals.costIfUndetermined)) / YUAN,
  }
}

/** One side by itself. */
export function sideTotals(side: SimulatedSide, length: number, rows?: Uint8Array): SideTotals {
  const columns = rowsOf(side, length)
  const count = new SideCount()
  for (let row = 0; row < length; row += 1) if (rows === undefined || rows[row] === 1) count.add(columns, row)
  return count.written()
}

const YUAN = 10_000
function toYuan(wan: number): number {
  return Math.round(wan * YUAN)
}

/** All policies of a side taken together, row by row. Yuan, so that sums are exact. */
interface SideRows {
  /** ANSWER_CODES. */
  readonly answers: Uint8Array
  readonly yuan: Float64Array
  /** 1 where an amount of a yes is unknown. */
  readonly lacking: Uint8Array
  /** Known amounts of what is undetermined. */
  readonly possible: Float64Array
}

function rowsOf(side: SimulatedSide, length: number): SideRows {
  const answers = new Uint8Array(length).fill(ANSWER_CODES.no)
  const yuan = new Float64Array(length)
  const lacking = new Uint8Array(length)
  const possible = new Float64Array(length)
  for (const policy of side) {
    const { amounts } = policy
    for (let row = 0; row < length; row += 1) {
      const answer = policy.answers[row]
      if (answer === ANSWER_CODES.no || answer === undefined) continue
      const isYes = answer === ANSWER_CODES.yes
      if (isYes) answers[row] = ANSWER_CODES.yes
      else if (answers[row] === ANSWER_CODES.no) answers[row] = ANSWER_CODES.undetermined
      if (amounts === null) continue
      if (amounts.known[row] === 1) {
        const into = isYes ? yuan : possible
        into[row] = (into[row] ?? 0) + toYuan(amounts.values[row] ?? 0)
      } else if (isYes) lacking[row] = 1
    }
  }
  return { answers, yuan, lacking, possible }
}

function effectAt(before: SideRows, after: SideRows, row: number): number {
  const [old, next] = [before.answers[row], after.answers[row]]
  return SIMULATION_EFFECTS.indexOf(effectNamed())

  function effectNamed(): SimulationEffect {
    if (old === ANSWER_CODES.undetermined || next === ANSWER_CODES.undetermined) return 'unsure'
    if (old === ANSWER_CODES.no) return next === ANSWER_CODES.no ? 'none' : 'gains'
    if (next === ANSWER_CODES.no) return 'loses'
    if (before.lacking[row] === 1 || after.lacking[row] === 1) return 'unsure'
    const difference = (after.yuan[row] ?? 0) - (before.yuan[row] ?? 0)
    return difference > 0 ? 'more' : difference < 0 ? 'less' : 'same'
  }
}

class SideCount {
  #yes = 0
  #undetermined = 0
  #yuan = 0
  #lacking = 0
  #possible = 0

  add({ answers, yuan, lacking, possible }: SideRows, row: number): void {
    if (answers[row] === ANSWER_CODES.yes) this.#yes += 1
    else if (answers[row] === ANSWER_CODES.undetermined) this.#undetermined += 1
    this.#yuan += yuan[row] ?? 0
    this.#lacking += lacking[row] ?? 0
    this.#possible += possible[row] ?? 0
  }

  written(): SideTotals {
    return {
      yes: this.#yes,
      undetermined: this.#undetermined,
      cost: this.#yuan / YUAN,
      costUnknown: this.#lacking,
      costIfUndetermined: (this.#yuan + this.#possible) / YUAN,
    }
  }
}

class GroupCount {
  readonly #code: string | null
  readonly #before = new SideCount()
  readonly #after = new SideCount()
  readonly #effects = SIMULATION_EFFECTS.map(() => 0)

  constructor(code: string | null) {
    this.#code = code
  }

  add(before: SideRows, after: SideRows, row: number, effect: number): void {
    this.#before.add(before, row)
    this.#after.add(after, row)
    this.#effects[effect] = (this.#effects[effect] ?? 0) + 1
  }

  written(): GroupSimulation {
    const [none = 0, gains = 0, loses = 0, more = 0, less = 0, same = 0, unsure = 0] = this.#effects
    return {
      code: this.#code,
      before: this.#before.written(),
      after: this.#after.written(),
      effects: { none, gains, loses, more, less, same, unsure },
    }
  }
}

function byCode(a: string | null, b: string | null): number {
  if (a === null) return b === null ? 0 : 1
  return b === null || a < b ? -1 : 1
}

function inWan(yuan: Float64Array): Float64Array {
  return yuan.map((value) => value / YUAN)
}

function largestShare({ yuan }: SideRows, rows: Uint8Array | undefined): number | null {
  const counted = rows === undefined ? Float64Array.from(yuan) : yuan.filter((_, row) => rows[row] === 1)
  counted.sort()
  const total = counted.reduce((sum, value) => sum + value, 0)
  if (total <= 0) return null
  return counted.subarray(Math.max(0, counted.length - 10)).reduce((sum, value) => sum + value, 0) / total
}

import type { CompiledForm } from './compile-form.ts'
import type { FilingContext, FilingValues } from './filing.ts'
import { keyingSlip } from './keying-slip.ts'
import {
  addRationals,
  divideRationals,
  multiplyRationals,
  nearestNumber,
  subtractRationals,
} from './rational.ts'
import type { Localisation } from './relation.ts'
import { buildProblem, type RepairEdit, type RepairPair, type RepairProblem } from './repair-problem.ts'
import { RepairSearch, type FoundRepair } from './repair-search.ts'
import { RepairState } from './repair-state.ts'

export interface LocaliseOptions {
  /** By field code, above zero: how unlikely it is that this cell is the wrong one; 1 where absent. */
  readonly weights?: Readonly<Record<string, number>>
  /** Steps of the search in each part of the form that hangs together; beyond it the answer is not proven. */
  readonly maxSteps?: number
}

/**
 * The cells to change so that, the others being kept, all rules of severity error and the fields' own definitions can hold: the
 * set of least weight (Fellegi and Holt, A Systematic Approach to Automatic Edit and Imputation, JASA 71, 1976). Implied edits
 * are made only where a proof needs them (Garfinkel, Kunnathur and Liepins, Operations Research 34, 1986, and 36, 1988).
 *
 * Cells of other filings stay as they are. A cell is emptied only where it must not be filled, or to satisfy a pair; never to keep
 * a relation from being judged. Fields that decide whether others exist keep their values unless they are wrong themselves.
 * Texts and choices are named, and `example` has only figures and emptied cells. Of sets of one weight, one is preferred in which
 * a slip of keying explains the figures.
 */
export function localiseErrors(
  form: CompiledForm,
  values: FilingValues,
  context: FilingContext,
  { weights = {}, maxSteps = 3_000 }: LocaliseOptions = {},
): Localisation {
  for (const [code, weight] of Object.entries(weights))
    if (!(weight > 0) || weight === Infinity) throw new RangeError(`the weight of ${code} is not above zero`)
  const problem = buildProblem(form, values, context, weights)
  const changed: string[] = []
  const example: Record<string, number | null> = {}
  const unrepairable: string[] = []
  const determined: string[] = []
  let weight = 0
  let proven = true
  for (const part of partsOf(problem)) {
    const { found, dropped } = repairPart(part, maxSteps)
    unrepairable.push(...dropped)
    weight += found.weight
    proven &&= found.proven
    for (const cell of found.cells) {
      const code = part.cells[cell]?.code ?? ''
      changed.push(code)
      const figure = found.figures.get(cell)
      if (figure !== undefined) example[code] = figure
      if (found.emptied.includes(cell)) example[code] = null
      if (found.determined.includes(cell)) determined.push(code)
    }
  }
  const order = new Map(form.fields.map(({ field }, index) => [field.code, index]))
  changed.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
  return {
    cells: changed,
    weight,
    example,
    proven,
    ...(determined.length === 0 ? {} : { determined }),
    ...(unrepairable.length === 0 ? {} : { unrepairable }),
  }
}

interface Answer {
  readonly found: FoundRepair
  /** Rules that no change of this filing's cells can satisfy together with the others. */
  readonly dropped: readonly string[]
}

function repairPart(part: RepairProblem, maxSteps: number): Answer {
  const found = search(part, part.edits, part.pairs, maxSteps)
  if (typeof found !== 'string') return { found, dropped: [] }
  // Rules that contradict what is fixed elsewhere: those that can hold together with the ones before them are kept.
  const edits: RepairEdit[] = []
  const pairs: RepairPair[] = []
  const dropped: string[] = []
  let best = search(part, edits, pairs, maxSteps)
  let proven = true
  const keep = (next: typeof best, rule: string): boolean => {
    if (typeof next === 'string') {
      dropped.push(rule)
      proven &&= next === 'none'
      return false
    }
    best = next
    return true
  }
  for (const edit of part.edits)
    if (keep(search(part, [...edits, edit], pairs, maxSteps), edit.rule)) edits.push(edit)
  for (const pair of part.pairs)
    if (keep(search(part, edits, [...pairs, pair], maxSteps), pair.rule)) pairs.push(pair)
  if (typeof best === 'string') throw new RangeError('a filing without rules can be repaired')
  return { found: { ...best, proven: best.proven && proven }, dropped }
}

function search(
  part: RepairProblem,
  edits: readonly RepairEdit[],
  pairs: readonly RepairPair[],
  maxSteps: number,
) {
  const state = new RepairState(part, edits, pairs)
  return new RepairSearch(part.cells, state, orderOf(part, edits, state), maxSteps).run()
}

/** Rank of each cell among the ways out: explained by a slip, in many broken rules, in few that hold, first in the form. */
function orderOf(part: RepairProblem, edits: readonly RepairEdit[], state: RepairState): number[] {
  const broken = new Set(edits.filter((edit) => isBroken(edit, part)))
  const scores = part.cells.map(() => ({ slips: 0, broken: 0, sound: 0 }))
  for (const edit of edits)
    for (const { cell, coefficient } of edit.terms) {
      const score = scores[cell]
      if (score === undefined || coefficient.numerator === 0n || !state.isJudged(edit)) continue
      if (!broken.has(edit)) score.sound++
      else {
        score.broken++
        if (isSlip(edit, cell, part)) score.slips++
      }
    }
  const ranked = part.cells.map((_, cell) => cell)
  ranked.sort((a, b) => {
    const [x, y] = [scores[a], scores[b]]
    if (x === undefined || y === undefined) return a - b
    return y.slips - x.slips || y.broken - x.broken || x.sound - y.sound || a - b
  })
  const order: number[] = []
  ranked.forEach((cell, rank) => (order[cell] = rank))
  return order
}

function isBroken(edit: RepairEdit, part: RepairProblem): boolean {
  return edit.terms.some(({ cell }) => part.cells[cell]?.must !== null)
    ? false
    : shortfallOf(edit, part) !== null
}

/** How far the sum of what was filed is from the limit that it breaks; null where it breaks none. */
function shortfallOf(edit: RepairEdit, part: RepairProblem) {
  const sum = edit.terms.reduce(
    (total, { cell, coefficient }) => {
      const figure = part.cells[cell]?.figure ?? null
      return figure === null ? total : addRationals(total, multiplyRationals(coefficient, figure))
    },
    { numerator: 0n, denominator: 1n },
  )
  for (const [limit, sign] of [
    [edit.least, 1n],
    [edit.most, -1n],
  ] as const) {
    if (limit === null) continue
    const missing = subtractRationals(limit, sum)
    if (missing.numerator * sign > 0n) return missing
  }
  return null
}

function isSlip(edit: RepairEdit, cell: number, part: RepairProblem): boolean {
  const figure = part.cells[cell]?.figure ?? null
  const coefficient = edit.terms.find((term) => term.cell === cell)?.coefficient
  const shortfall = shortfallOf(edit, part)
  if (figure === null || coefficient === undefined || shortfall === null) return false
  const meant = addRationals(figure, divideRationals(shortfall, coefficient))
  return keyingSlip(nearestNumber(figure), nearestNumber(meant)) !== null
}

/** The problem in parts that share no rule, without the parts in which nothing is wrong. */
function partsOf({ cells, edits, pairs }: RepairProblem): readonly RepairProblem[] {
  const root = cells.map((_, cell) => cell)
  const rootOf = (cell: number): number => {
    const up = root[cell] ?? cell
    return up === cell ? cell : rootOf(up)
  }
  const groups = [
    ...edits.map(({ terms }) => terms.map(({ cell }) => cell)),
    ...pairs.map((pair) => pair.cells),
  ]
  for (const [first, ...others] of groups)
    for (const other of others) if (first !== undefined) root[rootOf(other)] = rootOf(first)
  const members = new Map<number, number[]>()
  for (const cell of root.keys()) members.set(rootOf(cell), [...(members.get(rootOf(cell)) ?? []), cell])
  return [...members.values()].flatMap((indices) => {
    const part = partWith(indices, { cells, edits, pairs })
    return isSound(part) ? [] : [part]
  })
}

function partWith(indices: readonly number[], { cells, edits, pairs }: RepairProblem): RepairProblem {
  const at = new Map(indices.map((cell, index) => [cell, index]))
  const inside = (cell: number) => at.get(cell) ?? -1
  return {
    cells: indices.flatMap((cell) => cells[cell] ?? []),
    edits: edits
      .filter(({ terms }) => terms.some(({ cell }) => at.has(cell)))
      .map((edit) => ({ ...edit, terms: edit.terms.map((term) => ({ ...term, cell: inside(term.cell) })) })),
    pairs: pairs
      .filter((pair) => at.has(pair.cells[0]))
      .map((pair) => ({ ...pair, cells: [inside(pair.cells[0]), inside(pair.cells[1])] })),
  }
}

function isSound(part: RepairProblem): boolean {
  if (part.cells.some(({ must }) => must !== null)) return false
  return new RepairState(part, part.edits, part.pairs).repair().kind === 'repaired'
}

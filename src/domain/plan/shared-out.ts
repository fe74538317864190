import { sentenceStart } from './passages.ts'
import type { Passage } from './passages.ts'
import type { TimeMention } from './periods.ts'
import type { Quantity } from './quantities.ts'

/** Nobody shares out more numbers than this in one sentence. */
export const LONGEST_RUN = 24

/** The numbers that a 分别 at `mark` shares out: 分别达到406家、1073家. `near` is the index of one that may be among them. */
export function runAfter(
  text: string,
  mark: number,
  quantities: readonly Quantity[],
  near: number,
): readonly Quantity[] {
  let start = near
  while (start > 0 && (quantities[start - 1]?.from ?? 0) >= mark && near - start < LONGEST_RUN) start--
  const run: Quantity[] = []
  for (const quantity of quantities.slice(start, start + LONGEST_RUN)) {
    const last = run.at(-1)
    const gap = text.slice(last === undefined ? mark + 2 : last.to, quantity.boundFrom)
    const isNext = last === undefined ? gap.length <= 8 : /^[、,,和及与]$/u.test(gap)
    if (!isNext) break
    run.push(quantity)
  }
  return run
}

export interface Share {
  /** The year of this number where years are shared out (2023年、2025年分别达到8亿元、12亿元), else null. */
  readonly time: TimeMention | null
  /** The first number, whose words of comparison hold for all. */
  readonly first: Quantity
}

/** What each number that stands behind a 分别 takes from it. */
export function sharesOf(
  text: string,
  passage: Passage,
  quantities: readonly Quantity[],
  times: readonly TimeMention[],
): ReadonlyMap<Quantity, Share> {
  const shares = new Map<Quantity, Share>()
  let near = 0
  // Looked for in the passage alone: a search to the end of the text from every passage takes ever longer.
  const words = text.slice(passage.from, passage.to)
  for (let at = words.indexOf('分别'); at >= 0; at = words.indexOf('分别', at + 2)) {
    const mark = passage.from + at
    while (near < quantities.length && (quantities[near]?.from ?? mark) < mark) near++
    const run = near >= quantities.length ? [] : runAfter(text, mark, quantities, near)
    const [first] = run
    if (first === undefined || run.length < 2) continue
    const years = yearsBefore(text, sentenceStart(text, mark, passage.from), mark, times)
    for (const [index, quantity] of run.entries()) {
      shares.set(quantity, { time: years.length === run.length ? (years[index] ?? null) : null, first })
    }
  }
  return shares
}

/** The list of years that the sentence opens with: 2023年、2024年、2025年. */
function yearsBefore(
  text: string,
  from: number,
  to: number,
  times: readonly TimeMention[],
): readonly TimeMention[] {
  const list: TimeMention[] = []
  for (const time of times) {
    if (time.from < from) continue
    const last = list.at(-1)
    if (time.from >= to || time.mode === 'base') break
    if (last !== undefined && !/^[、和及,,]?(?:到|至)?$/u.test(text.slice(last.to, time.from))) break
    list.push(time)
  }
  return list.length > 1 ? list : []
}

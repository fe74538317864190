import type { Pattern } from './pattern.ts'
import { casesOf } from './pattern-classes.ts'
import type { FeelRun } from './scope.ts'

/** Begin and end of the whole match and of each group, in code points; −1 where a group took no part. */
export type PatternMatch = readonly number[]

const NEWLINE = 10

interface Way {
  readonly at: number
  readonly position: number
  readonly slots: readonly number[]
  readonly marks: readonly number[]
}

/** The first match at or after a position; every move costs the run a step. */
export function findMatch(
  pattern: Pattern,
  input: readonly number[],
  from: number,
  run: FeelRun,
): PatternMatch | null {
  for (let start = from; start <= input.length; start += 1) {
    const match = matchAt(pattern, input, start, run)
    if (match !== null) return match
  }
  return null
}

function matchAt(
  pattern: Pattern,
  input: readonly number[],
  start: number,
  run: FeelRun,
): PatternMatch | null {
  const ways: Way[] = [
    {
      at: 0,
      position: start,
      slots: Array<number>((pattern.groups + 1) * 2).fill(-1),
      marks: Array<number>(pattern.loops).fill(-1),
    },
  ]
  for (let way = ways.pop(); way !== undefined; way = ways.pop()) {
    const match = follow(pattern, input, way, ways, run)
    if (match !== null) return match
  }
  return null
}

/** Follows one way to its end; forks are put on the pile. */
function follow(
  pattern: Pattern,
  input: readonly number[],
  way: Way,
  ways: Way[],
  run: FeelRun,
): PatternMatch | null {
  let { at, position, slots, marks } = way
  for (;;) {
    run.spend(1)
    const step = pattern.program[at]
    if (step === undefined) return null
    at += 1
    switch (step.kind) {
      case 'accept':
        return slots
      case 'set': {
        const code = input[position]
        if (code === undefined || !step.set(code, pattern.fold)) return null
        position += 1
        break
      }
      case 'start':
        if (!atLineStart(pattern, input, position)) return null
        break
      case 'end':
        if (position !== input.length && !(pattern.lines && input[position] === NEWLINE)) return null
        break
      case 'save':
        slots = slots.with(step.slot, position)
        run.spend(slots.length >> 3)
        break
      case 'mark':
        marks = marks.with(step.loop, position)
        run.spend(marks.length >> 3)
        break
      case 'progress':
        if (marks[step.loop] === position) return null
        break
      case 'jump':
        at = step.to
        break
      case 'split':
        ways.push({ at: step.second, position, slots, marks })
        run.holdSize(ways.length)
        at = step.first
        break
      case 'back': {
        const length = backLength(pattern, input, position, slots, step.group, run)
        if (length === null) return null
        position += length
      }
    }
  }
}

function atLineStart(pattern: Pattern, input: readonly number[], position: number): boolean {
  if (position === 0) return true
  // The break at the very end of the text begins no further line.
  return pattern.lines && input[position - 1] === NEWLINE && position < input.length
}

/** Length of what a group took, when it stands here again; a group that took no part matches nothing at all. */
function backLength(
  pattern: Pattern,
  input: readonly number[],
  position: number,
  slots: readonly number[],
  group: number,
  run: FeelRun,
): number | null {
  const [begin, end] = [slots[group * 2] ?? -1, slots[group * 2 + 1] ?? -1]
  if (begin < 0 || end < 0) return 0
  run.spend(end - begin)
  for (let offset = 0; offset < end - begin; offset += 1) {
    const [wanted, found] = [input[begin + offset], input[position + offset]]
    if (wanted === undefined || found === undefined) return null
    if (wanted !== found && !(pattern.fold && casesOf(wanted).includes(found))) return null
  }
  return end - begin
}

import {
  compileScheme,
  evaluate,
  type CompiledScheme,
  type EvaluationData,
  type EvaluationResult,
} from '#domain/evaluation'
import type { Outcome } from '../../../src/domain/kernel/outcome.ts'
import { sampleEvaluation } from '#tests/sample-evaluation'

export interface BenchOptions {
  readonly replications: number
  readonly rounds: number
}

/** Rows of the table: one file a group, `rows-NAME.ts`, that exports `run`. */
export interface RowGroup {
  run(options: BenchOptions): void | Promise<void>
}

export interface SizedEvaluation {
  readonly name: string
  readonly units: number
  readonly compiled: CompiledScheme
  readonly data: EvaluationData
  readonly result: EvaluationResult
}

/** 17 and 178 units, 60 indicators under 8 headings, no gaps unless asked for. */
export function sizedEvaluations(missing = 0): SizedEvaluation[] {
  return [17, 178].map((units) => {
    const { scheme, data } = sampleEvaluation({ units, leaves: 60, headings: 8, seed: 2026, missing })
    const compiled = valueOf(compileScheme(scheme))
    return { name: `${units} x 60`, units, compiled, data, result: valueOf(evaluate(compiled, data)) }
  })
}

export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}

export interface Times {
  /** Milliseconds: the first call, and middle and slowest of the rounds after it. */
  readonly first: number
  readonly middle: number
  readonly most: number
  /** Of the processor, middle: what it would take on a machine with nothing else to do. */
  readonly processor: number
}

export function measure(rounds: number, work: () => unknown): Times {
  const times: number[] = []
  const processor: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const used = process.cpuUsage()
    const started = performance.now()
    work()
    times.push(performance.now() - started)
    const { user, system } = process.cpuUsage(used)
    processor.push((user + system) / 1000)
  }
  const after = times.slice(1)
  return {
    first: times[0] ?? NaN,
    middle: middleOf(after),
    most: Math.max(...after),
    processor: middleOf(processor.slice(1)),
  }
}

function middleOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN
}

export function printHead(): void {
  printCells('', ['first ms', 'middle ms', 'slowest ms', 'processor ms', 'must be'])
}

export function printTimes(name: string, { first, middle, most, processor }: Times, mustBe = ''): void {
  const cells = [first, middle, most, processor].map((time) => time.toFixed(time < 10 ? 2 : 0))
  printCells(name, [...cells, mustBe])
}

function printCells(name: string, cells: readonly string[]): void {
  console.log(`${name.padEnd(72)}${cells.map((cell) => cell.padStart(14)).join('')}`)
}

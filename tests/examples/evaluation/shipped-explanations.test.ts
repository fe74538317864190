/**
 * Every scheme in data/schemes, on made-up figures for 17 units: each total, each difference of neighbours and each change between
 * two years comes in parts that add up to it, and a figure said to raise a grade does.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  comparePeriods,
  compareUnits,
  compileScheme,
  evaluate,
  explainScore,
  parseScheme,
  raiseGrade,
  RandomStream,
  shortfalls,
  type CompiledScheme,
  type EvaluationData,
} from '#domain/evaluation'

const FOLDER = new URL('../../../data/schemes/', import.meta.url)
const SCHEMES = readdirSync(FOLDER).filter((name) => name.endsWith('.json'))
const PERIODS = ['2024', '2025']

function value<T>(outcome: { ok: true; value: T } | { ok: false; issues: readonly unknown[] }): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}

function shipped(name: string): CompiledScheme {
  return value(compileScheme(value(parseScheme(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))))))
}

/** Figures between 1 and 100 for whatever the scheme reads. */
function figuresFor({ scheme, leaves }: CompiledScheme): EvaluationData {
  const random = new RandomStream(20261122)
  const groups = scheme.peerGroups === null ? {} : { [scheme.peerGroups.group]: 'all' }
  const units = Array.from({ length: 17 }, (_, index) => ({
    code: `P${String(index)}`,
    name: `园${String(index)}`,
    groups,
  }))
  const table = () => PERIODS.map(() => units.map(() => 1 + 99 * random.uniform()))
  const columns = new Set([
    ...leaves.flatMap(({ input }) => [
      ...(input.kind === 'figure' ? [input.column] : []),
      ...(input.denominator === null ? [] : [input.denominator.column]),
    ]),
    ...scheme.gates.map(({ column }) => column),
    ...scheme.adjustments.map(({ column }) => column),
  ])
  const panels = leaves.filter(({ input }) => input.kind === 'panel')
  return {
    periods: PERIODS,
    units,
    columns: Object.fromEntries([...columns].map((column) => [column, table()])),
    panels: Object.fromEntries(
      panels.map(({ input }) => {
        const { least, most } = input.panel ?? { least: 0, most: 1 }
        return [
          input.column,
          ['m1', 'm2', 'm3', 'm4', 'm5'].map((member) => ({
            member,
            scores: PERIODS.map(() => units.map(() => least + (most - least) * random.uniform())),
          })),
        ]
      }),
    ),
  }
}

describe.each(SCHEMES)('%s', (name) => {
  const compiled = shipped(name)
  const data = figuresFor(compiled)
  const result = value(evaluate(compiled, data))
  const judged = result.standings.filter(({ score }) => score !== null)
  const close = (one: number, other: number): void => {
    expect(Math.abs(one - other)).toBeLessThanOrEqual(1e-10 * (1 + Math.abs(one) + Math.abs(other)))
  }

  it('explains every total', () => {
    expect(judged.length).toBeGreaterThan(2)
    for (const { unit, score } of judged) {
      for (const against of ['zero', 'mean'] as const) {
        const { base, contributions, adjustments } = value(explainScore(compiled, result, unit, against))
        const parts = contributions.reduce((sum, { amount }) => sum + amount, 0)
        close(base + parts + adjustments.reduce((sum, { points }) => sum + points, 0), score ?? NaN)
      }
    }
  })

  it('explains every difference of two units and every change between two years', () => {
    const before = value(evaluate(compiled, data, { period: '2024' }))
    for (const [index, { unit, score }] of judged.entries()) {
      const next = judged[(index + 1) % judged.length]
      const apart = value(compareUnits(compiled, result, unit, next?.unit ?? ''))
      close(
        apart.effects.reduce((sum, { amount }) => sum + amount, 0),
        (next?.score ?? NaN) - (score ?? NaN),
      )
      const earlier = before.standings.find((one) => one.unit === unit)?.score ?? null
      if (earlier === null) continue
      const change = value(comparePeriods({ compiled, result: before }, { compiled, result }, unit))
      close(
        change.effects.reduce((sum, { amount }) => sum + amount, 0),
        (score ?? NaN) - earlier,
      )
    }
  })

  it('raises totals as said, and says no shortfall of who is ahead', () => {
    for (const { unit } of judged.slice(0, 4)) {
      const raise = value(raiseGrade(compiled, data, result, unit))
      for (const { grade, rank } of raise.leaves) {
        if (grade?.kind === 'reached')
          expect(grade.total).toBeGreaterThanOrEqual(raise.nextGrade?.from ?? NaN)
        if (rank?.kind === 'reached') expect(rank.total).toBeGreaterThan(raise.nextUnit?.total ?? NaN)
      }
      for (const { node, difference } of value(shortfalls(compiled, data, result, unit))) {
        const direction = compiled.leaves.find(({ code }) => code === node)?.input.direction
        expect(Math.sign(difference)).toBe(direction === 'less' ? 1 : -1)
      }
    }
  })
})

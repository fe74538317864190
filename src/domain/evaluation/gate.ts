import { accepted, refused, type Outcome } from '#domain/kernel'
import type { EvaluationData } from './evaluation-data.ts'
import type { GateOutcome } from './evaluation-result.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import type { Gate, Grading } from './scheme.ts'

/** 否决项、门槛: each gate on each unit, on the data as it came. By gate, then by unit. */
export function judgeGates(
  gates: readonly Gate[],
  data: EvaluationData,
  period: number,
): Outcome<GateOutcome[]> {
  const outcomes: GateOutcome[] = []
  for (const gate of gates) {
    const column = data.columns[gate.column]
    if (column === undefined)
      return refused({
        code: 'evaluation.column_missing' satisfies EvaluationIssueCode,
        params: { node: gate.code, column: gate.column },
      })
    data.units.forEach(({ code }, unit) => {
      const value = column[period]?.[unit] ?? null
      const passed = value === null ? gate.missing === 'passes' : holds(value, gate)
      outcomes.push({ gate: gate.code, unit: code, value, passed })
    })
  }
  return accepted(outcomes)
}

/** Units that a failed gate leaves out. */
export function excludedByGates(
  gates: readonly Gate[],
  outcomes: readonly GateOutcome[],
): ReadonlySet<string> {
  const excluding = new Set(gates.filter(({ effect }) => effect === 'exclude').map(({ code }) => code))
  return new Set(
    outcomes.filter(({ gate, passed }) => !passed && excluding.has(gate)).map(({ unit }) => unit),
  )
}

/** The grade that a unit keeps after the gates that it failed: none better than the worst of their caps. */
export function capGrade(
  grade: string | null,
  unit: string,
  gates: readonly Gate[],
  outcomes: readonly GateOutcome[],
  { grades }: Grading,
): string | null {
  const place = grades.findIndex(({ code }) => code === grade)
  if (place === -1) return grade
  const failed = new Set(outcomes.filter((one) => one.unit === unit && !one.passed).map(({ gate }) => gate))
  const capped = gates.reduce(
    (worst, gate) =>
      gate.effect === 'cap' && failed.has(gate.code)
        ? Math.max(
            worst,
            grades.findIndex(({ code }) => code === gate.grade),
          )
        : worst,
    place,
  )
  return grades[capped]?.code ?? grade
}

function holds(value: number, { operator, value: mark }: Gate): boolean {
  switch (operator) {
    case '>=':
      return value >= mark
    case '>':
      return value > mark
    case '<=':
      return value <= mark
    case '<':
      return value < mark
    case '=':
      return value === mark
    case '!=':
      return value !== mark
  }
}

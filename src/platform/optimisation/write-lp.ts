import type { IntegerProgramme, ProgrammeRow, ProgrammeVariable } from '#domain/kernel'

/**
 * A programme in CPLEX LP text. Names never reach the solver: variable i is `x<i>`, row i is `r<i>`, with a letter behind it where
 * one row has to be written as two (`r3a`, `r3b`). Numbers are written so that reading them gives the same double.
 */
export function writeLp({ sense, variables, rows }: IntegerProgramme): string {
  const indices = new Map(variables.map(({ name }, index) => [name, index]))
  const objective = variables.flatMap(({ weight }, index) => (weight === 0 ? [] : [term(weight, index)]))
  return [
    sense === 'maximise' ? 'Maximize' : 'Minimize',
    ` obj: ${wrapped(objective.length > 0 ? objective : [term(0, 0)])}`,
    'Subject To',
    ...rows.flatMap((row, index) => rowLines(row, index, indices)),
    'Bounds',
    ...variables.map(boundLine),
    ...section('Binaries', variables, 'binary'),
    ...section('Generals', variables, 'integer'),
    'End',
    '',
  ].join('\n')
}

/** A double in words that the reader of LP takes: 1e-7 and 1e+21 are fine. */
function written(value: number): string {
  return Object.is(value, -0) ? '0' : String(value)
}

function term(factor: number, index: number): string {
  return `${factor < 0 ? '-' : '+'} ${written(Math.abs(factor))} x${String(index)}`
}

/** Readers of LP may cut long lines. */
function wrapped(terms: readonly string[]): string {
  const lines: string[] = []
  for (let at = 0; at < terms.length; at += 10) lines.push(terms.slice(at, at + 10).join(' '))
  return lines.join('\n  ')
}

function rowLines(
  { terms, low, high }: ProgrammeRow,
  at: number,
  indices: ReadonlyMap<string, number>,
): string[] {
  const left = terms.flatMap(({ variable, factor }) => {
    const index = indices.get(variable)
    return index === undefined || factor === 0 ? [] : [term(factor, index)]
  })
  // A row without terms still has to hold; the reader of LP wants a term.
  const sum = wrapped(left.length > 0 ? left : [term(0, 0)])
  const name = `r${String(at)}`
  if (low !== null && low === high) return [` ${name}: ${sum} = ${written(low)}`]
  return [
    ...(low === null ? [] : [` ${name}a: ${sum} >= ${written(low)}`]),
    ...(high === null ? [] : [` ${name}b: ${sum} <= ${written(high)}`]),
  ]
}

function boundLine({ kind, low, high }: ProgrammeVariable, index: number): string {
  const name = `x${String(index)}`
  if (kind === 'binary')
    return ` ${written(Math.max(0, low ?? 0))} <= ${name} <= ${written(Math.min(1, high ?? 1))}`
  if (low === null && high === null) return ` ${name} free`
  return ` ${low === null ? '-inf' : written(low)} <= ${name} <= ${high === null ? '+inf' : written(high)}`
}

function section(title: string, variables: readonly ProgrammeVariable[], kind: string): string[] {
  const names = variables.flatMap((variable, index) => (variable.kind === kind ? [`x${String(index)}`] : []))
  return names.length === 0 ? [] : [title, ` ${wrapped(names)}`]
}

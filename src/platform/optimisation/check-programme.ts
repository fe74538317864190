import type { IntegerProgramme, Issue } from '#domain/kernel'

/** Beyond these a programme is a mistake here, not a task. */
export const PROGRAMME_LIMITS = { variables: 20_000, rows: 20_000, terms: 400_000 } as const
/** The solver takes what is larger for infinite. */
const LARGEST = 1e15

/** What is wrong with a programme before it is solved: names, numbers, sizes. */
export function checkProgramme({ variables, rows }: IntegerProgramme): Issue[] {
  const problem = (what: string, name: string): Issue => ({
    code: 'optimisation.programme',
    params: { what, name },
  })
  const terms = rows.reduce((sum, row) => sum + row.terms.length, 0)
  if (
    variables.length > PROGRAMME_LIMITS.variables ||
    rows.length > PROGRAMME_LIMITS.rows ||
    terms > PROGRAMME_LIMITS.terms
  )
    return [problem('size', `${String(variables.length)} × ${String(rows.length)}`)]
  const issues: Issue[] = []
  const names = new Set<string>()
  for (const { name, low, high, weight } of variables) {
    if (names.has(name)) issues.push(problem('variable-twice', name))
    names.add(name)
    if (![low, high, weight].every(isWritable)) issues.push(problem('number', name))
  }
  const rowNames = new Set<string>()
  for (const { name, terms: parts, low, high } of rows) {
    if (rowNames.has(name)) issues.push(problem('row-twice', name))
    rowNames.add(name)
    if (![low, high, ...parts.map(({ factor }) => factor)].every(isWritable))
      issues.push(problem('number', name))
    const unknown = parts.find(({ variable }) => !names.has(variable))
    if (unknown !== undefined) issues.push(problem('unknown-variable', unknown.variable))
    if (new Set(parts.map(({ variable }) => variable)).size < parts.length)
      issues.push(problem('variable-twice-in-row', name))
  }
  return issues
}

function isWritable(value: number | null): boolean {
  return value === null || (Number.isFinite(value) && Math.abs(value) < LARGEST)
}

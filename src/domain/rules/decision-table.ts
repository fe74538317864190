/** What a decision table answers, by hit policy (DMN 1.5 clause 8.2.11 and table 45). */
import { BUILT_INS } from './built-ins.ts'
import { callByPosition } from './call-function.ts'
import { equalValues } from './compare.ts'
import type { DecisionTable } from './dmn-model.ts'
import type { FeelRun } from './scope.ts'
import { type FeelValue, toNumber } from './values.ts'

/** What a table asks of the world around it. */
export interface TableReader {
  readonly run: FeelRun
  /** Whether a row's tests all pass. */
  matches(row: number): boolean
  /** The entries of a row's output columns, as their types want them. */
  outputs(row: number): readonly FeelValue[]
  /** The default entries; null where a column has none. */
  defaults(): readonly FeelValue[] | null
  /** Allowed values of an output column, highest first; null where they are not given. */
  priorities(column: number): readonly FeelValue[] | null
}

export interface TableAnswer {
  readonly value: FeelValue
  /** Rows whose tests all passed, from 0. */
  readonly matched: readonly number[]
  /** Rows that the answer comes from. */
  readonly used: readonly number[]
}

export function decideTable(table: DecisionTable, reader: TableReader): TableAnswer {
  const stopsAtFirst = table.hitPolicy === 'FIRST'
  const matched: number[] = []
  for (let row = 0; row < table.rules.length; row++) {
    reader.run.spend(1)
    if (!reader.matches(row)) continue
    matched.push(row)
    if (stopsAtFirst) break
  }
  if (matched.length === 0) return { value: withoutMatch(table, reader), matched, used: [] }
  const hits = matched.map((row) => ({ row, outputs: reader.outputs(row) }))
  const answer = (used: readonly Hit[], value: FeelValue): TableAnswer => ({
    value,
    matched,
    used: used.map(({ row }) => row),
  })
  const [first] = hits
  if (first === undefined) return { value: null, matched, used: [] }
  switch (table.hitPolicy) {
    case 'UNIQUE':
      return hits.length > 1
        ? answer(hits, reader.run.nothing('several_rows', { rows: rowsText(matched) }))
        : answer(hits, asValue(table, first))
    case 'ANY':
      return hits.some((hit) => equalValues([...hit.outputs], [...first.outputs], reader.run) !== true)
        ? answer(hits, reader.run.nothing('several_rows', { rows: rowsText(matched) }))
        : answer([first], asValue(table, first))
    case 'FIRST':
      return answer([first], asValue(table, first))
    case 'PRIORITY': {
      const best = byPriority(table, hits, reader).slice(0, 1)
      return answer(best, best.map((hit) => asValue(table, hit))[0] ?? null)
    }
    case 'OUTPUT ORDER': {
      const ordered = byPriority(table, hits, reader)
      return answer(
        ordered,
        ordered.map((hit) => asValue(table, hit)),
      )
    }
    case 'RULE ORDER':
      return answer(
        hits,
        hits.map((hit) => asValue(table, hit)),
      )
    case 'COLLECT':
      return answer(hits, collected(table, hits, reader.run))
  }
}

interface Hit {
  readonly row: number
  readonly outputs: readonly FeelValue[]
}

function rowsText(rows: readonly number[]): string {
  return rows
    .slice(0, 20)
    .map((row) => row + 1)
    .join(', ')
}

/** One column: its entry; several: a context. */
function asValue(table: DecisionTable, hit: { readonly outputs: readonly FeelValue[] }): FeelValue {
  if (table.outputs.length === 1) return hit.outputs[0] ?? null
  return new Map(
    table.outputs.map(({ name }, column) => [name ?? `${column + 1}`, hit.outputs[column] ?? null]),
  )
}

function withoutMatch(table: DecisionTable, reader: TableReader): FeelValue {
  const defaults = reader.defaults()
  if (defaults !== null) return asValue(table, { outputs: defaults })
  switch (table.hitPolicy) {
    case 'COLLECT':
      if (table.aggregation === null) return []
      return table.aggregation === 'COUNT' ? toNumber(0) : null
    case 'RULE ORDER':
    case 'OUTPUT ORDER':
      return []
    case 'UNIQUE':
    case 'ANY':
    case 'FIRST':
    case 'PRIORITY':
      return null
  }
}

function collected(table: DecisionTable, hits: readonly Hit[], run: FeelRun): FeelValue {
  if (table.aggregation === null) return hits.map((hit) => asValue(table, hit))
  if (table.outputs.length > 1) return run.nothing('no_such_operation', { name: table.aggregation })
  const values = hits.map((hit) => hit.outputs[0] ?? null)
  if (table.aggregation === 'COUNT') return toNumber(values.length)
  const aggregate = BUILT_INS.get(table.aggregation.toLowerCase())
  return aggregate === undefined ? null : callByPosition(aggregate, [values], run)
}

/** Highest first, column by column from the left; rows that are equal there stay in their order. */
function byPriority(table: DecisionTable, hits: readonly Hit[], reader: TableReader): Hit[] {
  const ranks = table.outputs.map((_, column) => reader.priorities(column))
  const rankOf = (hit: Hit, column: number): number => {
    const order = ranks[column] ?? null
    if (order === null) return 0
    const place = order.findIndex(
      (value) => equalValues(value, hit.outputs[column] ?? null, reader.run) === true,
    )
    return place < 0 ? order.length : place
  }
  return [...hits].sort((a, b) => {
    for (let column = 0; column < ranks.length; column++) {
      const difference = rankOf(a, column) - rankOf(b, column)
      if (difference !== 0) return difference
    }
    return a.row - b.row
  })
}

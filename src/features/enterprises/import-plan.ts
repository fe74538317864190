import { createHash } from 'node:crypto'
import { canonicalJson, type Issue, type Json } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { ImportDeclaration, ReadRow } from '#platform/spreadsheets'
import type { ImportLine } from './contract.ts'
import type { Tx } from './store.ts'

export interface RowIssue extends Issue {
  readonly params: Readonly<Record<string, Json>>
  /** The column whose cell is marked. */
  readonly key: string
}

/** What becomes of a row; `write` does it. */
export interface PlannedRow {
  readonly outcome: ImportLine['outcome']
  readonly creditCode: string | null
  readonly name: string | null
  readonly enterpriseId: string | null
  readonly changes: ImportLine['changes']
  readonly issues: readonly RowIssue[]
  /** Of what would be written and of what it stands on. */
  readonly digest: string | null
  readonly write: ((tx: Tx, ctx: Context, jobId: string) => Promise<string>) | null
}

/** Plans rows of a batch against what is known now; under the caller's rights. */
export type Planner = (tx: Tx, ctx: Context, rows: readonly ReadRow[]) => Promise<PlannedRow[]>

/** What an import is of: its columns, what tells rows apart, what becomes of them. */
export interface ImportPlan {
  readonly declaration: ImportDeclaration
  /** Rows with the same key say the same thing twice; null: nothing can be said. */
  readonly keyOf: (row: ReadRow) => string | null
  readonly plan: Planner
}

export function refusedRow(
  row: Pick<PlannedRow, 'creditCode' | 'name' | 'enterpriseId'>,
  issues: readonly RowIssue[],
): PlannedRow {
  return { ...row, outcome: 'refuse', changes: [], issues, digest: null, write: null }
}

export function digestOf(value: object): string {
  const plain = JSON.parse(JSON.stringify(value)) as Json
  return createHash('sha256').update(canonicalJson(plain)).digest('hex')
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

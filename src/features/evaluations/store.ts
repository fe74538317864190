import type { Kysely, Transaction } from 'kysely'
import { compileScheme, parseScheme, type CompiledScheme, type Scheme } from '#domain/evaluation'
import { refuse, type Issue } from '#domain/kernel'
import type { Database } from '#platform/postgres'
import type { WireJson } from './contract.ts'

export type Tx = Transaction<Database>
export type Db = Kysely<Database>

export interface StoredScheme {
  readonly id: string
  readonly code: string
  readonly version: number
  readonly ownerId: string | null
  readonly state: 'draft' | 'published'
  readonly unitKind: string
  readonly rhythm: 'year' | 'quarter' | 'month'
  readonly definition: unknown
  readonly digest: string
  readonly rowVersion: number
}

/** Refuses with `evaluation.not_found` what is not there, or not the caller's to see. */
export async function loadScheme(tx: Tx, id: string, lock = false): Promise<StoredScheme> {
  let query = tx
    .selectFrom('evaluationScheme')
    .select([
      'id',
      'code',
      'version',
      'ownerId',
      'state',
      'unitKind',
      'rhythm',
      'definition',
      'digest',
      'rowVersion',
    ])
    .where('id', '=', id)
  if (lock) query = query.forUpdate()
  return (await query.executeTakeFirst()) ?? refuse('evaluation.not_found')
}

/** A stored definition that can run, or why not. */
export function readDefinition(
  definition: unknown,
):
  | { readonly ok: true; readonly scheme: Scheme; readonly compiled: CompiledScheme }
  | { readonly ok: false; readonly issues: readonly Issue[] } {
  const parsed = parseScheme(definition)
  if (!parsed.ok) return parsed
  const compiled = compileScheme(parsed.value)
  return compiled.ok ? { ok: true, scheme: parsed.value, compiled: compiled.value } : compiled
}

export interface StoredSnapshot {
  readonly id: string
  readonly roundId: string | null
  readonly schemeId: string
  readonly period: string
  readonly no: number
  readonly asOf: string
  readonly data: unknown
  readonly sources: unknown
  readonly digest: string
}

export async function loadSnapshot(tx: Tx, id: string): Promise<StoredSnapshot> {
  return (
    (await tx
      .selectFrom('evaluationSnapshot')
      .select(['id', 'roundId', 'schemeId', 'period', 'no', 'asOf', 'data', 'sources', 'digest'])
      .where('id', '=', id)
      .executeTakeFirst()) ?? refuse('evaluation.not_found')
  )
}

/** An issue as it goes over the wire. */
export function wireIssue({ code, path, params }: Issue): {
  code: string
  path: (string | number)[]
  params: Record<string, WireJson>
} {
  return { code, path: [...(path ?? [])], params: { ...params } as Record<string, WireJson> }
}

/** Plain data of an engine as JSON of the contract. */
export function wireJson(value: unknown): WireJson {
  return JSON.parse(JSON.stringify(value)) as WireJson
}

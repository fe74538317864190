import { refuse, type Json } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf } from '../route-contract.ts'
import { checkNames } from './check-named.ts'
import type { TargetPage } from './contract.ts'
import type * as contract from './contract.ts'
import { keepTargetChange, targetToChange, type TargetChange } from './target-changes.ts'
import { readTarget } from './target-page.ts'
import type { StoredTarget } from './targets.ts'

type Request = BodyOf<typeof contract.changeTarget>
type Columns = Omit<NonNullable<TargetChange['columns']>, 'follows'>

/** Base, year, path, kind, lead and readers of a target; the answer is its page. */
export async function changeTarget(ctx: Context, id: string, request: Request): Promise<TargetPage> {
  await ctx.inTransaction(async (tx) => {
    const stored = await targetToChange(tx, ctx, id, request.version)
    const { row } = stored
    const wanted = columnsWanted(stored, request)
    const columns = Object.fromEntries(
      Object.entries(wanted).filter(([field, value]) => row[field as keyof Columns] !== value),
    ) as Columns
    if (Object.keys(columns).length === 0) refuse('ledger.nothing_changed', { act: 'change-target' })
    checkOwners(ctx, stored, columns)
    checkMeaning(stored, wanted, columns, request.reason)
    if (columns.leadId !== undefined) await checkNames(tx, { bodies: [columns.leadId] })
    await keepTargetChange(tx, ctx, row, {
      act: 'change',
      reason: request.reason,
      changed: changedOf(stored, columns),
      columns,
    })
  })
  return readTarget(ctx, id)
}

/** What the target would say: a level's values have the unit of the target itself. */
function columnsWanted({ row }: StoredTarget, request: Request): Required<Columns> {
  const kind = request.kind ?? row.kind
  return {
    kind,
    levelUnit: kind === 'level' ? row.unit : (request.levelUnit ?? row.levelUnit),
    year: request.year === undefined ? row.year : request.year,
    baseYear: request.base === undefined ? row.baseYear : (request.base?.year ?? null),
    baseValue: request.base === undefined ? row.baseValue : (request.base?.value ?? null),
    path: request.path ?? row.path,
    leadId: request.leadId === undefined ? row.leadId : request.leadId,
    visibility: request.visibility ?? row.visibility,
    forEvaluation: request.forEvaluation ?? row.forEvaluation,
  }
}

/** Who leads, who may read and what is evaluated is for the body whose plan it is. */
function checkOwners(ctx: Context, { row }: StoredTarget, columns: Columns): void {
  if (row.ownerId === ctx.caller.organisationId) return
  const field = (['leadId', 'visibility', 'forEvaluation'] as const).find((one) => one in columns)
  if (field !== undefined) refuse('ledger.target_field_of_owner', { field }, [field])
}

const MEANING = ['year', 'baseYear', 'baseValue', 'levelUnit', 'kind'] as const

function checkMeaning(
  { row, actuals }: StoredTarget,
  wanted: Required<Columns>,
  columns: Columns,
  reason: string | null,
): void {
  if (wanted.kind === 'growth' && row.unit !== '%') refuse('ledger.growth_in_percent', {}, ['kind'])
  if (wanted.baseYear !== null && wanted.year !== null && wanted.baseYear >= wanted.year)
    refuse('ledger.base_after_year', { baseYear: String(wanted.baseYear), year: String(wanted.year) }, [
      'base',
      'year',
    ])
  // Values are kept in the unit of the level: another unit would give them another meaning.
  const keepsBase =
    row.baseValue !== null && columns.baseValue === undefined && columns.baseYear === undefined
  if (columns.levelUnit !== undefined && (actuals.length > 0 || keepsBase))
    refuse('ledger.unit_with_values', { unit: row.levelUnit }, ['levelUnit'])
  // What was said before is corrected only with a reason; saying it for the first time needs none.
  const isCorrection = MEANING.some((field) => field in columns && row[field] !== null && !isFirstBase(field))
  if (isCorrection && reason === null) refuse('ledger.reason_required', { act: 'change-target' }, ['reason'])

  function isFirstBase(field: (typeof MEANING)[number]): boolean {
    // The unit of the level comes with the base of a growth target.
    return field === 'levelUnit' && row.baseValue === null && actuals.length === 0
  }
}

/** Base year and value are one thing to a reader. */
function changedOf({ row }: StoredTarget, columns: Columns): Record<string, [Json, Json]> {
  const changed: Record<string, [Json, Json]> = {}
  const { baseYear, baseValue, ...others } = columns
  for (const field of Object.keys(others) as (keyof typeof others)[])
    changed[field] = [row[field], others[field] ?? null]
  if (baseYear !== undefined || baseValue !== undefined) {
    const after = {
      year: baseYear === undefined ? row.baseYear : baseYear,
      value: baseValue === undefined ? row.baseValue : baseValue,
    }
    changed['base'] = [
      row.baseYear === null ? null : { year: row.baseYear, value: row.baseValue },
      after.year === null ? null : after,
    ]
  }
  return changed
}

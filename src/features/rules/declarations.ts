import { sql } from 'kysely'
import { chinaDay, refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf, ParamsOf, QueryOf, ResponseOf } from '../route-contract.ts'
import type * as contract from './contract.ts'
import type { Declaration } from './contract.ts'
import { DECLARED_MONTHS, type BoundFact } from './fact-binding.ts'
import { fitting } from './facts-of.ts'
import type { Tx } from './store.ts'
import { addMonths } from './add-months.ts'
import { tellOfDecision, tellOfDeclaration } from './tell-declaration.ts'
import { shippedBook } from './zone-book.ts'

interface StoredDeclaration {
  readonly id: string
  readonly enterpriseId: string
  readonly name: string
  readonly creditCode: string
  readonly fact: string
  readonly value: Declaration['value']
  readonly from: string
  readonly to: string
  readonly state: Declaration['state']
  readonly note: string | null
  readonly at: string
  readonly byId: string | null
  readonly byName: string
  readonly decidedAt: string | null
  readonly decidedByName: string | null
  readonly decisionReason: string | null
  readonly synthetic: boolean
  readonly version: number
  readonly files: Declaration['files']
}

interface Filter {
  readonly id?: string
  readonly enterprise?: string | undefined
  readonly state?: Declaration['state'] | undefined
  readonly fact?: string | undefined
  readonly offset?: number
  readonly limit?: number
}

/** Those that wait come first, then the newest. */
export async function loadDeclarations(tx: Tx, ctx: Context, filter: Filter): Promise<Declaration[]> {
  const { rows } = await sql<StoredDeclaration>`
    SELECT d.id, d.enterprise_id, s.name, e.credit_code, d.fact, d.value, lower(d.valid)::text AS "from",
           upper(d.valid)::text AS "to", d.state, d.note, d.at, d.by_id, d.by_name, d.decided_at, d.decided_by_name,
           d.decision_reason, d.synthetic, d.version,
           coalesce((SELECT json_agg(json_build_object('id', f.id, 'name', f.name, 'sizeBytes', f.size_bytes) ORDER BY f.at)
              FROM fact_file f WHERE f.declaration_id = d.id), '[]') AS files
      FROM fact_declaration d
      JOIN enterprise e ON e.id = d.enterprise_id
      LEFT JOIN LATERAL (SELECT name FROM enterprise_state s WHERE s.enterprise_id = d.enterprise_id AND upper_inf(s.known)
                          ORDER BY lower(s.valid) DESC LIMIT 1) s ON true
     WHERE ${condition(filter)}
     ORDER BY (d.state = 'declared') DESC, d.at DESC, d.id
    OFFSET ${filter.offset ?? 0} LIMIT ${filter.limit ?? 500}`.execute(tx)
  return rows.map((row) => viewOf(ctx, row))
}

function condition({ id, enterprise, state, fact }: Filter) {
  const parts = [
    id === undefined ? null : sql<boolean>`d.id = ${id}`,
    enterprise === undefined ? null : sql<boolean>`d.enterprise_id = ${enterprise}`,
    state === undefined ? null : sql<boolean>`d.state = ${state}`,
    fact === undefined ? null : sql<boolean>`d.fact = ${fact}`,
  ].filter((part) => part !== null)
  return parts.length === 0 ? sql<boolean>`true` : sql.join(parts, sql` AND `)
}

function viewOf(ctx: Context, row: StoredDeclaration): Declaration {
  const fact = shippedBook().byCode.get(row.fact)
  const own = row.byId !== null && row.byId === ctx.caller.userId
  const standing = row.state === 'declared' || row.state === 'confirmed'
  const { roles } = ctx.caller
  const decides = roles.includes('zone_office') || roles.includes('park_committee')
  const can: Declaration['can'] = []
  if (standing && (own || roles.includes('enterprise'))) can.push('withdraw')
  if (row.state === 'declared' && decides && !own) can.push('confirm')
  if (standing && decides && !own) can.push('refuse')
  const { enterpriseId, name, creditCode, byId: _, ...rest } = row
  return {
    ...rest,
    enterprise: { id: enterpriseId, name: name, creditCode },
    title: fact?.title ?? { zh: row.fact, en: row.fact },
    unit: fact?.unit ?? null,
    can,
  }
}

export function listDeclarations(
  ctx: Context,
  query: QueryOf<typeof contract.listDeclarations>,
): Promise<ResponseOf<typeof contract.listDeclarations>> {
  return ctx.read(async (tx) => {
    const { rows } = await sql<{ total: number; waiting: number }>`
      SELECT count(*)::int AS total, (count(*) FILTER (WHERE d.state = 'declared'))::int AS waiting
        FROM fact_declaration d WHERE ${condition(query)}`.execute(tx)
    return {
      total: rows[0]?.total ?? 0,
      waiting: rows[0]?.waiting ?? 0,
      declarations: await loadDeclarations(tx, ctx, query),
    }
  })
}

/** What was said before about the same, and still waits, is replaced; what was confirmed stands until this one is. */
export function declareFact(
  ctx: Context,
  { enterpriseId }: ParamsOf<typeof contract.declareFact>,
  { fact: code, value, from: given, note, files }: BodyOf<typeof contract.declareFact>,
): Promise<Declaration> {
  const today = chinaDay(ctx.now.getTime())
  const fact = shippedBook().byCode.get(code) ?? refuse('rules.no_such_fact', { fact: code }, ['fact'])
  const from = given ?? today
  if (from > today) refuse('rules.declared_ahead', { from, today }, ['from'])
  requireValue(fact, value)
  const to = addMonths(from, monthsOf(fact))
  if (to <= today) refuse('rules.declared_too_old', { from, months: monthsOf(fact) }, ['from'])
  return ctx.inTransaction(async (tx) => {
    await requireEnterprise(tx, enterpriseId)
    await sql`SELECT pg_advisory_xact_lock(hashtext('fact_declaration'), hashtext(${enterpriseId}))`.execute(
      tx,
    )
    await sql`UPDATE fact_declaration SET state = 'replaced', version = version + 1, txid = pg_current_xact_id()
               WHERE enterprise_id = ${enterpriseId} AND fact = ${code} AND state = 'declared'`.execute(tx)
    const { id } = await tx
      .insertInto('factDeclaration')
      .values({
        enterpriseId,
        fact: code,
        value: JSON.stringify(value),
        valid: `[${from},${to})`,
        state: 'declared',
        note,
        at: ctx.now.toISOString(),
        byId: ctx.caller.userId,
        byName: ctx.caller.name,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (files.length > 0) {
      const tied = await tx
        .updateTable('factFile')
        .set({ declarationId: id })
        .where('id', 'in', files)
        .where('enterpriseId', '=', enterpriseId)
        .where('declarationId', 'is', null)
        .executeTakeFirst()
      if (Number(tied.numUpdatedRows) !== new Set(files).size) refuse('rules.file_gone', {}, ['files'])
    }
    const declaration = await one(tx, ctx, id)
    await tellOfDeclaration(tx, ctx, declaration)
    await ctx.audit(tx, {
      action: 'rules.declare-fact',
      subjectKind: 'enterprise',
      subjectId: enterpriseId,
      detail: { fact: code, from, declaration: id },
    })
    return declaration
  })
}

function monthsOf(fact: BoundFact): number {
  return fact.from.kind === 'declared' ? fact.from.validMonths : DECLARED_MONTHS
}

/** Whether it may be said at all: not what is worked out, and not what a public register or the own register knows better. */
export function isDeclarable(fact: BoundFact): boolean {
  return fact.from.kind === 'declared' || fact.from.kind === 'filing' || fact.from.kind === 'records'
}

function requireValue(fact: BoundFact, value: unknown): void {
  if (!isDeclarable(fact)) refuse('rules.fact_not_declarable', { fact: fact.code }, ['fact'])
  if (fitting(fact, value) === null)
    refuse('rules.value_of_other_type', { parameter: fact.code, type: fact.type }, ['value'])
  const words = new Set(fact.options?.map(({ code }) => code))
  if (fact.options === null) return
  const said = Array.isArray(value) ? value.map(String) : [String(value)]
  const unknown = said.find((word) => !words.has(word))
  if (unknown !== undefined) refuse('rules.not_an_option', { fact: fact.code, value: unknown }, ['value'])
}

/** Refuses when the caller may not see it, by the same words as when it is not there. */
export async function requireEnterprise(tx: Tx, enterpriseId: string): Promise<void> {
  const there = await tx
    .selectFrom('enterprise')
    .select('id')
    .where('id', '=', enterpriseId)
    .executeTakeFirst()
  const { rows } = await sql<{ keeps: boolean }>`SELECT keeps_enterprise(${enterpriseId}) AS keeps`.execute(
    tx,
  )
  if (there === undefined || rows[0]?.keeps !== true) refuse('enterprises.not_found')
}

export function decideDeclaration(
  ctx: Context,
  { declarationId }: ParamsOf<typeof contract.decideDeclaration>,
  { decision, reason, version }: BodyOf<typeof contract.decideDeclaration>,
): Promise<Declaration> {
  return ctx.inTransaction(async (tx) => {
    await tx.selectFrom('factDeclaration').select('id').where('id', '=', declarationId).forUpdate().execute()
    const before = await one(tx, ctx, declarationId)
    if (before.version !== version) refuse('rules.stale', { state: before.state, version: before.version })
    if (!before.can.includes(decision)) refuse('rules.declaration_not_now', { state: before.state, decision })
    if (decision === 'refuse' && reason === null) refuse('rules.reason_missing', {}, ['reason'])
    if (decision === 'confirm')
      await sql`UPDATE fact_declaration SET state = 'replaced', version = version + 1, txid = pg_current_xact_id()
                 WHERE enterprise_id = ${before.enterprise.id} AND fact = ${before.fact} AND state = 'confirmed'`.execute(
        tx,
      )
    const decided =
      decision === 'withdraw'
        ? sql`state = 'withdrawn'`
        : sql`state = ${decision === 'confirm' ? 'confirmed' : 'refused'}, decided_at = ${ctx.now.toISOString()},
              decided_by_id = ${ctx.caller.userId}, decided_by_name = ${ctx.caller.name}, decision_reason = ${reason}`
    await sql`UPDATE fact_declaration SET ${decided}, version = version + 1, txid = pg_current_xact_id()
               WHERE id = ${declarationId}`.execute(tx)
    const after = await one(tx, ctx, declarationId)
    if (decision !== 'withdraw') await tellOfDecision(tx, ctx, after)
    await ctx.audit(tx, {
      action: `rules.${decision}-declaration`,
      subjectKind: 'enterprise',
      subjectId: before.enterprise.id,
      detail: { fact: before.fact, declaration: declarationId, reason },
    })
    return after
  })
}

async function one(tx: Tx, ctx: Context, id: string): Promise<Declaration> {
  const found = await loadDeclarations(tx, ctx, { id })
  return found[0] ?? refuse('rules.declaration_not_found')
}

import { sql } from 'kysely'
import type { CaseActor, CaseEnvironment, ProcedureDefinition, RelatedCase, TimeLimit } from '#domain/cases'
import type { Context } from '#platform/http'
import { calendarsOf } from './calendars.ts'
import type { Tx } from './store.ts'

/** What the engine must be told of the world for a decision on this case. */
export async function environmentFor(
  tx: Tx,
  ctx: Pick<Context, 'now' | 'place'>,
  definition: ProcedureDefinition,
  subject: string | null,
  caseId: string | null,
): Promise<CaseEnvironment> {
  return {
    now: ctx.now.getTime(),
    calendars: await calendarsOf(tx, ctx.place),
    settings: await settingsOf(tx, definition.code),
    related: await relatedCases(tx, subject, caseId),
  }
}

/** Settings of a procedure that the zone has changed, as they stand. */
export async function settingsOf(
  tx: Tx,
  procedure: string,
): Promise<Readonly<Record<string, TimeLimit | number>>> {
  const rows = await tx
    .selectFrom('procedureSetting')
    .distinctOn('setting')
    .select(['setting', 'value'])
    .where('procedure', '=', procedure)
    .orderBy('setting')
    .orderBy('id', 'desc')
    .execute()
  return Object.fromEntries(
    rows.map(({ setting, value }) => [setting, value as unknown as TimeLimit | number]),
  )
}

/** Other cases on the same subject, whoever may read them: a refused project is refused for everybody. */
export async function relatedCases(
  tx: Tx,
  subject: string | null,
  caseId: string | null,
): Promise<RelatedCase[]> {
  if (subject === null) return []
  const { rows } = await sql<{
    id: string
    procedure: string
    number: string | null
    outcome: string | null
    closed: boolean
  }>`select id, procedure, number, outcome, closed from related_cases(${subject}, ${caseId}::uuid)`.execute(
    tx,
  )
  return rows.map(({ id, ...row }) => ({ caseId: id, ...row }))
}

/** The caller as the engine knows people: with those whose work he has taken over for a while. */
export async function actorOf(tx: Tx, ctx: Pick<Context, 'caller' | 'now'>): Promise<CaseActor> {
  const { userId, organisationId, name, roles } = ctx.caller
  if (userId === null || organisationId === null)
    throw new Error('Somebody without an account or organisation cannot act on a case')
  const absent = await tx
    .selectFrom('absence as a')
    .innerJoin('person as p', 'p.id', 'a.userId')
    .select(['p.id as userId', 'p.name', 'p.organisationId', 'p.roles'])
    .where('a.substituteId', '=', userId)
    .where('a.ended', '=', false)
    .where(sql<boolean>`a.during @> ${ctx.now.toISOString()}::timestamptz`)
    .execute()
  return { userId, organisationId, name, roles, substitutesFor: absent }
}

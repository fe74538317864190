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

/** The same for many cases of one transaction, by their ids; a few queries however many cases. */
export async function environmentsFor(
  tx: Tx,
  ctx: Pick<Context, 'now' | 'place'>,
  cases: readonly { readonly id: string; readonly procedure: string; readonly subject: string | null }[],
): Promise<(caseId: string) => CaseEnvironment> {
  const calendars = await calendarsOf(tx, ctx.place)
  const settings = new Map<string, CaseEnvironment['settings']>()
  for (const procedure of new Set(cases.map(({ procedure }) => procedure)))
    settings.set(procedure, await settingsOf(tx, procedure))
  const related = await casesAbout(
    tx,
    cases.flatMap(({ subject }) => subject ?? []),
  )
  const environments = new Map(
    cases.map(({ id, procedure, subject }): [string, CaseEnvironment] => [
      id,
      {
        now: ctx.now.getTime(),
        calendars,
        settings: settings.get(procedure) ?? {},
        related: others(subject === null ? [] : related.get(subject), id),
      },
    ]),
  )
  return (caseId) => {
    const environment = environments.get(caseId)
    if (environment === undefined) throw new Error(`No environment was read for ${caseId}`)
    return environment
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
  return Object.fromEntries(rows.map(({ setting, value }) => [setting, value as TimeLimit | number]))
}

/** Other cases on the same subject, whoever may read them: a refused project is refused for everybody. */
export async function relatedCases(
  tx: Tx,
  subject: string | null,
  caseId: string | null,
): Promise<RelatedCase[]> {
  if (subject === null) return []
  return others((await casesAbout(tx, [subject])).get(subject), caseId)
}

function others(cases: readonly RelatedCase[] = [], caseId: string | null): RelatedCase[] {
  return cases.filter((one) => one.caseId !== caseId)
}

async function casesAbout(tx: Tx, subjects: readonly string[]): Promise<Map<string, RelatedCase[]>> {
  if (subjects.length === 0) return new Map()
  const { rows } = await sql<{
    subject: string
    id: string
    procedure: string
    number: string | null
    outcome: string | null
    closed: boolean
  }>`select * from related_cases(${[...new Set(subjects)]}::text[])`.execute(tx)
  const bySubject = new Map<string, RelatedCase[]>()
  for (const { subject, id, ...row } of rows) {
    const cases = bySubject.get(subject) ?? []
    cases.push({ caseId: id, ...row })
    bySubject.set(subject, cases)
  }
  return bySubject
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

import { sql } from 'kysely'
import { refuse, type Json } from '#domain/kernel'
import { possibleActs, type Duty } from '#domain/ledger'
import type { Context } from '#platform/http'
import { actorOf } from './actor.ts'
import { loadBodies, type Bodies } from './bodies.ts'
import type { Body, DutyReport, DutyView, WireJson } from './contract.ts'
import { readDutyRows } from './duty-rows.ts'
import { rollUpOf } from './reassess.ts'
import { loadDuty, pairOf, type StoredDuty, type Tx } from './store.ts'
import { sentenceOf } from './sentences.ts'

/** Everything that a duty's page shows. */
export function readDuty(ctx: Context, id: string): Promise<DutyView> {
  return ctx.read(async (tx) => {
    const stored = await loadDuty(tx, id)
    const { row, duty } = stored
    const [self] = await readDutyRows(tx, ctx, { where: sql`d.id = ${id}::uuid` })
    if (self === undefined) return refuse('ledger.not_found')
    const rolled = await rollUpOf(tx, row)
    const parts = await readDutyRows(tx, ctx, {
      where: sql`d.parent_id = ${id}::uuid`,
      order: sql`d.period nulls first, d.serial`,
    })
    const linked = (from: 'from' | 'to', kind: string) =>
      readDutyRows(tx, ctx, {
        where:
          from === 'to'
            ? sql`d.id in (select l.from_id from duty_link l where l.to_id = ${id}::uuid and l.kind = ${kind})`
            : sql`d.id in (select l.to_id from duty_link l where l.from_id = ${id}::uuid and l.kind = ${kind})`,
      })
    const takenUpBy = await linked('to', 'takes-up')
    const addressees = await readAddressees(tx, ctx, id)
    const assessment = row.assessment as Pick<DutyView['assessment'], 'ruled' | 'because'>
    return {
      duty: self,
      content: duty.content,
      personId: duty.personId,
      weight: duty.weight,
      rollUp: duty.rollUp,
      ownProgress: duty.progress,
      reportEvery: duty.reportEvery,
      override: duty.override,
      mergedInto: duty.mergedInto === null ? null : await briefOf(tx, duty.mergedInto),
      assessment: {
        light: row.light,
        ruled: assessment.ruled ?? row.light,
        because: assessment.because ?? [],
      },
      sentence: sentenceOf(row),
      headingPath: row.headingPath,
      ancestors: await readAncestors(tx, duty.parentId),
      parts,
      rollUpParts: rolled.parts === null ? null : rolled.parts.map((part) => ({ ...part })),
      leftOut: [...rolled.left],
      takenUpBy,
      takesUp: await linked('from', 'takes-up'),
      dependsOn: await linked('from', 'depends-on'),
      neededBy: await linked('to', 'depends-on'),
      addressees,
      missing: addressees.filter(
        (park) =>
          !takenUpBy.some(({ owner, lead, park: about }) =>
            [owner.id, lead?.id, about?.id].includes(park.id),
          ),
      ),
      ...(await readReports(tx, ctx, id)),
      cases: await readCases(tx, id),
      proposals: await tx
        .selectFrom('supervisionProposal')
        .select(['id', 'cause', 'raisedOn', 'state', 'reason'])
        .where('dutyId', '=', id)
        .orderBy('raisedOn', 'desc')
        .execute(),
      history: await readHistory(tx, ctx, id),
      can: await abilities(tx, ctx, stored),
    }
  })
}

async function briefOf(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('duty')
    .select(['id', 'serial', 'title'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** Outermost first. */
async function readAncestors(tx: Tx, parentId: string | null): Promise<DutyView['ancestors']> {
  if (parentId === null) return []
  const { rows } = await sql<{ id: string; serial: number; title: string }>`
    with recursive above as (
      select d.id, d.serial, d.title, d.parent_id, 1 as depth from duty d where d.id = ${parentId}::uuid
      union all
      select d.id, d.serial, d.title, d.parent_id, a.depth + 1 from duty d join above a on a.parent_id = d.id
       where a.depth < 30)
    select id, serial, title from above order by depth desc`.execute(tx)
  return rows
}

async function readAddressees(tx: Tx, ctx: Context, id: string): Promise<Body[]> {
  const rows = await tx.selectFrom('dutyAddressee').select('parkId').where('dutyId', '=', id).execute()
  const bodies = await loadBodies(
    tx,
    ctx,
    rows.map(({ parkId }) => parkId),
  )
  return rows.map(({ parkId }) => bodies.of(parkId)).sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function readReports(
  tx: Tx,
  ctx: Context,
  id: string,
): Promise<Pick<DutyView, 'reports' | 'waitingFiles'>> {
  const rows = await tx
    .selectFrom('dutyReport')
    .selectAll()
    .where('dutyId', '=', id)
    .orderBy('at', 'desc')
    .execute()
  const files = await tx
    .selectFrom('dutyFile')
    .select(['id', 'reportId', 'name', 'sizeBytes', 'digest'])
    .where('dutyId', '=', id)
    .orderBy('at')
    .execute()
  const bodies = await loadBodies(
    tx,
    ctx,
    rows.map(({ organisationId }) => organisationId),
  )
  const filesOf = (reportId: string | null) =>
    files
      .filter((file) => file.reportId === reportId)
      .map(({ id, name, sizeBytes, digest }) => ({ id, name, sizeBytes, digest }))
  return {
    reports: rows.map((row): DutyReport => ({
      id: row.id,
      kind: row.kind,
      period: row.period,
      percent: row.percent,
      text: row.text,
      figures: row.figures as DutyReport['figures'],
      files: filesOf(row.id),
      at: row.at,
      by: row.byName,
      organisation: bodies.of(row.organisationId),
    })),
    waitingFiles: filesOf(null),
  }
}

async function readCases(tx: Tx, id: string): Promise<DutyView['cases']> {
  return tx
    .selectFrom('procedureCase')
    .select(['id', 'number', 'title', 'procedure', 'stage'])
    .where('originKind', '=', 'duty')
    .where('originId', '=', id)
    .orderBy('openedAt', 'desc')
    .execute()
}

/** Fields whose values are ids: the page shows names. */
const NAMED_FIELDS = new Set(['leadId', 'ownerId', 'parkId', 'personId', 'supporting', 'mergedInto'])

async function readHistory(tx: Tx, ctx: Context, id: string): Promise<DutyView['history']> {
  const rows = await tx
    .selectFrom('dutyChange')
    .selectAll()
    .where('dutyId', '=', id)
    .orderBy('version', 'desc')
    .execute()
  const bodies = await loadBodies(
    tx,
    ctx,
    rows.flatMap(({ byOrganisationId, changed }) => [byOrganisationId, ...idsIn(changed)]),
  )
  return rows.map((row) => ({
    version: row.version,
    at: row.at,
    by: row.byName,
    organisation: bodies.orNull(row.byOrganisationId),
    act: row.act,
    reason: row.reason,
    decision:
      row.decisionReference === null || row.decisionOn === null
        ? null
        : { reference: row.decisionReference, on: row.decisionOn },
    changed: Object.fromEntries(
      Object.entries(row.changed).map(([field, pair]): [string, [WireJson, WireJson]] => {
        const [before, after] = pairOf(pair)
        return [field, [inWords(field, before, bodies), inWords(field, after, bodies)]]
      }),
    ),
  }))
}

function idsIn(changed: Readonly<Record<string, Json>>): string[] {
  return Object.entries(changed).flatMap(([field, pair]) =>
    NAMED_FIELDS.has(field) && Array.isArray(pair)
      ? pair.flat().filter((value): value is string => typeof value === 'string' && UUID.test(value))
      : [],
  )
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Ids of bodies as their names. */
export function inWords(field: string, value: Json, bodies: Bodies): WireJson {
  if (!NAMED_FIELDS.has(field)) return value as WireJson
  if (Array.isArray(value)) return value.map((one: Json) => inWords(field, one, bodies))
  return typeof value === 'string' && bodies.has(value) ? bodies.of(value).name : (value as WireJson)
}

async function abilities(tx: Tx, ctx: Context, { row, duty }: StoredDuty): Promise<DutyView['can']> {
  const actor = actorOf(ctx.caller)
  const open = await tx
    .selectFrom('duty')
    .select('id')
    .where('parentId', '=', duty.id)
    .where('state', 'in', ['unassigned', 'assigned', 'returned', 'accepted', 'in-progress', 'reported'])
    .execute()
  const acts = possibleActs(duty, actor, { openParts: open.length, evidence: row.evidence, mergeable: true })
  const owns = actor.works && duty.ownerId === actor.organisationId
  const leads = actor.works && duty.leadId === actor.organisationId
  const helps = actor.works && actor.organisationId !== null && duty.supporting.includes(actor.organisationId)
  const living = !['closed', 'merged', 'dropped'].includes(duty.state)
  const office = ctx.caller.roles.includes('zone_office')
  const more: DutyView['can'] = []
  if (living && (owns || leads) && duty.kind !== 'instance') more.push('split')
  if (living && (owns || leads || office) && actor.works) more.push('link', 'unlink')
  if (acts.includes('report') && (leads || helps)) more.push('attach')
  if (isSupervisable(duty) && ctx.caller.roles.some((role) => role === 'zone_office' || role === 'district'))
    more.push('supervise')
  if (owns && office) more.push('addressees')
  return [...acts, ...more]
}

function isSupervisable(duty: Duty): boolean {
  return (
    duty.leadId !== null &&
    ['assigned', 'returned', 'accepted', 'in-progress', 'reported'].includes(duty.state)
  )
}

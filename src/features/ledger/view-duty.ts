import { sql } from 'kysely'
import type { Json } from '#domain/kernel'
import { possibleActs, type Duty } from '#domain/ledger'
import type { Context } from '#platform/http'
import { actorOf } from './actor.ts'
import { loadBodies, type Bodies } from './bodies.ts'
import type { DutyReport, DutyView, WireJson } from './contract.ts'
import { findDuties, foundOf, toDutyRow, type FoundDuty } from './duty-rows.ts'
import { momentOf, readDutyPage, type DutyPage } from './read-duty-page.ts'
import { rollUpOf } from './reassess.ts'
import { pairOf, toDuty, type Tx } from './store.ts'
import { sentenceOf } from './sentences.ts'

/** Everything that a duty's page shows. */
export function readDuty(ctx: Context, id: string): Promise<DutyView> {
  return ctx.read(async (tx) => {
    const page = await readDutyPage(tx, id)
    const duty = toDuty(page, page.supporting)
    const others = await readOthers(tx, id, page)
    const rolled = await rollUpOf(tx, page)
    const bodies = await loadBodies(tx, ctx, [
      page.ownerId,
      page.leadId,
      page.parkId,
      ...page.supporting,
      ...page.addresseeIds,
      ...page.reports.map(({ organisationId }) => organisationId),
      ...page.history.flatMap(({ organisationId, changed }) => [organisationId, ...idsIn(changed)]),
      ...others.flatMap((row) => [row.ownerId, row.leadId, row.parkId, ...row.supportingIds]),
    ])
    const rows = new Map(others.map((found) => [found.id, toDutyRow(found, bodies)]))
    // In the order of their numbers, as all lists of other duties on the page; what is not visible is not there.
    const linked = (ids: readonly string[]) =>
      ids.flatMap((other) => rows.get(other) ?? []).sort((a, b) => a.serial - b.serial)
    const to = (kind: string) =>
      linked(page.links.flatMap((link) => (link.toId === id && link.kind === kind ? link.fromId : [])))
    const from = (kind: string) =>
      linked(page.links.flatMap((link) => (link.fromId === id && link.kind === kind ? link.toId : [])))
    const takenUpBy = to('takes-up')
    const addressees = page.addresseeIds
      .map((park) => bodies.of(park))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    const assessment = page.assessment as Pick<DutyView['assessment'], 'ruled' | 'because'>
    return {
      duty: toDutyRow(foundOf(page, page.partsCount), bodies),
      content: duty.content,
      personId: duty.personId,
      weight: duty.weight,
      rollUp: duty.rollUp,
      ownProgress: duty.progress,
      reportEvery: duty.reportEvery,
      override: duty.override,
      mergedInto: duty.mergedInto === null ? null : await briefOf(tx, duty.mergedInto),
      assessment: {
        light: page.light,
        ruled: assessment.ruled ?? page.light,
        because: assessment.because ?? [],
      },
      sentence: sentenceOf(page),
      headingPath: page.headingPath,
      ancestors: await readAncestors(tx, duty.parentId),
      parts: others.flatMap((found) => (found.parentId === id ? (rows.get(found.id) ?? []) : [])),
      rollUpParts: rolled.parts === null ? null : rolled.parts.map((part) => ({ ...part })),
      leftOut: [...rolled.left],
      takenUpBy,
      takesUp: from('takes-up'),
      dependsOn: from('depends-on'),
      neededBy: to('depends-on'),
      addressees,
      missing: addressees.filter(
        (park) =>
          !takenUpBy.some(({ owner, lead, park: about }) =>
            [owner.id, lead?.id, about?.id].includes(park.id),
          ),
      ),
      reports: reportsOf(page, bodies),
      waitingFiles: filesOf(page, null),
      cases: page.cases,
      proposals: page.proposals,
      history: historyOf(page, bodies),
      can: abilities(ctx, page, duty),
    }
  })
}

/** Parts and linked duties, as far as the asker sees them. */
async function readOthers(tx: Tx, id: string, page: DutyPage): Promise<readonly FoundDuty[]> {
  const linked = page.links.map(({ fromId, toId }) => (fromId === id ? toId : fromId))
  if (page.partsCount === 0 && linked.length === 0) return []
  return findDuties(tx, {
    where: sql`(d.parent_id = ${id}::uuid or d.id = any(${linked}::uuid[]))`,
    order: sql`d.period nulls first, d.serial`,
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

function reportsOf(page: DutyPage, bodies: Bodies): DutyReport[] {
  return page.reports.map(({ organisationId, ...report }) => ({
    ...report,
    files: filesOf(page, report.id),
    at: momentOf(report.at),
    organisation: bodies.of(organisationId),
  }))
}

function filesOf({ files }: DutyPage, reportId: string | null): DutyReport['files'] {
  return files.flatMap((file) =>
    file.reportId === reportId
      ? [{ id: file.id, name: file.name, sizeBytes: file.sizeBytes, digest: file.digest }]
      : [],
  )
}

/** Fields whose values are ids: the page shows names. */
const NAMED_FIELDS = new Set(['leadId', 'ownerId', 'parkId', 'personId', 'supporting', 'mergedInto'])

function historyOf(page: DutyPage, bodies: Bodies): DutyView['history'] {
  return page.history.map(({ at, organisationId, reference, decidedOn, changed, ...entry }) => ({
    ...entry,
    at: momentOf(at),
    organisation: bodies.orNull(organisationId),
    decision: reference === null || decidedOn === null ? null : { reference, on: decidedOn },
    changed: Object.fromEntries(
      Object.entries(changed).map(([field, pair]): [string, [WireJson, WireJson]] => {
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

function abilities(ctx: Context, page: DutyPage, duty: Duty): DutyView['can'] {
  const actor = actorOf(ctx.caller)
  const { openParts, evidence } = page
  const acts = possibleActs(duty, actor, { openParts, evidence, mergeable: true })
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

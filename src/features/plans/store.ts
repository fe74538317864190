import { sql, type Transaction } from 'kysely'
import { refuse, type Json } from '#domain/kernel'
import type { Database } from '#platform/postgres'
import type { DocumentSummary } from './contract.ts'
import type { ItemRow } from './items.ts'

export type Tx = Transaction<Database>

export interface VersionHead {
  readonly id: string
  readonly documentId: string
  readonly ownerId: string
  readonly no: number
}

export async function loadVersion(tx: Tx, versionId: string): Promise<VersionHead> {
  const row = await tx
    .selectFrom('documentVersion')
    .select(['id', 'documentId', 'ownerId', 'no'])
    .where('id', '=', versionId)
    .executeTakeFirst()
  return row ?? refuse('plans.not_found')
}

/** Items under review, in reading order; those that a split or merge replaced are left out unless asked for by id. */
export function loadItems(tx: Tx, versionId: string): Promise<ItemRow[]> {
  return selectItems(tx)
    .where('versionId', '=', versionId)
    .where('status', '<>', 'superseded')
    .orderBy('startAt')
    .orderBy('endAt', 'desc')
    .orderBy('id')
    .execute()
}

export function loadItemsById(tx: Tx, versionId: string, ids: readonly string[]): Promise<ItemRow[]> {
  return selectItems(tx)
    .where('versionId', '=', versionId)
    .where('id', 'in', [...ids])
    .orderBy('startAt')
    .execute()
}

function selectItems(tx: Tx) {
  return tx
    .selectFrom('planItem')
    .select([
      'id',
      'kind',
      'startAt',
      'endAt',
      'mentions',
      'data',
      'suggested',
      'status',
      'version',
      'changedAt',
      'changedByName',
    ])
}

/** The newest publication of a version that the caller may see, with its items as they were published. */
export async function loadPublishedItems(tx: Tx, planId: string): Promise<ItemRow[]> {
  const rows = await tx
    .selectFrom('publishedItem as i')
    .innerJoin('plan as p', 'p.id', 'i.planId')
    .select([
      'i.itemId as id',
      'i.kind',
      'i.startAt',
      'i.endAt',
      'i.mentions',
      'i.data',
      'p.publishedAt',
      'p.publishedByName',
    ])
    .where('i.planId', '=', planId)
    .orderBy('i.startAt')
    .orderBy('i.endAt', 'desc')
    .orderBy('i.itemId')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    startAt: row.startAt,
    endAt: row.endAt,
    mentions: row.mentions,
    data: row.data,
    suggested: null,
    status: 'accepted',
    version: 1,
    changedAt: row.publishedAt,
    changedByName: row.publishedByName,
  }))
}

export interface SummaryFilter {
  readonly documentId?: string
  readonly versionId?: string
  readonly words?: string | undefined
}

/** Documents with their newest version (or the one asked for), counted in SQL under the caller's row-level security. */
export async function summarise(tx: Tx, filter: SummaryFilter): Promise<DocumentSummary[]> {
  const rows = await tx
    .selectFrom('document as d')
    .innerJoin('documentVersion as v', 'v.documentId', 'd.id')
    .innerJoin('organisationName as o', (join) =>
      join.onRef('o.organisationId', '=', 'd.ownerId').on(sql<boolean>`o.valid @> current_date`),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('plan')
          .select(['plan.id as planId', 'plan.publishedAt', 'plan.visibility as planVisibility'])
          .whereRef('plan.versionId', '=', 'v.id')
          .orderBy('plan.no', 'desc')
          .limit(1)
          .as('published'),
      (join) => join.onTrue(),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('planItem as i')
          .select([
            sql<number>`count(*) filter (where i.kind <> 'heading')::int`.as('total'),
            sql<number>`count(*) filter (where i.kind <> 'heading' and i.status <> 'suggested')::int`.as(
              'reviewed',
            ),
            sql<number>`count(*) filter (where i.kind = 'task' and i.status <> 'rejected')::int`.as('tasks'),
            sql<number>`count(*) filter (where i.kind = 'target' and i.status <> 'rejected')::int`.as(
              'targets',
            ),
          ])
          .whereRef('i.versionId', '=', 'v.id')
          .where('i.status', '<>', 'superseded')
          .as('items'),
      (join) => join.onTrue(),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('publishedItem as f')
          .select([
            sql<number>`count(*) filter (where f.kind <> 'heading')::int`.as('fixed'),
            sql<number>`count(*) filter (where f.kind = 'task')::int`.as('fixedTasks'),
            sql<number>`count(*) filter (where f.kind = 'target')::int`.as('fixedTargets'),
          ])
          .whereRef('f.planId', '=', 'published.planId')
          .as('fixedItems'),
      (join) => join.onTrue(),
    )
    .select([
      'd.id',
      'd.title',
      'd.issuer',
      'd.documentNumber',
      'd.issuedOn',
      'd.horizonFrom',
      'd.horizonTo',
      'v.fileName',
      'v.id as versionId',
      'v.no as versionNo',
      'v.changedAt',
      'd.visibility',
      'd.ownerId',
      'o.name as ownerName',
      'd.synthetic',
      'v.importedAt',
      'published.planId',
      'published.publishedAt',
      'items.total',
      'items.reviewed',
      'items.tasks',
      'items.targets',
      'fixedItems.fixed',
      'fixedItems.fixedTasks',
      'fixedItems.fixedTargets',
    ])
    .$if(filter.documentId !== undefined, (query) => query.where('d.id', '=', filter.documentId ?? ''))
    .$if(filter.versionId !== undefined, (query) => query.where('v.id', '=', filter.versionId ?? ''))
    .$if(filter.versionId === undefined, (query) =>
      query.where(
        sql<boolean>`not exists (select from document_version newer where newer.document_id = d.id and newer.no > v.no)`,
      ),
    )
    .$if(filter.words !== undefined && filter.words !== '', (query) =>
      query.where((eb) =>
        eb.or(
          (['d.title', 'd.issuer', 'd.documentNumber', 'v.fileName'] as const).map((column) =>
            eb(column, 'ilike', `%${escapeLike(filter.words ?? '')}%`),
          ),
        ),
      ),
    )
    .orderBy('v.importedAt', 'desc')
    .orderBy('d.title')
    .execute()

  return rows.map((row) => {
    // Whoever does not see the review sees what was published.
    const seesReview = (row.total ?? 0) > 0 || (row.fixed ?? 0) === 0
    const total = seesReview ? (row.total ?? 0) : (row.fixed ?? 0)
    const reviewed = seesReview ? (row.reviewed ?? 0) : total
    return {
      id: row.id,
      title: row.title,
      issuer: row.issuer,
      documentNumber: row.documentNumber,
      issuedOn: row.issuedOn,
      horizonFrom: row.horizonFrom,
      horizonTo: row.horizonTo,
      fileName: row.fileName,
      versionId: row.versionId,
      versionNo: row.versionNo,
      state: stateOfVersion(row.publishedAt, row.changedAt, total, reviewed, seesReview),
      counters: { total, reviewed },
      tasks: seesReview ? (row.tasks ?? 0) : (row.fixedTasks ?? 0),
      targets: seesReview ? (row.targets ?? 0) : (row.fixedTargets ?? 0),
      visibility: row.visibility,
      owner: { id: row.ownerId, name: row.ownerName },
      synthetic: row.synthetic,
      importedAt: row.importedAt,
      planId: row.planId,
    }
  })
}

function stateOfVersion(
  publishedAt: string | null,
  changedAt: string,
  total: number,
  reviewed: number,
  seesReview: boolean,
): DocumentSummary['state'] {
  if (publishedAt !== null && (!seesReview || new Date(publishedAt) >= new Date(changedAt)))
    return 'published'
  return reviewed < total ? 'review' : 'ready'
}

export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (c) => `\\${c}`)
}

export function jsonb(value: Json | object): string {
  return JSON.stringify(value)
}

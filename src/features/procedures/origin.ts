import { refuse } from '#domain/kernel'
import type { CaseOrigin } from '#domain/cases'
import type { CaseView } from './contract.ts'
import type { Tx } from './store.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** What a case was raised from, as far as the asker may see it; refuses what is not there. */
export async function loadOrigin(tx: Tx, origin: CaseOrigin): Promise<NonNullable<CaseView['origin']>> {
  return (await findOrigin(tx, origin)) ?? refuse('cases.origin_unknown')
}

export async function findOrigin(tx: Tx, { kind, id }: CaseOrigin): Promise<CaseView['origin']> {
  if (!UUID.test(id)) return null
  switch (kind) {
    case 'case': {
      const row = await tx
        .selectFrom('procedureCase')
        .select(['number', 'title'])
        .where('id', '=', id)
        .executeTakeFirst()
      return row === undefined
        ? null
        : {
            kind,
            title: [row.number, row.title].filter((part) => part !== null).join(' '),
            href: `/cases/${id}`,
          }
    }
    case 'plan-item': {
      const row = await tx
        .selectFrom('publishedItem as i')
        .innerJoin('plan as p', 'p.id', 'i.planId')
        .select(['i.title', 'p.title as planTitle', 'p.versionId'])
        .where('i.itemId', '=', id)
        .orderBy('p.no', 'desc')
        .executeTakeFirst()
      return row === undefined
        ? null
        : {
            kind,
            title: `${row.title}（${row.planTitle}）`,
            href: `/plans/documents/${row.versionId}?item=${id}`,
          }
    }
    case 'duty': {
      const row = await tx
        .selectFrom('duty')
        .select(['serial', 'title'])
        .where('id', '=', id)
        .executeTakeFirst()
      return row === undefined
        ? null
        : { kind, title: `${String(row.serial)} ${row.title}`, href: `/ledger/duties/${id}` }
    }
    case 'inspection': {
      const row = await tx.selectFrom('inspection').select('title').where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : { kind, title: row.title, href: `/ledger/inspections/${id}` }
    }
    case 'evaluation':
      // Evaluation runs come with their own area; until it is there nothing can be raised from one.
      return null
  }
}

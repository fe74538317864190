import { sql } from 'kysely'
import { refuse } from '#domain/kernel'
import type { CaseData, CaseOrigin, ProcedureDefinition } from '#domain/cases'
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
    case 'alert': {
      const row = await tx
        .selectFrom('statisticsAlert')
        .select(['serial', 'watchDefinition', 'period'])
        .where('id', '=', id)
        .executeTakeFirst()
      if (row === undefined) return null
      const { name } = row.watchDefinition as { readonly name: { readonly zh: string } }
      return {
        kind,
        title: `预警第${String(row.serial)}号 ${name.zh}（${row.period}）`,
        href: `/statistics/warnings/${id}`,
      }
    }
    case 'application': {
      const row = await tx
        .selectFrom('policyApplication as a')
        .innerJoin('policyVersion as v', 'v.id', 'a.policyVersionId')
        .select(sql<string>`v.definition -> 'title' ->> 'zh'`.as('title'))
        .where('a.id', '=', id)
        .executeTakeFirst()
      return row === undefined ? null : { kind, title: row.title, href: `/policies/applications/${id}` }
    }
    // The pack of an enterprise; the origin's id is the enterprise's.
    case 'service': {
      const row = await tx
        .selectFrom('enterpriseState')
        .select('name')
        .where('enterpriseId', '=', id)
        .where(sql<boolean>`upper_inf(known)`)
        .orderBy(sql`lower(valid)`, 'desc')
        .executeTakeFirst()
      return row === undefined ? null : { kind, title: row.name, href: `/enterprises/${id}` }
    }
    case 'evaluation': {
      const row = await tx
        .selectFrom('evaluationRound')
        .select('title')
        .where('id', '=', id)
        .executeTakeFirst()
      return row === undefined ? null : { kind, title: row.title, href: `/evaluations/rounds/${id}` }
    }
  }
}

/** Where the first form asks for a text of that kind: what it is about, and where it comes from (来源), unless that is said already. */
export function prefilled(
  definition: ProcedureDefinition,
  origin: NonNullable<CaseView['origin']>,
  data: CaseData,
): CaseData {
  const node = definition.nodes[definition.initial]
  if (node?.kind !== 'step') return data
  const fields = [definition.title, 'source'].filter((field) => {
    const access = node.fields?.[field]
    const schema = definition.fields[field]?.schema
    return (
      data[field] === undefined &&
      (access === 'edit' || access === 'required') &&
      schema?.type === 'string' &&
      schema.enum === undefined &&
      schema.format === undefined
    )
  })
  return {
    ...Object.fromEntries(
      fields.map((field) => {
        const longest = definition.fields[field]?.schema.maxLength
        return [field, [...origin.title].slice(0, typeof longest === 'number' ? longest : 200).join('')]
      }),
    ),
    ...data,
  }
}

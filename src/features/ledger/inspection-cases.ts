import type { Selectable } from 'kysely'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import { raiseCase, type RaisedCase } from '#features/procedures'
import type { Tx } from './store.ts'
import { cut } from './supervise.ts'

type Inspection = Selectable<Database['inspection']>
type Item = Selectable<Database['inspectionItem']>

/** A supervision notice or a rectification on what was found; the case leads back to the inspection. */
export async function raiseFromInspection(
  tx: Tx,
  ctx: Context,
  inspection: Inspection,
  item: Item,
  procedure: 'supervision' | 'rectification',
): Promise<RaisedCase> {
  const origin = { kind: 'inspection', id: inspection.id } as const
  const source = `督查第${inspection.serial}号《${inspection.title}》第${item.position}项`
  const demand = item.demand === '' ? '针对督查发现的问题制定措施，限期整改并报送结果。' : item.demand
  if (procedure === 'supervision')
    return raiseCase(tx, ctx, {
      procedure,
      origin,
      data: {
        matter: cut(item.text, 200),
        body: item.organisationId,
        requirement: `督查发现：${item.finding}\n${demand}`,
        level: 'blue',
        source: cut(source, 200),
      },
    })
  const body = await tx
    .selectFrom('organisation')
    .select('kind')
    .where('id', '=', item.organisationId)
    .executeTakeFirst()
  if (body?.kind !== 'park') refuse('ledger.rectification_not_park')
  return raiseCase(tx, ctx, {
    procedure,
    origin,
    data: {
      matter: cut(item.text, 100),
      park: item.organisationId,
      ground: 'supervision',
      basis: source,
      problems: [
        {
          problem: cut(item.finding, 500),
          requirement: cut(demand, 500),
          ...(item.demandBy === null ? {} : { dueOn: item.demandBy }),
        },
      ],
    },
  })
}

import { sql } from 'kysely'
import { z } from 'zod'
import type { Context } from '#platform/http'
import type { ResponseOf } from '../route-contract.ts'
import type { readMap as readMapRoute } from './contract.ts'
import { isCurrentPlan } from './organisations.ts'

const Outline = z.object({
  type: z.enum(['Polygon', 'MultiPolygon']),
  coordinates: z.array(z.json()),
  attribution: z.string(),
})

/** District outlines and park positions, with how many tasks of current plans name each park. */
export function readMap(ctx: Context): Promise<ResponseOf<typeof readMapRoute>> {
  return ctx.read(async (tx) => {
    const rows = await tx
      .selectFrom('organisation as o')
      .innerJoin('organisationName as n', (join) =>
        join.onRef('n.organisationId', '=', 'o.id').on(sql<boolean>`n.valid @> current_date`),
      )
      .select([
        'o.id',
        'o.kind',
        'o.adcode',
        'o.outline',
        'o.longitude',
        'o.latitude',
        'n.name',
        'n.shortName',
        'n.nameEn',
      ])
      .where('o.kind', 'in', ['district', 'park'])
      .orderBy('o.code')
      .execute()
    const named = await tx
      .selectFrom('publishedItem as i')
      .innerJoin('plan as p', 'p.id', 'i.planId')
      .select(['i.data'])
      .where('i.kind', '=', 'task')
      .where(isCurrentPlan)
      .execute()
    const tasksOf = countByName(named.map((row) => row.data))

    const districts = rows.flatMap((row) => {
      if (row.kind !== 'district' || row.adcode === null || row.outline === null) return []
      const { attribution, ...geometry } = Outline.parse(row.outline)
      return [
        {
          organisationId: row.id,
          adcode: row.adcode,
          name: row.name,
          nameEn: row.nameEn,
          geometry,
          attribution,
        },
      ]
    })
    return {
      attribution: districts[0]?.attribution ?? '',
      schematic: true,
      districts: districts.map(({ attribution: _attribution, ...district }) => district),
      parks: rows.flatMap((row) =>
        row.kind !== 'park' || row.longitude === null || row.latitude === null
          ? []
          : [
              {
                organisationId: row.id,
                name: row.name,
                shortName: row.shortName,
                nameEn: row.nameEn,
                longitude: row.longitude,
                latitude: row.latitude,
                tasks: tasksOf(row.name, row.shortName),
              },
            ],
      ),
    }
  })
}

const Named = z.object({
  bodies: z.array(z.string()),
  supporting: z.array(z.string()),
  lead: z.string().nullable(),
})

function countByName(tasks: readonly unknown[]): (...names: readonly string[]) => number {
  const namesOf = tasks.map((task) => {
    const { bodies, supporting, lead } = Named.parse(task)
    return new Set([...bodies, ...supporting, ...(lead === null ? [] : [lead])])
  })
  return (...names) => namesOf.filter((set) => names.some((name) => set.has(name))).length
}

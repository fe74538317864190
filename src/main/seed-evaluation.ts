import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql, type Kysely, type Transaction } from 'kysely'
import { z } from 'zod'
import type { Database } from '#platform/postgres'
import { PROGRAM_ROOT } from './system.ts'

type Tx = Transaction<Database>

const Text = z.object({ zh: z.string(), en: z.string() })
const Figure = z.number().nullable()
const DemoFacts = z.object({
  unitKind: z.string(),
  units: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      nameEn: z.string(),
      park: z.string().nullable().optional(),
      groups: z.record(z.string(), z.string()),
    }),
  ),
  periods: z.array(z.string()),
  columns: z.record(z.string(), z.array(z.array(Figure))),
  panels: z.record(z.string(), z.array(z.object({ member: z.string(), scores: z.array(z.array(Figure)) }))),
  groupings: z.array(
    z.object({
      code: z.string(),
      name: Text,
      groups: z.array(z.object({ code: z.string(), name: Text })),
    }),
  ),
  sources: z.record(z.string(), z.object({ standing: z.string(), source: z.string() })),
})
type DemoFacts = z.infer<typeof DemoFacts>

/** Who stands as the author of invented figures. */
const LOADED_BY = '演示数据'

/**
 * Invented facts of the demonstration (data/demo/evaluation): groups of the parks, incubators and clusters with their figures and
 * panels. Once only; on the owner's connection, as everything that is shipped.
 */
export async function seedEvaluationFacts(ownerDb: Kysely<Database>): Promise<void> {
  const present = await ownerDb.selectFrom('evaluationFact').select('id').limit(1).executeTakeFirst()
  if (present !== undefined) return
  const folder = join(PROGRAM_ROOT, 'data', 'demo', 'evaluation')
  if (!existsSync(folder)) return
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  await ownerDb.transaction().execute(async (tx) => {
    for (const name of names) {
      const json = JSON.parse(await readFile(join(folder, name), 'utf8')) as unknown
      const parsed = DemoFacts.safeParse(json)
      // Names of groups alone, without units, go with the figures of the same units.
      if (parsed.success) await addFacts(tx, parsed.data)
    }
  })
}

async function addFacts(tx: Tx, facts: DemoFacts): Promise<void> {
  const { unitKind: kind } = facts
  for (const [position, unit] of facts.units.entries())
    await sql`
      INSERT INTO evaluation_unit (kind, code, name_zh, name_en, park_id, groups, position, source, synthetic)
      VALUES (${kind}, ${unit.code}, ${unit.name}, ${unit.nameEn},
              (SELECT id FROM organisation WHERE code = ${unit.park ?? unit.code}), ${JSON.stringify(unit.groups)}::jsonb,
              ${position + 1}, ${LOADED_BY}, ${kind !== 'park'})
      ON CONFLICT (kind, code) DO UPDATE SET groups = excluded.groups, position = excluded.position`.execute(
      tx,
    )
  for (const [position, grouping] of facts.groupings.entries()) {
    const rows = [{ code: '', name: grouping.name }, ...grouping.groups]
    await tx
      .insertInto('evaluationGroup')
      .values(
        rows.map(({ code, name }, place) => ({
          kind,
          groupingCode: grouping.code,
          code,
          nameZh: name.zh,
          nameEn: name.en,
          position: position * 100 + place,
        })),
      )
      .onConflict((conflict) => conflict.columns(['kind', 'groupingCode', 'code']).doNothing())
      .execute()
  }
  const rows = factRows(facts)
  for (let from = 0; from < rows.length; from += 1_000)
    await tx
      .insertInto('evaluationFact')
      .values(rows.slice(from, from + 1_000))
      .execute()
}

function factRows(facts: DemoFacts) {
  const { unitKind: kind, periods, units } = facts
  const rowsOf = (
    column: string,
    table: DemoFacts['columns'][string],
    member: string,
    memberName: string | null,
  ) => {
    const source = facts.sources[column]
    return periods.flatMap((period, place) =>
      units.flatMap(({ code }, unit) => {
        const value = table[place]?.[unit] ?? null
        if (value === null) return []
        return {
          kind,
          unit: code,
          columnCode: column,
          period,
          member,
          memberName,
          value,
          source: source?.source ?? LOADED_BY,
          standing: member === '' ? ('synthetic' as const) : ('score' as const),
          // Reported in the spring after.
          known: `[${String(Number(period.slice(0, 4)) + 1)}-04-30,)`,
          byId: null,
          byName: LOADED_BY,
        }
      }),
    )
  }
  return [
    ...Object.entries(facts.columns).flatMap(([column, table]) => rowsOf(column, table, '', null)),
    ...Object.entries(facts.panels).flatMap(([column, members]) =>
      members.flatMap(({ member, scores }, place) =>
        rowsOf(column, scores, `demo-${String(place + 1)}`, member),
      ),
    ),
  ]
}

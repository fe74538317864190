import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from './store.ts'

const Text = z.object({ zh: z.string(), en: z.string() })
const Named = z.object({
  industry: z.string(),
  standing: z.enum(['known', 'synthetic']),
  source: z.string(),
})
/** data/layout/parks.json */
const ParksFile = z.object({
  validFrom: z.iso.date(),
  industries: z.array(z.object({ code: z.string(), title: Text })),
  parks: z.array(z.object({ park: z.string(), leading: z.array(Named), cultivated: z.array(Named) })),
})

/** Brings industries and what parks lead and cultivate into the database; a park that has any spell is left as it is. */
export async function loadLayout(tx: Tx, dataFolder: string): Promise<void> {
  const path = join(dataFolder, 'layout', 'parks.json')
  if (!existsSync(path)) return
  const file = ParksFile.parse(JSON.parse(await readFile(path, 'utf8')))
  for (const { code, title } of file.industries)
    await sql`INSERT INTO industry (code, name_zh, name_en, source, shipped) VALUES (${code}, ${title.zh}, ${title.en}, '随程序提供', true)
      ON CONFLICT (code) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en WHERE industry.shipped`.execute(
      tx,
    )
  for (const { park, leading, cultivated } of file.parks) {
    const { rows } = await sql<{ id: string; known: boolean }>`
      SELECT o.id, EXISTS (SELECT FROM park_industry i WHERE i.park_id = o.id) AS known
        FROM organisation o WHERE o.code = ${park} AND o.kind = 'park'`.execute(tx)
    const found = rows[0]
    // A zone without this park has nothing to load for it.
    if (found === undefined || found.known) continue
    const spells = [
      ...leading.map((one, at) => ({ ...one, role: 'leading', position: at + 1 })),
      ...cultivated.map((one, at) => ({ ...one, role: 'cultivated', position: at + 1 })),
    ]
    for (const { industry, role, position, source, standing } of spells)
      await sql`INSERT INTO park_industry (park_id, industry, role, position, valid, source, synthetic, by_name)
        VALUES (${found.id}, ${industry}, ${role}, ${position}, daterange(${file.validFrom}::date, NULL), ${source},
                ${standing === 'synthetic'}, '多园')`.execute(tx)
  }
}

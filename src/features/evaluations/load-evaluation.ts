import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql, type Kysely, type Transaction } from 'kysely'
import { parseScheme, parseSupportRule } from '#domain/evaluation'
import type { Database } from '#platform/postgres'
import { digestOf } from './compute-run.ts'

type Tx = Transaction<Database>

/** Who stands as the author of what comes with the program. */
const SHIPPED_BY = '多园'

/**
 * Brings data/schemes and data/evaluation/support-rules into the database, on the owner's connection. A version that is there is
 * fixed: another content under its number stops the start and asks for a higher version. Parks of the zone become units.
 */
export async function loadEvaluation(ownerDb: Kysely<Database>, dataFolder: string): Promise<void> {
  const schemes = await jsonFiles(join(dataFolder, 'schemes'))
  const rules = await jsonFiles(join(dataFolder, 'evaluation', 'support-rules'))
  await ownerDb.transaction().execute(async (tx) => {
    for (const file of schemes) await saveScheme(tx, file)
    for (const file of rules) await saveRule(tx, file)
    await addParks(tx)
  })
}

async function jsonFiles(folder: string): Promise<{ path: string; json: unknown }[]> {
  if (!existsSync(folder)) return []
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name)
      return { path, json: JSON.parse(await readFile(path, 'utf8')) as unknown }
    }),
  )
}

async function saveScheme(tx: Tx, { path, json }: { path: string; json: unknown }): Promise<void> {
  const parsed = parseScheme(json)
  if (!parsed.ok)
    throw new Error(
      `${path}: ${parsed.issues.map(({ code, params }) => `${code} ${JSON.stringify(params)}`).join('; ')}`,
    )
  const { code, version, units, rhythm, standing } = parsed.value
  const digest = digestOf(json)
  const there = await tx
    .selectFrom('evaluationScheme')
    .select('digest')
    .where('code', '=', code)
    .where('version', '=', version)
    .where('ownerId', 'is', null)
    .executeTakeFirst()
  if (there !== undefined) {
    if (there.digest !== digest)
      throw new Error(
        `${path}: version ${String(version)} of ${code} is published already; raise the version`,
      )
    return
  }
  const at = new Date().toISOString()
  await tx
    .insertInto('evaluationScheme')
    .values({
      code,
      version,
      ownerId: null,
      state: 'published',
      unitKind: units,
      rhythm,
      standing,
      definition: JSON.stringify(json),
      digest,
      shipped: true,
      basedOn: null,
      changeNote: null,
      createdAt: at,
      byId: null,
      byName: SHIPPED_BY,
      changedAt: at,
      changedByName: SHIPPED_BY,
      publishedAt: at,
      publishedById: null,
      publishedByName: SHIPPED_BY,
    })
    .execute()
}

async function saveRule(tx: Tx, { path, json }: { path: string; json: unknown }): Promise<void> {
  const parsed = parseSupportRule(json)
  if (!parsed.ok) throw new Error(`${path}: ${parsed.issues.map(({ code }) => code).join(', ')}`)
  const { code, version } = parsed.value
  const digest = digestOf(json)
  const there = await tx
    .selectFrom('evaluationSupportRule')
    .select('digest')
    .where('code', '=', code)
    .where('version', '=', version)
    .executeTakeFirst()
  if (there !== undefined) {
    if (there.digest !== digest)
      throw new Error(`${path}: version ${String(version)} of ${code} is there already; raise the version`)
    return
  }
  await tx
    .insertInto('evaluationSupportRule')
    .values({ code, version, definition: JSON.stringify(json), digest, shipped: true, byName: SHIPPED_BY })
    .execute()
}

/** Every park of the register can be judged; of which type it is somebody says later. */
async function addParks(tx: Tx): Promise<void> {
  await sql`
    INSERT INTO evaluation_unit (kind, code, name_zh, name_en, park_id, position, source)
    SELECT 'park', o.code, n.name, n.name_en, o.id, row_number() OVER (ORDER BY o.adcode, o.code), o.source
      FROM organisation o JOIN organisation_name n ON n.organisation_id = o.id AND n.valid @> current_date
     WHERE o.kind = 'park'
    ON CONFLICT (kind, code) DO NOTHING`.execute(tx)
}

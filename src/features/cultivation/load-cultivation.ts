import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Kysely, Transaction } from 'kysely'
import { canonicalJson, type Json } from '#domain/kernel'
import type { Database } from '#platform/postgres'
import { readLadderFile } from './ladder-file.ts'
import { packsOf } from './packs.ts'
import { PointsDefinition } from './contract.ts'
import { digestOf } from './points-tables.ts'

type Tx = Transaction<Database>

/** Who stands as the author of what comes with the program. */
const SHIPPED_BY = '多园'

/**
 * Brings data/ladder, data/services and data/points into the database, on the owner's connection. A version that is there is fixed:
 * another content under its number becomes the next version.
 */
export async function loadCultivation(ownerDb: Kysely<Database>, dataFolder: string): Promise<void> {
  const ladders = await jsonFiles(join(dataFolder, 'ladder'))
  const packs = await jsonFiles(join(dataFolder, 'services'))
  const points = await jsonFiles(join(dataFolder, 'points'))
  await ownerDb.transaction().execute(async (tx) => {
    for (const { path, json } of ladders) {
      const { code } = readLadderFile(json, path)
      await addVersion(tx, 'ladderDefinition', code, json)
    }
    for (const { path, json } of packs)
      for (const pack of packsOf(json, path)) await addVersion(tx, 'servicePack', pack.code, pack)
    for (const { json } of points) await savePoints(tx, PointsDefinition.parse(json))
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

/** The newest version has this content already, or it becomes one more; what referred to the old keeps it. */
async function addVersion(
  tx: Tx,
  table: 'ladderDefinition' | 'servicePack',
  code: string,
  definition: unknown,
): Promise<void> {
  const newest = await tx
    .selectFrom(table)
    .select(['version', 'digest'])
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  const version = (newest?.version ?? 0) + 1
  const digest = contentDigest(definition)
  if (newest?.digest === digest) return
  await tx
    .insertInto(table)
    .values({
      code,
      version,
      digest,
      definition: JSON.stringify(table === 'servicePack' ? numbered(definition, version) : definition),
    })
    .execute()
}

function contentDigest(content: unknown): string {
  // What came from a file of JSON, or was made of such.
  return createHash('sha256')
    .update(canonicalJson(JSON.parse(JSON.stringify(content)) as Json))
    .digest('hex')
}

function numbered(definition: unknown, version: number): unknown {
  return typeof definition === 'object' && definition !== null ? { ...definition, version } : definition
}

async function savePoints(tx: Tx, definition: PointsDefinition): Promise<void> {
  const at = new Date().toISOString()
  await tx
    .insertInto('pointsTable')
    .values({
      definition: JSON.stringify(definition),
      digest: digestOf(definition),
      state: 'published',
      shipped: true,
      example: definition.example,
      validFrom: definition.validFrom,
      at,
      byId: null,
      byName: SHIPPED_BY,
      publishedAt: at,
      publishedById: null,
      publishedByName: SHIPPED_BY,
    })
    .onConflict((conflict) => conflict.column('digest').where('shipped', '=', true).doNothing())
    .execute()
}

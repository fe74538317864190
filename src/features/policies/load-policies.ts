import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { parsePolicy } from '#domain/matching'
import type { Database } from '#platform/postgres'
import { loadLayout } from './load-layout.ts'
import { digestOf, wordsOf, type Tx } from './store.ts'

/** Who stands as the author of what comes with the program. */
export const SHIPPED_BY = '多园'
/** `<code>-<number>.json`; other files of the folder are not policies. */
const FILE = /^(?<code>.+)-(?<number>[1-9]\d*)\.json$/u

/**
 * Brings data/policies and data/layout into the database, on the owner's connection. A version that is there is fixed: another
 * content under its number stops the start and asks for a higher number. A policy that people went on with is left to them.
 */
export async function loadPolicies(ownerDb: Kysely<Database>, dataFolder: string): Promise<void> {
  const files = await policyFiles(join(dataFolder, 'policies'))
  await ownerDb.transaction().execute(async (tx) => {
    for (const file of files) await savePolicy(tx, file)
    await loadLayout(tx, dataFolder)
  })
}

interface PolicyFile {
  readonly path: string
  readonly number: number
  readonly json: unknown
}

async function policyFiles(folder: string): Promise<PolicyFile[]> {
  if (!existsSync(folder)) return []
  const names = await readdir(folder)
  const files = await Promise.all(
    names.flatMap((name) => {
      const found = FILE.exec(name)?.groups
      if (found?.['number'] === undefined) return []
      const path = join(folder, name)
      const number = Number(found['number'])
      return [readFile(path, 'utf8').then((text) => ({ path, number, json: JSON.parse(text) as unknown }))]
    }),
  )
  return files.toSorted((a, b) => a.number - b.number || (a.path < b.path ? -1 : 1))
}

async function savePolicy(tx: Tx, { path, number, json }: PolicyFile): Promise<void> {
  const parsed = parsePolicy(json)
  if (!parsed.ok)
    throw new Error(
      `${path}: ${parsed.issues.map(({ code, params }) => `${code} ${JSON.stringify(params)}`).join('; ')}`,
    )
  const definition = parsed.value
  const digest = digestOf(definition)
  const { code } = definition
  const known = await tx
    .selectFrom('policy')
    .select(['id', 'shipped'])
    .where('code', '=', code)
    .executeTakeFirst()
  if (known !== undefined && !known.shipped)
    throw new Error(`${path}: somebody already wrote a policy under the code ${code}; choose another one`)
  const policyId =
    known?.id ??
    (
      await tx
        .insertInto('policy')
        .values({
          code,
          ownerId: null,
          shipped: true,
          createdAt: new Date().toISOString(),
          currentVersionId: null,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id
  const versions = await tx
    .selectFrom('policyVersion')
    .select(['id', 'number', 'digest', 'shipped', 'state'])
    .where('policyId', '=', policyId)
    .execute()
  const there = versions.find((one) => one.number === number)
  if (there !== undefined) {
    if (there.shipped && there.digest !== digest)
      throw new Error(`${path}: version ${String(number)} of ${code} is published already; raise its number`)
    return
  }
  if (versions.some((one) => !one.shipped)) return
  const at = new Date().toISOString()
  const { id } = await tx
    .insertInto('policyVersion')
    .values({
      policyId,
      number,
      state: 'published',
      definition: JSON.stringify(definition),
      digest,
      words: wordsOf(definition),
      basedOn: null,
      shipped: true,
      changeNote: null,
      draftedAt: at,
      draftedById: null,
      draftedByName: SHIPPED_BY,
      changedAt: at,
      changedByName: SHIPPED_BY,
      proposedById: null,
      proposedByName: null,
      returnedByName: null,
      returnReason: null,
      publishedAt: at,
      publishedById: null,
      publishedByName: SHIPPED_BY,
      withdrawnById: null,
      withdrawnByName: null,
      withdrawalReason: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .updateTable('policyVersion')
    .set({ state: 'superseded' })
    .where('policyId', '=', policyId)
    .where('state', '=', 'published')
    .where('number', '<', number)
    .execute()
  await tx.updateTable('policy').set({ currentVersionId: id }).where('id', '=', policyId).execute()
  await tx
    .insertInto('policyAct')
    .values({
      policyId,
      versionId: id,
      number,
      act: 'publish',
      reason: null,
      at,
      byId: null,
      byName: SHIPPED_BY,
    })
    .execute()
}

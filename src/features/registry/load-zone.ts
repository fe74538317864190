import { sql, type Kysely, type Transaction } from 'kysely'
import { pinyin } from 'pinyin-pro'
import type { Database } from '#platform/postgres'
import { readDemoOrganisations, readZoneData, type Outlines, type ZoneData } from './zone-data.ts'

type OrganisationData = ZoneData['organisations'][number]

/**
 * Brings a zone's shipped data into the database, on the owner's connection. Running it again changes nothing but what
 * the data changed: organisations are found by code and never deleted.
 */
export async function loadZone(
  ownerDb: Kysely<Database>,
  folder: string,
): Promise<{ organisations: number }> {
  const { data, outlines } = await readZoneData(folder)
  await ownerDb.transaction().execute(async (tx) => {
    const ids = new Map<string, string>()
    for (const organisation of data.organisations)
      ids.set(organisation.code, await saveOrganisation(tx, organisation, outlineOf(organisation, outlines)))
    for (const organisation of data.organisations) await saveParts(tx, organisation, ids)
  })
  return { organisations: data.organisations.length }
}

/**
 * Adds the invented organisations of a demonstration to a zone that is loaded already, whose organisations may be their
 * parents. Answers false, and adds nothing, where the file is for another zone.
 */
export async function loadDemoOrganisations(
  ownerDb: Kysely<Database>,
  file: string,
  zone: string,
): Promise<boolean> {
  const data = await readDemoOrganisations(file)
  if (data.zone !== zone) return false
  await ownerDb.transaction().execute(async (tx) => {
    const ids = new Map<string, string>()
    for (const { code, id } of await tx.selectFrom('organisation').select(['code', 'id']).execute())
      ids.set(code, id)
    for (const organisation of data.organisations)
      ids.set(organisation.code, await saveOrganisation(tx, organisation, null))
    for (const organisation of data.organisations) await saveParts(tx, organisation, ids)
  })
  return true
}

function outlineOf(organisation: OrganisationData, outlines: Outlines | null): string | null {
  if (organisation.kind !== 'district') return null
  const feature = outlines?.features.find((candidate) => candidate.id === organisation.adcode)
  return feature === undefined
    ? null
    : JSON.stringify({ ...feature.geometry, attribution: outlines?.attribution ?? '' })
}

async function saveOrganisation(
  tx: Transaction<Database>,
  organisation: OrganisationData,
  outline: string | null,
): Promise<string> {
  const values = {
    code: organisation.code,
    kind: organisation.kind,
    adcode: organisation.adcode ?? null,
    longitude: organisation.point?.[0] ?? null,
    latitude: organisation.point?.[1] ?? null,
    outline,
    source: organisation.source,
  }
  const { id } = await tx
    .insertInto('organisation')
    .values(values)
    .onConflict((conflict) => conflict.column('code').doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function saveParts(
  tx: Transaction<Database>,
  organisation: OrganisationData,
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const organisationId = idOf(ids, organisation.code)
  await tx.deleteFrom('organisationName').where('organisationId', '=', organisationId).execute()
  await tx.deleteFrom('organisationParent').where('organisationId', '=', organisationId).execute()
  await tx.deleteFrom('organisationFact').where('organisationId', '=', organisationId).execute()
  for (const name of organisation.names)
    await tx
      .insertInto('organisationName')
      .values({
        organisationId,
        name: name.name,
        shortName: name.shortName,
        nameEn: name.nameEn,
        initials: initialsOf(name.name, name.shortName),
        valid: validity(name),
        source: name.source ?? organisation.source,
      })
      .execute()
  for (const parent of organisation.parents)
    await tx
      .insertInto('organisationParent')
      .values({
        organisationId,
        parentId: idOf(ids, parent.code),
        valid: validity(parent),
        source: parent.source ?? organisation.source,
      })
      .execute()
  for (const fact of organisation.facts ?? [])
    await tx
      .insertInto('organisationFact')
      .values({
        organisationId,
        code: fact.code,
        value: fact.value,
        asOf: fact.asOf ?? null,
        source: fact.source,
      })
      .execute()
}

function idOf(ids: ReadonlyMap<string, string>, code: string): string {
  const id = ids.get(code)
  if (id === undefined) throw new Error(`No organisation has the code ${code}`)
  return id
}

function validity(period: { validFrom?: string | undefined; validTo?: string | undefined }) {
  return sql<string>`daterange(${period.validFrom ?? null}::date, ${period.validTo ?? null}::date, '[]')`
}

/** 海淀园 -> hdy, so that typing pinyin initials finds it. */
function initialsOf(...names: readonly string[]): string {
  return names
    .map((name) =>
      pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' }).join(''),
    )
    .join(' ')
    .toLowerCase()
}

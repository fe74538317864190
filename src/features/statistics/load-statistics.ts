import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql, type Kysely, type Transaction } from 'kysely'
import { z } from 'zod'
import { checkFormReferences, parseForm, parseIndicator, type FormDefinition } from '#domain/indicators'
import type { Database } from '#platform/postgres'
import { SHIPPED_BY, parseWatch, type Watch } from './watch-definition.ts'

type Tx = Transaction<Database>

const LISTS = { industry: 'industry', field: 'field', size: 'size', rung: 'rung' } as const
const Classification = z.object({
  list: z.enum(['industry', 'field', 'size', 'rung', 'cluster']),
  source: z.string().min(1),
  codes: z.array(
    z.object({
      code: z.string().min(1),
      parent: z.string().nullable(),
      level: z.string(),
      name: z.object({ zh: z.string().min(1), en: z.string().min(1) }),
    }),
  ),
})
const Text = z.object({ zh: z.string(), en: z.string() })
const Series = z.object({
  sources: z.array(z.object({ id: z.string(), title: z.string(), url: z.string().nullable() })),
  facts: z.array(
    z.object({
      body: z.union([z.strictObject({ code: z.string() }), z.strictObject({ name: Text })]),
      name: Text,
      indicator: z.string().nullable(),
      period: z.string(),
      accumulated: z.boolean(),
      value: z.number(),
      unit: z.string(),
      qualifier: z.string().nullable(),
      change: z.object({ value: z.number(), unit: z.string() }).nullable(),
      population: Text.nullable(),
      scope: z.string().nullable(),
      source: z.string(),
      status: z.string(),
    }),
  ),
})

/**
 * Brings data/statistics into the database, on the owner's connection: forms, indicators, lists of codes, published series.
 * Running it again changes only what the files changed. A form version that filings already follow is fixed: another content
 * under its number stops the start and asks for a higher version.
 */
export async function loadStatistics(ownerDb: Kysely<Database>, dataFolder: string): Promise<void> {
  const folder = join(dataFolder, 'statistics')
  const forms = await readForms(join(folder, 'forms'))
  const indicators = await readIndicators(join(folder, 'indicators'))
  const lists = await Promise.all(
    Object.keys(LISTS).map(async (name) => Classification.parse(await listFile(folder, name))),
  )
  const watches = await readWatches(join(folder, 'watches'))
  const series = Series.parse(await jsonFile(join(folder, 'series', 'zone-and-parks.json')))
  await ownerDb.transaction().execute(async (tx) => {
    for (const form of forms) await saveForm(tx, form)
    for (const { definition, json } of indicators) await saveIndicator(tx, definition.code, json)
    for (const list of lists) await saveList(tx, list)
    await saveSeries(tx, series)
    for (const watch of watches) await saveWatch(tx, watch)
  })
}

async function jsonFile(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8')) as unknown
}

async function listFile(folder: string, list: string): Promise<unknown> {
  const plural = join(folder, 'classifications', `${list}s.json`)
  return jsonFile(existsSync(plural) ? plural : join(folder, 'classifications', `${list}.json`))
}

async function jsonFiles(folder: string): Promise<{ path: string; json: unknown }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  return Promise.all(
    names.map(async (name) => ({ path: join(folder, name), json: await jsonFile(join(folder, name)) })),
  )
}

/** Every form, each checked against the others that its rules name. */
export async function readForms(folder: string): Promise<FormDefinition[]> {
  const forms = (await jsonFiles(folder)).map(({ path, json }) => {
    const parsed = parseForm(json)
    if (!parsed.ok) throw new Error(`${path}: ${JSON.stringify(parsed.issues)}`)
    return parsed.value
  })
  const issues = checkFormReferences(forms)
  if (issues.length > 0) throw new Error(`${folder}: ${JSON.stringify(issues)}`)
  return forms
}

async function readIndicators(folder: string) {
  return (await jsonFiles(folder)).map(({ path, json }) => {
    const parsed = parseIndicator(json)
    if (!parsed.ok) throw new Error(`${path}: ${JSON.stringify(parsed.issues)}`)
    return { definition: parsed.value, json }
  })
}

const WatchFile = z.strictObject({ kind: z.enum(['warning', 'outlier']), definition: z.unknown() })

async function readWatches(folder: string): Promise<Watch[]> {
  return (await jsonFiles(folder)).map(({ path, json }) => {
    const { kind, definition } = WatchFile.parse(json)
    const parsed = parseWatch(kind, definition)
    if (!parsed.ok) throw new Error(`${path}: ${JSON.stringify(parsed.issues)}`)
    return parsed.value
  })
}

/** New rules are off until somebody has tested them. What the zone changed itself stays as it is. */
async function saveWatch(tx: Tx, { kind, definition: rule }: Watch): Promise<void> {
  const { code } = rule
  const definition = JSON.stringify(rule)
  const known = await tx
    .selectFrom('statisticsWatch')
    .select(['definition', 'version', 'byName'])
    .where('code', '=', code)
    .executeTakeFirst()
  if (known !== undefined && (known.byName !== SHIPPED_BY || JSON.stringify(known.definition) === definition))
    return
  const version = (known?.version ?? 0) + 1
  const values = { kind, definition, enabled: false, byName: SHIPPED_BY, version }
  await tx
    .insertInto('statisticsWatch')
    .values({ code, ...values, testedVersion: null })
    .onConflict((conflict) => conflict.column('code').doUpdateSet(values))
    .execute()
  await tx
    .insertInto('statisticsWatchChange')
    .values((eb) => ({
      code,
      no: eb
        .selectFrom('statisticsWatchChange')
        .select((of) => of(of.fn.coalesce(of.fn.max('no'), of.lit(0)), '+', of.lit(1)).as('next'))
        .where('code', '=', code),
      act: known === undefined ? ('add' as const) : ('change' as const),
      definition,
      at: sql<string>`now()`,
      byName: SHIPPED_BY,
    }))
    .execute()
}

async function saveForm(tx: Tx, form: FormDefinition): Promise<void> {
  const definition = JSON.stringify(form)
  const digest = createHash('sha256').update(definition).digest('hex')
  const { code, version } = form
  const known = await tx
    .selectFrom('statisticsForm')
    .select('digest')
    .where('code', '=', code)
    .where('version', '=', version)
    .executeTakeFirst()
  if (known?.digest === digest) return
  if (known !== undefined) {
    const used = await tx
      .selectFrom('statisticsFiling')
      .select('unitId')
      .where('form', '=', code)
      .where('formVersion', '=', version)
      .limit(1)
      .executeTakeFirst()
    if (used !== undefined)
      throw new Error(
        `Form ${code} version ${String(version)} was changed although filings follow it. Give the changed form a higher version.`,
      )
  }
  const values = {
    code,
    version,
    rhythm: form.rhythm,
    unit: form.filers.unit,
    validFrom: form.validFrom,
    definition,
    digest,
  }
  await tx
    .insertInto('statisticsForm')
    .values(values)
    .onConflict((conflict) => conflict.columns(['code', 'version']).doUpdateSet(values))
    .execute()
}

async function saveIndicator(tx: Tx, code: string, json: unknown): Promise<void> {
  const values = { code, definition: JSON.stringify(json), shipped: true, byName: '系统' }
  await tx
    .insertInto('statisticsIndicator')
    .values(values)
    .onConflict((conflict) => conflict.column('code').doUpdateSet({ ...values, version: 1 }))
    .execute()
}

async function saveList(tx: Tx, { list, source, codes }: z.infer<typeof Classification>): Promise<void> {
  const rows = codes.map(({ code, parent, level, name }, position) => ({
    list,
    code,
    parent,
    level,
    nameZh: name.zh,
    nameEn: name.en,
    position: position + 1,
    source,
  }))
  await tx
    .insertInto('classificationCode')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['list', 'code']).doUpdateSet((eb) => ({
        parent: eb.ref('excluded.parent'),
        level: eb.ref('excluded.level'),
        nameZh: eb.ref('excluded.nameZh'),
        nameEn: eb.ref('excluded.nameEn'),
        position: eb.ref('excluded.position'),
        source: eb.ref('excluded.source'),
      })),
    )
    .execute()
}

async function saveSeries(tx: Tx, { sources, facts }: z.infer<typeof Series>): Promise<void> {
  const known = new Map(sources.map((source) => [source.id, source]))
  const bodies = await tx
    .selectFrom('organisation as o')
    .innerJoin('organisationName as n', 'n.organisationId', 'o.id')
    .select(['o.id', 'o.code', 'n.shortName', 'n.nameEn'])
    .where(sql<boolean>`n.valid @> current_date`)
    .execute()
  const byCode = new Map(bodies.map((body) => [body.code, body]))
  const rows = facts.flatMap((fact, place) => {
    const body = 'code' in fact.body ? byCode.get(fact.body.code) : undefined
    const subject = 'name' in fact.body ? fact.body.name : body && { zh: body.shortName, en: body.nameEn }
    const source = known.get(fact.source)
    // Of a body that this zone does not have.
    if (subject === undefined || source === undefined) return []
    return {
      position: place + 1,
      organisationId: body?.id ?? null,
      subjectZh: subject.zh,
      subjectEn: subject.en,
      nameZh: fact.name.zh,
      nameEn: fact.name.en,
      indicator: fact.indicator,
      period: fact.period,
      accumulated: fact.accumulated,
      value: fact.value,
      unit: fact.unit,
      qualifier: fact.qualifier,
      changeValue: fact.change?.value ?? null,
      changeUnit: fact.change?.unit ?? null,
      populationZh: fact.population?.zh ?? null,
      populationEn: fact.population?.en ?? null,
      scope: fact.scope,
      source: source.title,
      sourceUrl: source.url,
      status: fact.status,
    }
  })
  await tx.deleteFrom('publishedSeries').execute()
  if (rows.length > 0) await tx.insertInto('publishedSeries').values(rows).execute()
}

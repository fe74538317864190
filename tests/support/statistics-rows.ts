/** Rows of the register and of filings, put straight into the tables: for what reads them. */
import { sql, type Kysely } from 'kysely'
import { placesOf } from '../../src/features/statistics/cells.ts'
import { compileForm, parseForm, type FilingValues, type FormDefinition } from '#domain/indicators'
import type { Database } from '#platform/postgres'

type Db = Kysely<Database>
type FieldType = FormDefinition['sections'][number]['fields'][number]['type']

/** A monthly form of our own with these fields: `{ QC05_0: 'integer', people: ['integer', '人'], name: 'text' }`; integers are 千元. */
export function simpleForm(
  code: string,
  fields: Readonly<Record<string, FieldType | readonly [FieldType, string]>>,
  changes: Partial<FormDefinition> = {},
): FormDefinition {
  const label = { zh: '测试', en: 'Test' }
  const parsed = parseForm({
    code,
    version: 1,
    title: label,
    rhythm: 'month',
    validFrom: '2020-01',
    authority: null,
    own: true,
    source: '测试',
    filers: { unit: 'enterprise', where: [] },
    calendar: { opensAfterDays: 1, dueMonth: 1, dueDay: 15, roll: 'none', source: null },
    approval: 'approve',
    sections: [
      {
        id: 'all',
        title: label,
        fields: Object.entries(fields).map(([field, kind]) => {
          const [type, unit] = typeof kind === 'string' ? [kind, kind === 'integer' ? '千元' : null] : kind
          return {
            code: field,
            label,
            type,
            unit,
            ...(type === 'decimal' ? { decimals: 2 } : {}),
            ...(type === 'choice'
              ? {
                  choices: [
                    { value: '1', label },
                    { value: '2', label },
                  ],
                }
              : {}),
            compulsory: false,
          }
        }),
      },
    ],
    rules: [],
    ...changes,
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  return parsed.value
}

export async function addForm(db: Db, form: FormDefinition): Promise<void> {
  const definition = JSON.stringify(form)
  await db
    .insertInto('statisticsForm')
    .values({
      code: form.code,
      version: form.version,
      rhythm: form.rhythm,
      unit: form.filers.unit,
      validFrom: form.validFrom,
      definition,
      digest: definition.length.toString(),
    })
    .execute()
}

export async function addPeriod(
  db: Db,
  form: Pick<FormDefinition, 'code' | 'version'>,
  period: string,
  fromOn: string,
  toOn: string,
): Promise<void> {
  await db
    .insertInto('statisticsPeriod')
    .values({
      form: form.code,
      period,
      formVersion: form.version,
      fromOn,
      toOn,
      opensOn: toOn,
      dueOn: toOn,
      lockedAt: null,
      lockedByName: null,
    })
    .execute()
}

export async function addOrganisation(db: Db, code: string, kind: 'park' | 'district'): Promise<string> {
  const { id } = await db
    .insertInto('organisation')
    .values({ code, kind, adcode: null, longitude: null, latitude: null, outline: null, source: '测试' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export interface RegisterRow {
  /** daterange as text; default: for ever. */
  readonly valid?: string
  /** tstzrange as text; default: for ever. */
  readonly known?: string
  readonly park?: string | null
  readonly operationPark?: string | null
  readonly district?: string | null
  readonly industry?: string | null
  readonly field?: string | null
  readonly size?: string | null
  readonly rung?: string | null
}

let enterprises = 0

export async function addEnterprise(db: Db, row: RegisterRow = {}): Promise<string> {
  enterprises += 1
  const { id } = await db
    .insertInto('enterprise')
    .values({ creditCode: `91110000${String(enterprises).padStart(10, '0')}`, organisationId: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  await addState(db, id, row)
  return id
}

export async function addState(db: Db, enterpriseId: string, row: RegisterRow): Promise<void> {
  await db
    .insertInto('enterpriseState')
    .values({
      enterpriseId,
      valid: row.valid ?? '(,)',
      known: row.known ?? '(,)',
      name: '测试企业',
      nameEn: null,
      status: 'active',
      successorId: null,
      registrationParkId: row.park ?? null,
      operationParkId: row.operationPark ?? row.park ?? null,
      registrationDistrictId: row.district ?? null,
      operationDistrictId: row.district ?? null,
      cluster: null,
      address: null,
      industry: row.industry ?? null,
      field: row.field ?? null,
      sizeClass: row.size ?? null,
      rung: row.rung ?? null,
      source: '测试',
      reason: null,
      byId: null,
      byName: '测试',
    })
    .execute()
}

/** Ends what is known of an enterprise; the row stays for who asks for the time before. */
export async function endKnown(db: Db, enterpriseId: string, at: string): Promise<void> {
  await sql`UPDATE enterprise_state SET known = tstzrange(lower(known), ${at}::timestamptz), txid = pg_current_xact_id()
    WHERE enterprise_id = ${enterpriseId} AND upper_inf(known)`.execute(db)
}

/** A final filing; `knownFrom` null: still a draft. */
export async function addFiling(
  db: Db,
  form: FormDefinition,
  unitId: string,
  period: string,
  values: FilingValues,
  knownFrom: string | null = '2026-02-01T00:00:00Z',
): Promise<void> {
  const places = placesOf(compileForm(form))
  await db
    .insertInto('statisticsFiling')
    .values({
      unitId,
      form: form.code,
      period,
      enterpriseId: form.filers.unit === 'enterprise' ? unitId : null,
      parkUnitId: form.filers.unit === 'park' ? unitId : null,
      formVersion: form.version,
      parkId: null,
      state: knownFrom === null ? 'draft' : 'approved',
      final: knownFrom !== null,
      ...stored(places, values),
      submittedAt: knownFrom,
      submittedByName: null,
      late: false,
      approvedAt: knownFrom,
      approvedByName: null,
      acceptedAt: null,
      acceptedByName: null,
      returnReason: null,
      source: 'sheet',
      jobId: null,
      knownFrom,
    })
    .execute()
}

/** A correction, or with values null an approval that is taken back: what stood before is kept as past. */
export async function correctFiling(
  db: Db,
  form: FormDefinition,
  unitId: string,
  period: string,
  values: FilingValues | null,
  at: string,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`INSERT INTO statistics_filing_past
        (unit_id, form, period, no, form_version, park_id, figures, words, imputed, known_from, known_to)
      SELECT unit_id, form, period,
        1 + (SELECT count(*) FROM statistics_filing_past p WHERE (p.unit_id, p.form, p.period) = (f.unit_id, f.form, f.period)),
        form_version, park_id, figures, words, imputed, known_from, ${at}::timestamptz
      FROM statistics_filing f WHERE unit_id = ${unitId} AND form = ${form.code} AND period = ${period}`.execute(
      tx,
    )
    const change =
      values === null
        ? { state: 'submitted' as const, final: false, knownFrom: null }
        : { ...stored(placesOf(compileForm(form)), values), knownFrom: at }
    await tx
      .updateTable('statisticsFiling')
      .set(change)
      .where('unitId', '=', unitId)
      .where('form', '=', form.code)
      .where('period', '=', period)
      .execute()
    await sql`UPDATE statistics_filing SET txid = pg_current_xact_id()
      WHERE unit_id = ${unitId} AND form = ${form.code} AND period = ${period}`.execute(tx)
  })
}

function stored(places: ReturnType<typeof placesOf>, values: FilingValues) {
  return {
    figures: places.figures.map((code) => {
      const value = values[code]
      return typeof value === 'boolean' ? Number(value) : typeof value === 'number' ? value : null
    }),
    words: places.words.map((code) => {
      const value = values[code]
      return typeof value === 'string' ? value : null
    }),
  }
}

import { createHash } from 'node:crypto'
import type { PolicyDefinition } from '#domain/matching'
import type { FilingValues } from '#domain/indicators'
import { compiledForm } from './shipped-statistics.ts'
import { addFiling } from './statistics-rows.ts'
import { organisationId, stageEnterprise, stagePeriod, type StagedEnterprise } from './statistics-stage.ts'
import type { TestSystem } from './system.ts'

export const PARK = 'park.haidian'
export const OTHER_PARK = 'park.fengtai'

/** A firm with an account of its own and the annual forms of two years, approved. Money in the forms is in 千元. */
export async function stageFirm(
  system: TestSystem,
  options: {
    readonly organisation?: string
    readonly park?: string
    readonly patents?: number
    readonly research?: number
  } = {},
): Promise<StagedEnterprise> {
  const firm = await stageEnterprise(system, options.park ?? PARK, {
    ...(options.organisation === undefined ? {} : { organisation: options.organisation }),
  })
  for (const year of ['2024', '2025']) {
    await file(system, firm.id, 'GQ-002', year, { QC05_0: 50_000, QC55: 45_000 })
    await file(system, firm.id, 'GQ-005', year, {
      QJ20: options.research ?? 4_000,
      QJ73: options.patents ?? 9,
    })
  }
  return firm
}

export async function file(
  system: TestSystem,
  unitId: string,
  form: string,
  period: string,
  values: FilingValues,
): Promise<void> {
  await stagePeriod(system, form, period)
  await addFiling(system.database.ownerDb, compiledForm(form).definition, unitId, period, values)
}

/** An organisation that stands for a firm, so that accounts can act for it. */
export async function addFirmBody(system: TestSystem, code: string): Promise<void> {
  const { ownerDb } = system.database
  const { id } = await ownerDb
    .insertInto('organisation')
    .values({
      code,
      kind: 'company',
      adcode: null,
      longitude: null,
      latitude: null,
      outline: null,
      source: '测试',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await ownerDb
    .insertInto('organisationName')
    .values({ organisationId: id, name: code, shortName: code, nameEn: code, initials: '', source: '测试' })
    .execute()
}

type Given = Partial<PolicyDefinition> & { readonly when: string; readonly amount: string | null }

/** A policy of 2026 with one condition. */
export function simplePolicy(code: string, { when, amount, ...given }: Given): PolicyDefinition {
  return {
    code,
    title: { zh: `政策${code}`, en: `Policy ${code}` },
    summary: { zh: '测试用政策', en: 'A policy for tests' },
    level: 'zone',
    issuer: { zh: '领导小组办公室', en: 'Office' },
    themes: ['研发'],
    status: 'example',
    clauses: [],
    valid: { from: '2020-01-01', to: null },
    windows: [],
    parks: null,
    scope: 'registration',
    eligibility: {
      kind: 'condition',
      id: 'only',
      title: { zh: '条件', en: 'Condition' },
      when,
      clause: null,
      status: 'example',
      off: false,
    },
    nearLimit: null,
    tables: [],
    benefit: {
      kind: amount === null ? 'standing' : 'money',
      words: { zh: '奖励', en: 'Reward' },
      amount,
      ceiling: null,
      step: 0.01,
    },
    budget: [],
    evidence: [],
    exclusive: [],
    stacking: [],
    excludes: [],
    times: 'once-a-year',
    procedure: 'fast',
    supersedes: [],
    tests: [],
    ...given,
  }
}

/** Puts a published version into the library; answers the policy's id. */
export async function publishStaged(system: TestSystem, definition: PolicyDefinition): Promise<string> {
  const { ownerDb } = system.database
  const text = JSON.stringify(definition)
  const { id } = await ownerDb
    .insertInto('policy')
    .values({
      code: definition.code,
      ownerId: null,
      shipped: true,
      createdAt: '2026-01-01T00:00:00Z',
      currentVersionId: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const version = await ownerDb
    .insertInto('policyVersion')
    .values({
      policyId: id,
      number: 1,
      state: 'published',
      definition: text,
      digest: createHash('sha256').update(text).digest('hex'),
      words: definition.title.zh,
      shipped: true,
      draftedAt: '2026-01-01T00:00:00Z',
      draftedByName: '测试',
      changedAt: '2026-01-01T00:00:00Z',
      changedByName: '测试',
      publishedAt: '2026-01-01T00:00:00Z',
      publishedByName: '测试',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await ownerDb.updateTable('policy').set({ currentVersionId: version.id }).where('id', '=', id).execute()
  return id
}

/** Only what a test stages is in the library. */
export async function emptyLibrary(system: TestSystem): Promise<void> {
  const { ownerDb } = system.database
  await ownerDb.updateTable('policy').set({ currentVersionId: null }).execute()
  await ownerDb.deleteFrom('policy').execute()
}

export { organisationId }

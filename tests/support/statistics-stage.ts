import { join } from 'node:path'
import { sql } from 'kysely'
import { creditCheckCharacter, periodById } from '#domain/kernel'
import type { FilingValues } from '#domain/indicators'
import { initialsOf } from '#features/enterprises'
import { periodRow, readForms } from '#features/statistics'
import { PROGRAM_ROOT } from '../../src/main/system.ts'
import type { TestSystem } from './system.ts'

export interface StagedEnterprise {
  readonly id: string
  readonly creditCode: string
  readonly name: string
}

/** A valid credit code that no real body has (registration authority 0 does not exist), different for each number. */
export function codeOf(number: number): string {
  const body = `01110000${String(number).padStart(9, '0')}`
  return body + creditCheckCharacter(body)
}

/** Where things are staged: a whole system, or no more than its database. */
export interface Staged {
  readonly database: Pick<TestSystem['database'], 'ownerDb'>
}

let staged = 0

/** An enterprise of the register, active since 2015 in one park, with an organisation of its own where accounts file for it. */
export async function stageEnterprise(
  system: Staged,
  parkCode: string,
  options: {
    readonly name?: string
    readonly organisation?: string
    readonly since?: string
    readonly industry?: string
    readonly field?: string
    readonly sizeClass?: string
  } = {},
): Promise<StagedEnterprise> {
  staged += 1
  const { ownerDb } = system.database
  const name = options.name ?? `测试企业第${String(staged)}号有限公司`
  const creditCode = codeOf(staged)
  const park = await organisationId(system, parkCode)
  const organisation =
    options.organisation === undefined ? null : await organisationId(system, options.organisation)
  const { id } = await ownerDb
    .insertInto('enterprise')
    .values({ creditCode, organisationId: organisation })
    .returning('id')
    .executeTakeFirstOrThrow()
  await ownerDb
    .insertInto('enterpriseState')
    .values({
      enterpriseId: id,
      valid: sql<string>`daterange(${options.since ?? '2015-01-01'}::date, NULL)`,
      known: sql<string>`tstzrange('2015-01-01', NULL)`,
      name,
      nameEn: null,
      initials: initialsOf(name),
      status: 'active',
      successorId: null,
      registrationParkId: park,
      operationParkId: park,
      registrationDistrictId: null,
      operationDistrictId: null,
      cluster: null,
      address: null,
      industry: options.industry ?? 'I6513',
      field: options.field ?? '1',
      sizeClass: options.sizeClass ?? 'small',
      rung: null,
      highTech: true,
      aboveScale: true,
      source: '测试',
      reason: null,
      byId: null,
      byName: '测试',
    })
    .execute()
  return { id, creditCode, name }
}

export async function organisationId(system: Staged, code: string): Promise<string> {
  const { id } = await system.database.ownerDb
    .selectFrom('organisation')
    .select('id')
    .where('code', '=', code)
    .executeTakeFirstOrThrow()
  return id
}

/** A period that is open from yesterday until far from now, whatever the day is on which the test runs. */
export async function stagePeriod(
  system: Staged,
  form: string,
  period: string,
  days: { readonly opensOn: string; readonly dueOn: string } = { opensOn: '2020-01-01', dueOn: '2099-12-31' },
): Promise<void> {
  const forms = await readForms(join(PROGRAM_ROOT, 'data', 'statistics', 'forms'))
  const definition = forms.find(({ code }) => code === form)
  const found = periodById(period)
  if (definition === undefined || found === null) throw new Error(`${form} ${period}`)
  await system.database.ownerDb
    .insertInto('statisticsPeriod')
    .values(periodRow(definition, found, days))
    .onConflict((conflict) => conflict.columns(['form', 'period']).doUpdateSet(days))
    .execute()
}

/** A filing of the monthly short form without a fault; every figure can be replaced. */
export function soundMonth(change: FilingValues = {}): FilingValues {
  return {
    QC02: 0,
    QC05_0: 1_000,
    QC06: 600,
    QC07: 300,
    QC09: 200,
    QC10: 50,
    QC49: 50,
    QC52: 100,
    QC11: 80,
    QC13: 60,
    QC234: 120,
    QD01: 50,
    QJ09: 20,
    QJ20: 150,
    ...change,
  }
}

import { afterAll, beforeAll, expect, test } from 'vitest'
import { compileForm, parseForm } from '#domain/indicators'
import { createTestSystem, type TestSystem } from '#tests/system'
import { organisationId, stageEnterprise, stagePeriod } from '#tests/statistics-stage'
import { toStored } from './cells.ts'
import { memberSums } from './check-context.ts'

let system: TestSystem
beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('office', ['zone_office'], 'office')
})
afterAll(() => system.close())

test('a member’s cells are read by the version that it was filed with, not by the newest', async () => {
  const { ownerDb } = system.database
  await stagePeriod(system, 'GQ-002', '2024')
  const unit = await stageEnterprise(system, 'park.haidian')
  const park = await organisationId(system, 'park.haidian')
  const { definition } = await ownerDb
    .selectFrom('statisticsForm')
    .select('definition')
    .where('code', '=', 'GQ-002')
    .executeTakeFirstOrThrow()
  const parsed = parseForm(definition)
  if (!parsed.ok) throw new Error('GQ-002')
  await ownerDb
    .insertInto('statisticsFiling')
    .values({
      unitId: unit.id,
      form: 'GQ-002',
      period: '2024',
      enterpriseId: unit.id,
      parkUnitId: null,
      formVersion: 1,
      parkId: park,
      state: 'accepted',
      final: true,
      ...toStored(compileForm(parsed.value), { QC02: 7, QC05_0: 1_000 }),
      submittedAt: '2025-03-01T00:00:00Z',
      submittedByName: null,
      late: false,
      approvedByName: null,
      acceptedByName: null,
      returnReason: null,
      source: 'sheet',
      jobId: null,
      knownFrom: '2025-03-02T00:00:00Z',
    })
    .execute()
  // A second version with one more figure before all others.
  const [first, ...rest] = parsed.value.sections
  const next = {
    ...parsed.value,
    version: 2,
    validFrom: '2025',
    sections: [
      {
        ...first,
        fields: [
          {
            code: 'QC01',
            label: { zh: '新增指标', en: 'New figure' },
            type: 'integer',
            unit: '千元',
            compulsory: false,
          },
          ...(first?.fields ?? []),
        ],
      },
      ...rest,
    ],
  }
  await ownerDb
    .insertInto('statisticsForm')
    .values({
      code: 'GQ-002',
      version: 2,
      rhythm: 'year',
      unit: 'enterprise',
      validFrom: '2025',
      definition: JSON.stringify(next),
      digest: 'second',
    })
    .execute()
  const ctx = await system.contextOf('office')
  const sums = await ctx.read((tx) => memberSums(tx, ctx, ['GQ-002!QC05_0', 'GQ-002!QC01'], park, '2024'))
  expect(sums).toEqual({ 'GQ-002!QC05_0': 1_000, 'GQ-002!QC01': null })
})

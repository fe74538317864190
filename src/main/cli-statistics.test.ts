import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stagePark } from '#tests/import-story'
import { runCommand, type Finished } from '#tests/run-command'
import { sheetOf } from '#tests/sheet-of'
import { codeOf, soundMonth, stagePeriod, type Staged, type StagedEnterprise } from '#tests/statistics-stage'
import { openBenchSystem, type BenchSystem } from '../../tests/bench/support/open-bench-system.ts'
import { loadReferenceData } from './system.ts'

const FORM = 'ZK-M01'
const OF_PERIOD = ['--form', FORM, '--period', '2025-06'] as const

/** The commands join the database that runs, as beside a server. */
let system: BenchSystem
let staged: Staged
let firms: readonly StagedEnterprise[]

beforeAll(async () => {
  system = await openBenchSystem()
  staged = { database: { ownerDb: system.ownerDb } }
  await loadReferenceData(system.ownerDb)
  await system.addAccount('office', 'zone_office', 'office')
  await system.addAccount('park', 'park_committee', 'park.haidian')
  await system.addAccount('leader', 'leader', 'office')
  firms = [
    ...(await stagePark(staged, 'park.haidian', 50_000, 3)),
    ...(await stagePark(staged, 'park.xicheng', 60_000, 1)),
  ]
  await stagePeriod(staged, FORM, '2025-06')
  const codes = Object.keys(soundMonth())
  const values = Object.values(soundMonth())
  await writeFile(
    join(system.dataDir, 'june.xlsx'),
    sheetOf([
      ['统一社会信用代码', ...codes],
      ...firms.map(({ creditCode }) => [creditCode, ...values.map(Number)]),
      [codeOf(987_654), ...values.map(Number)],
    ]),
  )
})
afterAll(() => system.close())

function run(...args: readonly string[]): Promise<Finished> {
  return runCommand(['statistics', ...args], {
    cwd: system.dataDir,
    env: { DUOYUAN_DATA: system.dataDir, DUOYUAN_DEMO: 'off', LOG_LEVEL: 'error' },
  })
}

async function states(): Promise<readonly string[]> {
  const rows = await system.ownerDb
    .selectFrom('statisticsFiling')
    .select('state')
    .where('form', '=', FORM)
    .where('period', '=', '2025-06')
    .orderBy('state')
    .execute()
  return rows.map(({ state }) => state)
}

test('a dry run tells what would be written and what is refused, and writes nothing', async () => {
  const { code, out, err } = await run('import', ...OF_PERIOD, '--submit', '--dry-run', 'june.xlsx')
  expect(err).toContain('Importing as office (office')
  expect(err).toContain('june.xlsx: 填报 A6')
  expect(err).toContain('[statistics.import_unit_unknown]')
  expect(out).toContain('5 rows, 4 new, 0 changed, 0 the same, 1 refused, 0 with errors, 0 written')
  expect(code).toBe(2)
  expect(await states()).toEqual([])
})

test('with --park only that park’s filings are taken; the answer as JSON is that of the page', async () => {
  const { code, out } = await run(
    'import',
    ...OF_PERIOD,
    '--park',
    'haidian',
    '--submit',
    '--json',
    'june.xlsx',
  )
  expect(code).toBe(2)
  expect(JSON.parse(out)).toMatchObject({
    state: 'done',
    rows: 5,
    fresh: 3,
    refused: 2,
    written: 3,
    submitted: 3,
  })
  expect(await states()).toEqual(['submitted', 'submitted', 'submitted'])
})

test('approval is the park’s: the office’s account is refused filing by filing, the park’s approves all', async () => {
  const office = await run('approve', ...OF_PERIOD)
  expect([office.code, office.out]).toEqual([2, '0 approved, 3 refused\n'])
  expect(office.err).toContain('[statistics.not_yours]')
  const park = await run('approve', ...OF_PERIOD, '--user', 'park')
  expect([park.code, park.out]).toEqual([0, '3 approved, 0 refused\n'])
  expect(await states()).toEqual(['approved', 'approved', 'approved'])
})

test('a period with gaps is locked only when that is said; then nothing comes in', async () => {
  const gaps = await run('lock', ...OF_PERIOD)
  expect(gaps.code).toBe(1)
  expect(gaps.err).toContain('1 filings are owed and 0 are not final')
  const locked = await run('lock', ...OF_PERIOD, '--despite-gaps')
  expect([locked.code, locked.out]).toEqual([0, 'ZK-M01 2025-06 is locked: 3 final of 4 expected\n'])
  const late = await run('import', ...OF_PERIOD, 'june.xlsx')
  expect(late.code).toBe(2)
  expect(late.err).toContain('[statistics.period_locked]')
})

test('an account that may not do it, a form, a period or a file that is not there are named', async () => {
  const leader = await run('lock', ...OF_PERIOD, '--user', 'leader')
  expect([leader.code, leader.err]).toEqual([1, expect.stringContaining('may not do this')])
  const period = await run('import', '--form', FORM, '--period', '1999-01', 'june.xlsx')
  expect([period.code, period.err]).toEqual([1, expect.stringContaining('[statistics.period_unknown]')])
  const file = await run('import', ...OF_PERIOD, 'gone.xlsx')
  expect([file.code, file.err]).toEqual([1, expect.stringContaining('gone.xlsx: there is no such file')])
})

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { strFromU8, unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '#contract/statistics'
import { writeWorkbook } from '#platform/spreadsheets'
import { press } from '#tests/case-page'
import { stagePark } from '#tests/import-story'
import { startJourney, type Journey } from '#tests/journey'
import { soundMonth, stagePeriod } from '#tests/statistics-stage'

const FORM = 'ZK-M01'
const PERIOD = '2026-10'
const FILINGS = 2_000
/** Every fiftieth filing from the third on, 37 of them, has one error. */
const ERRORS = 37
const isWrong = (at: number) => at % 50 === 3 && at < 50 * ERRORS

let journey: Journey
let park: Page
let folder = ''
let file = ''

beforeAll(async () => {
  journey = await startJourney()
  await stagePeriod(journey.system, FORM, PERIOD)
  const enterprises = await stagePark(journey.system, 'park.haidian', 50_000, FILINGS)
  const codes = Object.keys(soundMonth())
  folder = await mkdtemp(join(tmpdir(), 'duoyuan-import-'))
  file = join(folder, '海淀园月报.xlsx')
  const rows = enterprises.map(({ creditCode }, at) => ({
    unit: creditCode,
    ...(isWrong(at)
      ? [soundMonth({ QC05_0: 10_000 }), soundMonth({ QC09: 301 }), soundMonth({ QD01: null })][at % 3]
      : soundMonth({ QC02: at })),
  }))
  const columns = [
    { key: 'unit', heading: '统一社会信用代码', type: 'text' as const },
    ...codes.map((code) => ({ key: code, heading: code, type: 'integer' as const })),
  ]
  await writeFile(file, await buffer(writeWorkbook([{ name: '月报', columns, rows }])))
  park = await journey.signIn('haidian')
})
afterAll(async () => {
  await journey.close()
  await rm(folder, { recursive: true, force: true })
})

describe('a park brings in its month', () => {
  test('a trial finds exactly the 37 planted errors, and writes nothing', async () => {
    await park.goto(`${journey.address}/statistics/imports?form=${FORM}&period=${PERIOD}`)
    await park.getByText('第二步：选择文件，先试导入').waitFor()
    await park.locator('input[type=file]').setInputFiles(file)
    await park.waitForURL(/\/statistics\/imports\/[0-9a-f-]+/)
    await park.getByText('这是试导入，没有写入任何数据。').waitFor({ timeout: 60_000 })
    const client = await journey.system.signIn('haidian')
    const jobId = park.url().split('/').at(-1)?.split('?')[0] ?? ''
    const result = await client.call(contract.readImport, { params: { jobId } })
    expect(result).toMatchObject({ rows: FILINGS, refused: 0, written: 0, withErrors: ERRORS })
    const lines = result.issues.flatMap(({ severity, row }) => (severity === 'error' ? [row] : []))
    const planted = Array.from({ length: FILINGS }, (_, at) => at).filter(isWrong)
    // The header is the first line.
    expect(lines).toEqual(planted.map((at) => at + 2))
    await park.locator('table').getByText('月报').first().waitFor()
  })

  test('for real, what is right is submitted and the rest waits as drafts; the file comes back with notes', async () => {
    await park.getByRole('checkbox', { name: /上报/ }).check()
    await press(park, '正式导入')
    await park.getByText('其中 1,963 家已上报').waitFor({ timeout: 90_000 })
    const [download] = await Promise.all([
      park.waitForEvent('download'),
      park.getByRole('link', { name: /批注/ }).click(),
    ])
    const stream = await download.createReadStream()
    const parts = unzipSync(new Uint8Array(await buffer(stream)))
    const notes = Object.entries(parts).filter(([name]) => /comments|notes/u.test(name))
    expect(notes.map(([, part]) => strFromU8(part)).join('')).toContain('左边 10000，右边 1000')
  })

  test('the list of the period tells how far it is', async () => {
    await park.goto(`${journey.address}/statistics/collections/${FORM}/${PERIOD}`)
    await park
      .getByText(/98\.[12]%/)
      .first()
      .waitFor()
    expect(journey.complaints).toEqual([])
  })
})

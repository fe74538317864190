import { sql } from 'kysely'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FilingValues } from '#domain/indicators'
import type { Context } from '#platform/http'
import { importFile, stagePark } from '#tests/import-story'
import { sheetOf, type SheetCell } from '#tests/sheet-of'
import {
  codeOf,
  soundMonth,
  stageEnterprise,
  stagePeriod,
  type StagedEnterprise,
} from '#tests/statistics-stage'
import { createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import * as contract from './contract.ts'
import { addImportJob, runFilingsImport } from './import-job.ts'

const FORM = 'ZK-M01'
const CODES = [
  'QC02',
  'QC05_0',
  'QC06',
  'QC07',
  'QC09',
  'QC10',
  'QC49',
  'QC52',
  'QC11',
  'QC13',
  'QC234',
  'QD01',
  'QJ09',
  'QJ20',
]

let system: TestSystem
let park: TestClient
let firm: TestClient
let office: TestClient
let own: StagedEnterprise
let elsewhere: StagedEnterprise
let many: readonly StagedEnterprise[]

beforeAll(async () => {
  system = await createTestSystem({ workers: true })
  await system.addAccount('firm', ['enterprise'], 'company.huayuan')
  await system.addAccount('park', ['park_committee'], 'park.haidian')
  await system.addAccount('office', ['zone_office'], 'office')
  own = await stageEnterprise(system, 'park.haidian', {
    organisation: 'company.huayuan',
    name: '华园传感技术有限公司',
  })
  elsewhere = await stageEnterprise(system, 'park.xicheng', { name: '西城支付科技有限公司' })
  many = await stagePark(system, 'park.haidian', 1_000, 1_200)
  for (let month = 1; month <= 12; month++)
    await stagePeriod(system, FORM, `2025-${String(month).padStart(2, '0')}`)
  ;[park, firm, office] = await Promise.all([
    system.signIn('park'),
    system.signIn('firm'),
    system.signIn('office'),
  ])
})
afterAll(() => system.close())

const key = (period: string) => ({ form: FORM, period })

function table(
  rows: readonly (readonly [string, Readonly<Record<string, FilingValues[string] | SheetCell>>])[],
): Uint8Array {
  return sheetOf([
    ['统一社会信用代码', ...CODES],
    ...rows.map(([code, values]) => [code, ...CODES.map((field) => values[field] as SheetCell)]),
  ])
}

async function stored(period: string, unitId?: string) {
  const query = system.database.ownerDb
    .selectFrom('statisticsFiling')
    .select(['unitId', 'state', 'version', 'figures', 'errors', 'jobId', 'source', 'late', 'submittedByName'])
    .where('form', '=', FORM)
    .where('period', '=', period)
  return (unitId === undefined ? query : query.where('unitId', '=', unitId)).execute()
}

async function valuesOf(period: string, unit: StagedEnterprise): Promise<contract.FilingValues> {
  const sheet = await park.call(contract.readSheet, { params: { unitId: unit.id, form: FORM, period } })
  return sheet.values
}

describe('a park imports its month', () => {
  const period = '2025-01'
  const planted: { readonly line: number; readonly rule: string; readonly cell: string }[] = []
  let file: Uint8Array

  beforeAll(() => {
    // 37 errors in known places among 1,200 filings: a broken sum, a part above its whole, a compulsory cell left out.
    file = table(
      many.map(({ creditCode }, at) => {
        if (at % 32 !== 5 || planted.length >= 37) return [creditCode, soundMonth({ QC02: at })]
        const line = at + 2
        const kind = planted.length % 3
        planted.push({
          line,
          rule: ['zkm01-01', 'zkm01-02', 'field:QD01'][kind] ?? '',
          cell: [`C${String(line)}`, '', `M${String(line)}`][kind] ?? '',
        })
        // Revenue ten times its parts; high-tech products above all products; no staff.
        return [
          creditCode,
          [soundMonth({ QC05_0: 10_000 }), soundMonth({ QC09: 301 }), soundMonth({ QD01: null })][kind] ?? {},
        ]
      }),
    )
    expect(planted).toHaveLength(37)
  })

  test('a dry run finds the planted errors and nothing else, and writes nothing', async () => {
    const result = await importFile(park, key(period), file, { dryRun: true })
    expect(result).toMatchObject({
      state: 'done',
      rows: 1_200,
      done: 1_200,
      total: 1_200,
      fresh: 1_200,
      refused: 0,
      written: 0,
      withErrors: 37,
    })
    const errors = result.issues.filter(({ severity }) => severity === 'error')
    expect(errors.map(({ row, params }) => ({ row, rule: params['rule'] }))).toEqual(
      planted.map(({ line, rule }) => ({ row: line, rule })),
    )
    for (const { line, cell } of planted)
      if (cell !== '') expect(errors.find(({ row }) => row === line)?.cell).toBe(cell)
    expect(errors[0]).toMatchObject({
      sheet: '填报',
      column: 'C',
      code: 'indicators.relation',
      unitName: many[5]?.name,
      params: { left: 10_000, operator: '=', right: 1_000, change: ['QC05_0'] },
    })
    expect(await stored(period)).toEqual([])
  })

  test('then it is written: what has no errors is submitted, the rest waits as drafts', async () => {
    const result = await importFile(park, key(period), file, { submit: true })
    expect(result).toMatchObject({
      fresh: 1_200,
      written: 1_200,
      submitted: 1_163,
      withErrors: 37,
      annotated: true,
    })
    const filings = await stored(period)
    expect(filings.filter(({ state }) => state === 'submitted')).toHaveLength(1_163)
    expect(filings.filter(({ state, errors }) => state === 'draft' && errors === 1)).toHaveLength(37)
    expect(
      new Set(
        filings.map(({ jobId, source, version, state }) =>
          [jobId, source, version - (state === 'submitted' ? 1 : 0)].join(),
        ),
      ),
    ).toEqual(new Set([[result.jobId, 'import', 1].join()]))
    const [first] = many
    const { acts } = await park.call(contract.readFilingHistory, {
      params: { unitId: first?.id ?? '', form: FORM, period },
    })
    expect(acts.map(({ no, act, byName }) => [no, act, byName]).sort()).toEqual([
      [1, 'import', 'park'],
      [2, 'submit', 'park'],
    ])
    expect(acts.find(({ act }) => act === 'import')?.changed['QC05_0']).toEqual([null, 1_000])
  })

  test('the copy of the file has notes in the cells that are wrong', async () => {
    const { imports } = await park.call(contract.listImports)
    const response = await park.request('GET', `/api/statistics/imports/${imports[0]?.jobId ?? ''}/annotated`)
    expect(response.statusCode).toBe(200)
    const parts = unzipSync(response.rawPayload)
    const notes = Object.entries(parts).find(([name]) => /notes\d+\/sheet1\.xml$/u.test(name))?.[1]
    const xml = strFromU8(notes ?? new Uint8Array())
    expect(
      [...xml.matchAll(/<comment ref="([A-Z]+)(\d+)"/gu)]
        .map(([, , line]) => Number(line))
        .sort((a, b) => a - b),
    ).toEqual(expect.arrayContaining(planted.map(({ line }) => line)))
    expect(xml).toContain('ref="C7"')
    expect(xml).toContain('QC05_0 = QC06 + QC07 + QC10 + QC49')
  })

  test('imported again nothing changes: what says the same stays, submitted or not', async () => {
    const before = await stored(period)
    const result = await importFile(park, key(period), file, { submit: true })
    expect(result).toMatchObject({ fresh: 0, changed: 0, same: 1_200, refused: 0, written: 0, submitted: 0 })
    expect(await stored(period)).toEqual(before)
  })

  test('a draft that is mended in the file is brought up to date and submitted; what is submitted is not overwritten', async () => {
    const wrong = many[5]
    const sent = many[6]
    const result = await importFile(
      park,
      key(period),
      table([
        [wrong?.creditCode ?? '', soundMonth()],
        [sent?.creditCode ?? '', soundMonth({ QC234: -5 })],
      ]),
      { submit: true },
    )
    expect(result).toMatchObject({ rows: 2, changed: 1, written: 1, submitted: 1, refused: 1 })
    expect(result.issues).toContainEqual(
      expect.objectContaining({
        row: 3,
        code: 'statistics.wrong_state',
        severity: 'error',
        unitName: sent?.name,
      }),
    )
    expect(await stored(period, wrong?.id)).toMatchObject([{ state: 'submitted', version: 3, errors: 0 }])
  })

  test('the audit trail has one entry for each import', async () => {
    const { rows } = await sql<{ detail: Record<string, unknown> }>`
      SELECT detail FROM (SELECT at, action, detail FROM audit_act UNION ALL SELECT at, action, detail FROM audit_entry) told
       WHERE action = 'filings.import' ORDER BY at`.execute(system.database.ownerDb)
    expect(rows.map(({ detail }) => [detail['dryRun'], detail['written'], detail['submitted']])).toEqual([
      [true, 0, 0],
      [false, 1_200, 1_163],
      [false, 0, 0],
      [false, 1, 1],
    ])
  })
})

describe('rows that cannot be taken', () => {
  test('each is refused with its reason, the others are written', async () => {
    const [a, b, c, d] = many
    const result = await importFile(
      park,
      key('2025-02'),
      table([
        [a?.creditCode ?? '', soundMonth()],
        [elsewhere.creditCode, soundMonth()],
        [codeOf(999_999), soundMonth()],
        ['91110108MA00000000', soundMonth()],
        [b?.creditCode ?? '', soundMonth()],
        [b?.creditCode ?? '', soundMonth({ QC234: 1 })],
        ['', soundMonth()],
        [c?.creditCode ?? '', soundMonth({ QC02: '一千' })],
        [d?.creditCode ?? '', { ...soundMonth(), QC13: { xml: '<f>A1+1</f>' } }],
      ]),
    )
    expect(result).toMatchObject({ rows: 9, fresh: 1, refused: 8, written: 1 })
    expect(result.issues.map(({ row, cell, code }) => [row, cell, code])).toEqual([
      [3, 'A3', 'statistics.import_unit_unknown'],
      [4, 'A4', 'statistics.import_unit_unknown'],
      [5, 'A5', 'statistics.import_code_wrong'],
      [6, 'A6', 'statistics.import_twice'],
      [7, 'A7', 'statistics.import_twice'],
      [8, 'A8', 'statistics.import_unit_missing'],
      [9, 'B9', 'sheet.not_a_number'],
      [10, 'K10', 'sheet.formula_without_value'],
    ])
    expect(result.issues[3]?.params['rows']).toEqual([7])
  })

  test('a locked period takes nothing', async () => {
    await system.database.ownerDb
      .updateTable('statisticsPeriod')
      .set({ lockedAt: '2025-05-01T00:00:00Z', lockedByName: '测试' })
      .where('form', '=', FORM)
      .where('period', '=', '2025-03')
      .execute()
    const result = await importFile(park, key('2025-03'), table([[many[0]?.creditCode ?? '', soundMonth()]]))
    expect(result).toMatchObject({ refused: 1, written: 0 })
    expect(result.issues[0]?.code).toBe('statistics.period_locked')
    expect(await stored('2025-03')).toEqual([])
  })

  test('an enterprise brings in its own filing without naming itself, and nobody else’s', async () => {
    const alone = sheetOf([CODES, CODES.map((code) => soundMonth()[code] as SheetCell)])
    expect(await importFile(firm, key('2025-04'), alone)).toMatchObject({ fresh: 1, written: 1, refused: 0 })
    expect(await stored('2025-04')).toMatchObject([{ unitId: own.id, state: 'draft' }])
    const other = await importFile(firm, key('2025-04'), table([[many[0]?.creditCode ?? '', soundMonth()]]))
    expect(other.issues[0]?.code).toBe('statistics.import_unit_unknown')
  })

  test('of a file that is no table of filings the reason is told, and nothing is written', async () => {
    const result = await importFile(park, key('2025-05'), sheetOf([['会议纪要'], ['今天讨论了三个议题']]))
    expect(result).toMatchObject({ state: 'failed', rows: 0, issueCount: 1 })
    expect(result.issues[0]?.code).toBe('sheet.header_not_found')
    const text = await importFile(park, key('2025-05'), 'not a zip', { name: 'x.xlsx' })
    expect(text.issues[0]?.code).toBe('sheet.not_a_workbook')
  })
})

describe('a file made to do harm', () => {
  test('whose cell holds more than any program would write is refused, with its reason, and nothing is written', async () => {
    const packed = table([[many[0]?.creditCode ?? '', soundMonth({ QC02: '9'.repeat(150_000) })]])
    expect(packed.length).toBeLessThan(100_000)
    const result = await importFile(park, key('2025-05'), packed)
    expect(result).toMatchObject({ state: 'failed', rows: 0, written: 0 })
    expect(result.issues.map(({ code }) => code)).toEqual(['sheet.too_large'])
  })

  test('with a cell in a column that no sheet should have is refused', async () => {
    const far = sheetOf([CODES, [1]])
    const parts = unzipSync(far)
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array()).replace(
      'r="A2"',
      'r="XFD2"',
    )
    const result = await importFile(
      park,
      key('2025-05'),
      zipSync({ ...parts, 'xl/worksheets/sheet1.xml': strToU8(sheet) }),
    )
    expect(result.issues.map(({ code }) => code)).toEqual(['sheet.too_large'])
  })
})

test('an import finds of each filing what its own sheet finds, last period and last year beside', async () => {
  await stagePeriod(system, FORM, '2026-02')
  await stagePeriod(system, FORM, '2026-03')
  await stagePeriod(system, FORM, '2025-03')
  await system.database.ownerDb
    .updateTable('statisticsPeriod')
    .set({ lockedAt: null, lockedByName: null })
    .where('form', '=', FORM)
    .where('period', '=', '2025-03')
    .execute()
  const some = many.slice(100, 140)
  const month = (factor: (at: number) => FilingValues) =>
    table(some.map(({ creditCode }, at) => [creditCode, soundMonth(factor(at))] as const))
  await importFile(
    park,
    key('2025-03'),
    month((at) => (at % 3 === 0 ? {} : { QC02: 90_000, QC05_0: 99_000, QC07: 98_300 })),
  )
  await importFile(
    park,
    key('2026-02'),
    month((at) => ({ QD01: at % 2 === 0 ? 500 : 52 })),
  )
  await importFile(
    park,
    key('2026-03'),
    month((at) => ({ QC09: at % 5 === 0 ? 400 : 200, QC02: at * 10_000, QJ20: at % 7 === 0 ? 2_000 : 150 })),
  )
  let queries = 0
  for (const unit of some) {
    const sheet = await park.call(contract.readSheet, {
      params: { unitId: unit.id, form: FORM, period: '2026-03' },
    })
    const count = (severity: string) =>
      sheet.findings.filter((finding) => finding.severity === severity).length
    queries += count('query')
    const kept = await system.database.ownerDb
      .selectFrom('statisticsFiling')
      .select(['errors', 'unexplained'])
      .where('unitId', '=', unit.id)
      .where('period', '=', '2026-03')
      .executeTakeFirstOrThrow()
    expect([unit.name, kept]).toEqual([unit.name, { errors: count('error'), unexplained: count('query') }])
  }
  // Changes to last period and to last year are among what was found.
  expect(queries).toBeGreaterThan(some.length)
})

describe('what people write', () => {
  const spellings: readonly (readonly [string, SheetCell, number | null | string])[] = [
    ['a number', 1_234, 1_234],
    ['a text', '1234', 1_234],
    ['full-width digits', '１２３４', 1_234],
    ['thousands separated', '1,234', 1_234],
    ['thousands separated, full-width', '１，２３４', 1_234],
    ['spaces around', ' 1234 ', 1_234],
    ['with its unit', '1234千元', 1_234],
    ['brackets for below zero', '(1,234)', -1_234],
    ['brackets for below zero, full-width', '（1234）', -1_234],
    ['a minus of typesetters', '−1234', -1_234],
    ['a formula with its value', { xml: '<f>600+634</f><v>1234</v>' }, 1_234],
    ['nothing', null, null],
    ['spaces only', '  ', null],
    ['a dash', '—', null],
    ['nought', 0, 0],
    ['a percentage', '12%', 'sheet.percent_instead_of_number'],
    ['words', '约一千', 'sheet.not_a_number'],
    ['wrong grouping', '12,34', 'sheet.not_a_number'],
    ['another unit', '1234万元', 'sheet.not_a_number'],
    ['a failed formula', { type: 'e', xml: '<f>1/0</f><v>#DIV/0!</v>' }, 'sheet.formula_error'],
    ['a formula without value', { xml: '<f>600+634</f>' }, 'sheet.formula_without_value'],
  ]

  test('is read by what the field declares; empty is missing and never zero', async () => {
    const others = CODES.filter((code) => code !== 'QC234')
    const result = await importFile(
      park,
      key('2025-06'),
      sheetOf([
        ['统一社会信用代码', 'QC234', ...others],
        ...spellings.map(([, cell], at) => [
          many[at]?.creditCode ?? '',
          cell,
          ...others.map((code) => soundMonth()[code] as SheetCell),
        ]),
      ]),
    )
    for (const [at, [name, , wanted]] of spellings.entries()) {
      const issue = result.issues.find(({ row, severity }) => row === at + 2 && severity === 'error')
      const unit = many[at]
      if (unit === undefined) throw new Error('too few enterprises')
      if (typeof wanted === 'string')
        expect([name, issue?.code, issue?.cell]).toEqual([name, wanted, `B${String(at + 2)}`])
      else {
        expect([name, issue]).toEqual([name, undefined])
        expect([name, (await valuesOf('2025-06', unit))['QC234'] ?? null]).toEqual([name, wanted])
      }
    }
  })

  test('a printed head with title, merged sections, labels and codes is the header, in any order', async () => {
    const [unit] = many
    const result = await importFile(
      park,
      key('2025-07'),
      sheetOf(
        [
          ['工业和科技企业月度快报'],
          ['填报期：2025年7月', null, null, null, '计量单位：千元'],
          [
            '统一社会信用代码',
            '单位详细名称',
            '人员与研发',
            null,
            '产值与收入',
            null,
            null,
            null,
            null,
            '备注',
          ],
          [
            null,
            null,
            '从业人员期末人数',
            '研究开发人员合计',
            '营业收入（千元）',
            '技术收入',
            '产品销售收入',
            '商品销售收入',
            '其他营业收入',
            null,
          ],
          [null, null, 'QD01', 'QJ09', 'QC05_0', 'QC06', 'QC07', 'QC10', 'QC49', null],
          ['甲', '乙', '1', '2', '3', '4', '5', '6', '7', '8'],
          [unit?.creditCode ?? '', unit?.name ?? '', 50, 20, 1_000, 600, 300, 50, 50, '无误'],
        ],
        ['A3:A5', 'B3:B5', 'C3:D3', 'E3:I3'],
      ),
    )
    expect(
      result.issues.filter(({ severity }) => severity === 'error').map(({ params }) => params['rule']),
    ).toEqual(['field:QJ20'])
    expect(result.issues).toContainEqual(
      expect.objectContaining({ code: 'sheet.unknown_column', column: 'J' }),
    )
    expect(await valuesOf('2025-07', many[0] ?? own)).toEqual({
      QD01: 50,
      QJ09: 20,
      QC05_0: 1_000,
      QC06: 600,
      QC07: 300,
      QC10: 50,
      QC49: 50,
    })
  })

  test('labels in English, names for codes, and CSV do as well; a column that is not there leaves its cells alone', async () => {
    const [unit] = many
    const csv = `Enterprise,Operating revenue,QC06,QC07,QC10,QC49\n${unit?.name ?? ''},2000,1600,300,50,50\n`
    const result = await importFile(park, key('2025-07'), csv, { name: '填报.csv' })
    expect(result).toMatchObject({ changed: 1, refused: 0 })
    expect(await valuesOf('2025-07', many[0] ?? own)).toMatchObject({
      QC05_0: 2_000,
      QC06: 1_600,
      QD01: 50,
      QJ09: 20,
    })
  })
})

describe('one filing as forms are printed, a line for each figure', () => {
  const lines: readonly (readonly SheetCell[])[] = [
    ['QC05_0', '营业收入', '千元', '1,000'],
    ['QC06', '其中：技术收入', '千元', 600],
    ['QC07', '产品销售收入', '千元', 300],
    ['QC10', '商品销售收入', '千元', 50],
    ['QC49', '其他营业收入', '千元', 50],
    ['QD01', '从业人员期末人数', '人', '五十'],
    ['QX99', '别的指标', '人', 3],
  ]
  const head: readonly (readonly SheetCell[])[] = [
    ['工业和科技企业月度快报'],
    ['统一社会信用代码：', null, '计量单位：千元'],
    ['代码', '指标名称', '计量单位', '本年实际'],
  ]

  test('is read by codes, with whose it is from the head; cells are named where they stand', async () => {
    const [unit] = many
    const named = [head[0] ?? [], [`统一社会信用代码：${unit?.creditCode ?? ''}`], head[2] ?? []]
    const faulty = await importFile(park, key('2025-12'), sheetOf([...named, ...lines]))
    expect(faulty).toMatchObject({ rows: 1, refused: 1, written: 0 })
    expect(faulty.issues.map(({ code, cell }) => [code, cell])).toEqual([
      ['sheet.unknown_column', null],
      ['sheet.not_a_number', 'D9'],
    ])
    const right = lines.map((line) => (line[0] === 'QD01' ? [...line.slice(0, 3), 50] : line))
    expect(await importFile(park, key('2025-12'), sheetOf([...named, ...right]))).toMatchObject({
      fresh: 1,
      written: 1,
    })
    expect(await valuesOf('2025-12', many[0] ?? own)).toEqual({
      QC05_0: 1_000,
      QC06: 600,
      QC07: 300,
      QC10: 50,
      QC49: 50,
      QD01: 50,
    })
  })

  test('in two blocks side by side, by labels, as CSV, of the enterprise itself', async () => {
    const csv = [
      '指标,本期,指标,本期',
      '营业收入,2000,从业人员期末人数,60',
      '技术收入,1600,研究开发人员合计,20',
      '产品销售收入,300,,',
    ].join('\n')
    expect(await importFile(firm, key('2025-12'), csv, { name: '快报.csv' })).toMatchObject({ fresh: 1 })
    expect(await valuesOf('2025-12', own)).toEqual({
      QC05_0: 2_000,
      QC06: 1_600,
      QC07: 300,
      QD01: 60,
      QJ09: 20,
    })
  })
})

describe('files that the system gives', () => {
  async function fetched(client: TestClient, url: string): Promise<Uint8Array> {
    const response = await client.request('GET', url)
    expect(response.statusCode).toBe(200)
    return response.rawPayload
  }

  test.each(['xlsx', 'csv'])('an export as .%s comes back without a change', async (format) => {
    const before = await stored('2025-06')
    const file = await fetched(park, `/api/statistics/collections/${FORM}/2025-06/export?format=${format}`)
    const result = await importFile(park, key('2025-06'), file, { name: `导出.${format}` })
    expect(result).toMatchObject({
      rows: before.length,
      same: before.length,
      changed: 0,
      fresh: 0,
      refused: 0,
    })
    expect(result.issues.filter(({ code }) => code.startsWith('sheet.'))).toEqual([])
    expect(await stored('2025-06')).toEqual(before)
  })

  test('an export holds what the caller sees, and has a title, codes, labels and units', async () => {
    const csv = new TextDecoder().decode(
      await fetched(office, `/api/statistics/collections/${FORM}/2025-06/export?format=csv`),
    )
    expect(csv).toContain('QC05_0 营业收入（千元）')
    expect(csv.split('\n').filter((line) => line.includes('导入测试企业')).length).toBe(
      (await stored('2025-06')).length,
    )
    const other = await firm.request('GET', `/api/statistics/collections/${FORM}/2025-06/export`)
    expect(other.statusCode).toBe(403)
  })

  test('the template has a row for each that owes, is read as it is, and what is filled in it comes in', async () => {
    const file = await fetched(park, `/api/statistics/forms/${FORM}/template?period=2025-10`)
    const empty = await importFile(park, key('2025-10'), file)
    expect(empty).toMatchObject({ state: 'failed', rows: 0 })
    expect(empty.issues.map(({ code }) => code)).toEqual(['statistics.import_empty'])
    const parts = unzipSync(file)
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    const texts = strFromU8(parts['xl/sharedStrings.xml'] ?? new Uint8Array())
    for (const { creditCode } of many.slice(0, 3)) expect(texts + sheet).toContain(creditCode)
    expect(texts + sheet).not.toContain(elsewhere.creditCode)
    // Revenue of the first line, as somebody types it.
    const filled = zipSync({
      ...parts,
      'xl/worksheets/sheet1.xml': strToU8(
        sheet.replace(/(<row r="3"[^>]*>.*?)<\/row>/su, '$1<c r="D3"><v>1000</v></c></row>'),
      ),
    })
    const result = await importFile(park, key('2025-10'), filled)
    expect(result).toMatchObject({ rows: 1, fresh: 1, refused: 0 })
    const [filing] = await stored('2025-10')
    expect(filing?.figures[1]).toBe(1_000)
  })

  test('as of a moment an export holds the final states of then', async () => {
    const [unit] = many
    const params = { unitId: unit?.id ?? '', form: FORM, period: '2025-11' }
    const begun = await importFile(park, key('2025-11'), table([[unit?.creditCode ?? '', soundMonth()]]), {
      submit: true,
    })
    expect(begun.submitted).toBe(1)
    await park.call(contract.actOnFiling, { params, body: { version: 2, act: { kind: 'approve' } } })
    const between = new Date().toISOString()
    await park.call(contract.actOnFiling, {
      params,
      body: { version: 3, act: { kind: 'correct', reason: '漏报', values: soundMonth({ QC234: 777 }) } },
    })
    const url = `/api/statistics/collections/${FORM}/2025-11/export?format=csv`
    const now = new TextDecoder().decode(await fetched(park, url))
    const then = new TextDecoder().decode(await fetched(park, `${url}&asOf=${encodeURIComponent(between)}`))
    const before = new TextDecoder().decode(await fetched(park, `${url}&asOf=2020-01-01T00:00:00Z`))
    expect(now).toContain('777')
    expect(then).toContain(unit?.creditCode)
    expect(then).not.toContain('777')
    expect(before).not.toContain(unit?.creditCode)
  })
})

test('cancelled in the middle it stops after the batch in hand, and tells what it wrote', async () => {
  const period = '2025-08'
  const ctx = await system.contextOf('park')
  const file = await ctx.files.put(table(many.map(({ creditCode }) => [creditCode, soundMonth()] as const)))
  const input = {
    form: FORM,
    period,
    fileName: '填报.xlsx',
    digest: file.digest,
    dryRun: false,
    submit: false,
    parkId: null,
  }
  const jobId = await ctx.inTransaction((tx) => addImportJob(tx, ctx, input, file.sizeBytes))
  const read = () => park.call(contract.readImport, { params: { jobId } })
  // Somebody presses Cancel as soon as the first filings are there.
  const watched: Context = {
    ...ctx,
    inTransaction: async (work) => {
      const { done, state } = await read()
      if (done > 0 && state === 'running') await park.request('POST', `/api/jobs/${jobId}/cancel`)
      return ctx.inTransaction(work)
    },
  }
  await runFilingsImport(() => watched, jobId)
  const result = await read()
  expect(result).toMatchObject({ state: 'cancelled', done: 500, total: 1_200, written: 500 })
  expect(await stored(period)).toHaveLength(500)
})

test('the office may import for every park, and nobody sees the import of another', async () => {
  const result = await importFile(office, key('2025-09'), table([[elsewhere.creditCode, soundMonth()]]), {
    submit: true,
  })
  expect(result).toMatchObject({ fresh: 1, submitted: 1 })
  const response = await park.request('GET', `/api/statistics/imports/${result.jobId}`)
  expect(response.statusCode).toBe(404)
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '#domain/kernel'
import type { ImportDeclaration, ReadLimits } from './declaration.ts'
import { readCsv } from './read-csv.ts'
import { collect } from './workbook-fixture.ts'

const DECLARATION = {
  columns: [
    { key: 'name', headings: ['企业名称', 'Enterprise'], type: 'text', required: true },
    { key: 'revenue', headings: ['营业收入'], type: 'number', unit: '万元' },
    { key: 'on', headings: ['成立日期'], type: 'date' },
  ],
} as const satisfies ImportDeclaration

/** 企业名称,营业收入 / 甲公司,１２ in GB18030. */
const GB18030 = Buffer.from('c6f3d2b5c3fbb3c62cd3aad2b5cad5c8eb0d0abcd7b9abcbbe2ca3b1a3b20d0a', 'hex')

async function read(input: string | Buffer, limits: Partial<ReadLimits> = {}) {
  const bytes = typeof input === 'string' ? Buffer.from(input, 'utf8') : input
  const reading = await readCsv(bytes, DECLARATION, limits)
  if (!reading.ok) return { issues: reading.issues }
  return { rows: await collect(reading.value.rows), notices: reading.value.notices }
}

describe('readCsv', () => {
  it('reads what programs in China write: GB18030, and UTF-8 and UTF-16 with their marks', async () => {
    const text = '企业名称,营业收入\r\n甲公司,１２\r\n'
    for (const bytes of [GB18030, Buffer.from(`\ufeff${text}`), Buffer.from(`\ufeff${text}`, 'utf16le')])
      expect((await read(bytes)).rows).toEqual([
        { sheet: '', row: 2, hidden: false, values: { name: '甲公司', revenue: 12, on: null }, issues: [] },
      ])
  })

  it('counts a record as a row, whatever line ends are inside of it', async () => {
    const { rows } = await read('报送表\n\n企业名称,营业收入\n"甲\n公司",1\n\n"乙,""公司""","1,234"\n丙,x')
    expect(rows?.map((row) => [row.row, row.values.name, row.values.revenue])).toEqual([
      [4, '甲\n公司', 1],
      [6, '乙,"公司"', 1234],
      [7, '丙', null],
    ])
    expect(rows?.[2]?.issues).toMatchObject([
      { code: 'sheet.not_a_number', cell: 'B7', params: { given: 'x' } },
    ])
  })

  it.each(['\t', ';'])('knows the separator %j by the header', async (mark) => {
    const { rows } = await read(
      ['成立日期', 'ENTERPRISE', '营业收入'].join(mark) + `\n2020年1月2日${mark}甲${mark}3万元`,
    )
    expect(rows?.map((row) => row.values)).toEqual([{ name: '甲', revenue: 3, on: '2020-01-02' }])
  })

  it.each<[string, string | Buffer, string]>([
    ['nothing', '', 'sheet.empty_file'],
    ['bytes of no encoding', Buffer.from('fffe00d800d8ff', 'hex'), 'sheet.undecodable'],
    ['another table', '姓名,电话\n甲,1', 'sheet.header_not_found'],
    ['a lacking column', '营业收入,成立日期\n1,2020-01-01', 'sheet.missing_column'],
    ['quotes that never end', '企业名称,营业收入\n"甲,1', 'sheet.damaged'],
  ])('refuses %s', async (_, input, code) => {
    const issues = await read(input).then(
      (answer) => answer.issues,
      (error: unknown) => (error instanceof Refusal ? error.issues : Promise.reject(error as Error)),
    )
    expect(issues).toMatchObject([{ code }])
  })

  it('refuses too much', async () => {
    expect(await read('企业名称,营业收入\n甲,1', { maxFileBytes: 10 })).toMatchObject({
      issues: [{ code: 'sheet.too_large', params: { what: 'file' } }],
    })
    expect(await read('企业名称,营业收入,a,b,c\n甲,1', { maxColumns: 3 })).toMatchObject({
      issues: [{ code: 'sheet.too_large', params: { what: 'columns' } }],
    })
  })

  it('answers any bytes with rows or a reason', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (tail) => {
        try {
          const answer = await read(Buffer.concat([Buffer.from('企业名称,营业收入\n'), tail]))
          for (const issue of answer.issues ?? []) expect(issue.code).toMatch(/^sheet\./)
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
        }
      }),
      { numRuns: 300 },
    )
  })
})

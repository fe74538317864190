import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExportColumn } from './export-sheet.ts'
import { readCsv } from './read-csv.ts'
import { bytesOfStream, collect } from './workbook-fixture.ts'
import { writeCsv } from './write-csv.ts'

const COLUMNS: readonly ExportColumn[] = [
  { key: 'title', heading: '任务名称', type: 'text' },
  { key: 'amount', heading: '投资额', type: 'number', unit: '万元' },
  { key: 'savedAt', heading: '更新时间', type: 'moment' },
]
const write = async (rows: Parameters<typeof writeCsv>[1]) =>
  (await bytesOfStream(writeCsv(COLUMNS, rows))).toString('utf8')

describe('writeCsv', () => {
  it('writes UTF-8 with its mark, CRLF, and quotes where they are needed', async () => {
    const rows = [
      { title: '甲, "乙"\n丙', amount: -1234.5, savedAt: '2026-02-28T17:00:00Z' },
      { title: ' 空 ', amount: null },
    ]
    expect(await write(rows)).toBe(
      '\ufeff任务名称,投资额（万元）,更新时间\r\n"甲, ""乙""\n丙",-1234.5,2026-03-01 01:00:00\r\n" 空 ",,\r\n',
    )
  })

  it.each(['=1+1', '+1', '-1', '@a', '\t=1', '\r=1', '＝1', '＠a'])('guards %j', async (title) => {
    const [, line] = (await write([{ title }])).split(/\r\n(?=['"])/)
    expect(line?.replace(/^"/, '')).toMatch(/^'/)
  })

  it('is read back, guarded texts too', async () => {
    const declaration = {
      columns: [
        { key: 'title', headings: ['任务名称'], type: 'text' },
        { key: 'amount', headings: ['投资额'], type: 'number' },
      ],
    } as const
    const text = fc
      .string({ unit: 'grapheme', maxLength: 30 })
      .map((made) => `=${made.replace(/[\p{Cc}\u200b\u200c\u2060\ufeff]/gu, '')},"尾`)
    const row = fc.record({ title: text, amount: fc.double({ noNaN: true, noDefaultInfinity: true }) })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
        const reading = await readCsv(await bytesOfStream(writeCsv(COLUMNS, rows)), declaration)
        if (!reading.ok) throw new Error(JSON.stringify(reading.issues))
        const read = await collect(reading.value.rows)
        expect(read.map((one) => one.values)).toEqual(
          rows.map((one) => ({ ...one, amount: Object.is(one.amount, -0) ? 0 : one.amount })),
        )
      }),
      { numRuns: 60 },
    )
  })
})

import fc from 'fast-check'
import { readXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { MAX_CELL_CHARACTERS } from './cell-text.ts'
import type { ExportColumn, ExportRow, ExportSheet } from './export-sheet.ts'
import { bytesOfStream, readAll, unpacked } from './workbook-fixture.ts'
import { writeWorkbook } from './write-workbook.ts'

const COLUMNS: readonly ExportColumn[] = [
  { key: 'title', heading: '任务名称', type: 'text' },
  { key: 'count', heading: '数量', type: 'integer' },
  { key: 'amount', heading: '投资额', type: 'number', decimals: 2, unit: '万元' },
  { key: 'share', heading: '完成比例', type: 'percent' },
  { key: 'dueOn', heading: '完成日期', type: 'date' },
  { key: 'savedAt', heading: '更新时间', type: 'moment' },
  { key: 'link', heading: '链接', type: 'link' },
]
const ROW: ExportRow = {
  title: '建设公共平台',
  count: 12_345,
  amount: 6.5,
  share: 0.355,
  dueOn: '2026-03-01',
  savedAt: new Date('2026-03-01T01:30:00Z'),
  link: { text: '查看', href: 'https://example.org/duties/1?a=1&b=2' },
}

function sheetOf(rows: ExportSheet['rows'], more: Partial<ExportSheet> = {}): ExportSheet {
  return { name: '台账', columns: COLUMNS, rows, ...more }
}

const write = async (...sheets: ExportSheet[]) => unpacked(await bytesOfStream(writeWorkbook(sheets)))
const SHEET = 'xl/worksheets/sheet1.xml'

describe('writeWorkbook', () => {
  it('writes typed cells: dates are days, percents shares, moments in the time of China', async () => {
    const xml = (await write(sheetOf([ROW])))[SHEET] ?? ''
    expect(xml).toContain('<t>建设公共平台</t>')
    expect(xml).toMatch(/<c r="B2" s="\d+"><v>12345<\/v>/)
    expect(xml).toMatch(/<c r="C2" s="\d+"><v>6.5<\/v>/)
    expect(xml).toMatch(/<c r="D2" s="\d+"><v>0.355<\/v>/)
    expect(xml).toMatch(/<c r="E2" s="\d+"><v>46082<\/v>/)
    expect(xml).toMatch(/<c r="F2" s="\d+"><v>46082.395833\d*<\/v>/)
  })

  it('is understood by another reader, formats included', async () => {
    const workbook = await readXlsx(await bytesOfStream(writeWorkbook([sheetOf([ROW])])), {
      readStyles: true,
    })
    const [sheet] = workbook.sheets
    expect(sheet?.name).toBe('台账')
    expect(sheet?.rows[0]?.[2]).toBe('投资额（万元）')
    expect(sheet?.rows[1]?.slice(0, 4)).toEqual(['建设公共平台', 12_345, 6.5, 0.355])
    expect(sheet?.rows[1]?.[4]).toEqual(new Date('2026-03-01T00:00:00Z'))
    expect(sheet?.rows[1]?.[5]).toEqual(new Date('2026-03-01T09:30:00Z'))
    expect(sheet?.cells?.get('1,4')?.style?.numFmt).toBe('yyyy-mm-dd')
    expect(sheet?.cells?.get('1,3')?.style?.numFmt).toBe('0.0%')
    expect(sheet?.cells?.get('1,6')?.hyperlink?.target).toBe('https://example.org/duties/1?a=1&b=2')
    expect(sheet?.freezePane).toEqual({ rows: 1 })
  })

  it('puts title and notes above the header, freezes below it, filters and repeats it', async () => {
    const parts = await write(
      sheetOf([ROW, ROW], { title: '任务台账', notes: ['单位：全部', '截至 2026-03-01'], frozenColumns: 1 }),
    )
    expect(parts[SHEET]).toContain('xSplit="1" ySplit="4" topLeftCell="B5"')
    expect(parts[SHEET]).toContain('<autoFilter ref="A4:G6"/>')
    expect(parts[SHEET]).toMatch(/<c r="A4"[^>]*><is><t>任务名称/)
    expect(parts['xl/workbook.xml']).toContain("'台账'!$A$4:$G$6")
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '=HYPERLINK("http://x")'])(
    'keeps %j a text: no formula in any part',
    async (title) => {
      const parts = await write(sheetOf([{ ...ROW, title }], { title, notes: [title], name: title }))
      for (const part of Object.values(parts)) expect(part).not.toMatch(/<f[\s>]/)
      const read = await readXlsx(await bytesOfStream(writeWorkbook([sheetOf([{ title }])])))
      expect(read.sheets[0]?.rows[1]?.[0]).toBe(title)
      expect(read.sheets[0]?.cells?.get('1,0')?.formula).toBeUndefined()
    },
  )

  it('replaces what XML forbids, and cuts what a cell cannot hold', async () => {
    const long = '长'.repeat(MAX_CELL_CHARACTERS + 10)
    const xml =
      (await write(sheetOf([{ title: 'a\u0000b\u0008c\ud800d\uffff' }, { title: long }])))[SHEET] ?? ''
    expect(xml).toContain('<t>a\ufffdb\ufffdc\ufffdd\ufffd</t>')
    expect(xml).toContain(`${'长'.repeat(MAX_CELL_CHARACTERS - 1)}…<`)
    expect(xml).not.toContain('长'.repeat(MAX_CELL_CHARACTERS))
  })

  it('shows as text what does not fit the type of its column, and drops nothing', async () => {
    const odd: ExportRow = {
      title: ['甲', '乙'],
      count: '未填',
      amount: 12345678901234567890n,
      share: Number.NaN,
      dueOn: '1899-01-01',
      savedAt: '昨天',
      link: { text: '危险', href: 'javascript:alert(1)' },
    }
    const parts = await write(sheetOf([odd]))
    const xml = parts[SHEET] ?? ''
    for (const text of ['甲；乙', '未填', '12345678901234567890', '1899-01-01', '昨天', '危险'])
      expect(xml).toContain(`<t>${text}</t>`)
    expect(xml).not.toContain('D2')
    expect(Object.values(parts).join('')).not.toContain('javascript')
  })

  it('continues a full sheet on the next, with its header', async () => {
    const rows = Array.from({ length: 7 }, (_, at) => ({ title: `第${String(at)}项` }))
    const stream = writeWorkbook([sheetOf(rows)], { maxRowsPerSheet: 4 })
    const { sheets } = await readXlsx(await bytesOfStream(stream))
    expect(sheets.map((sheet) => sheet.name)).toEqual(['台账', '台账 (2)', '台账 (3)'])
    expect(sheets.map((sheet) => sheet.rows.map((row) => row[0]))).toEqual([
      ['任务名称', '第0项', '第1项', '第2项'],
      ['任务名称', '第3项', '第4项', '第5项'],
      ['任务名称', '第6项'],
    ])
  })

  it('makes names of sheets that Excel accepts, each once', async () => {
    const names = ['a/b:c', 'A/B:C', '', 'History', "'引号'", '长'.repeat(40), '长'.repeat(41)]
    const parts = await write(...names.map((name) => sheetOf([], { name })))
    const written = [...(parts['xl/workbook.xml'] ?? '').matchAll(/<sheet name="([^"]*)"/g)].map(
      ([, name]) => name,
    )
    expect(written).toEqual([
      'a b c',
      'A B C (2)',
      'Sheet',
      'Sheet History',
      '引号',
      '长'.repeat(31),
      `${'长'.repeat(27)} (2)`,
    ])
  })

  it('gives the same bytes for the same rows', async () => {
    const once = await bytesOfStream(writeWorkbook([sheetOf([ROW, ROW])]))
    const again = await bytesOfStream(writeWorkbook([sheetOf([ROW, ROW])]))
    expect(Buffer.compare(once, again)).toBe(0)
  })

  it('passes on what goes wrong in the source and lets go of it', async () => {
    let closed = false
    async function* failing(): AsyncGenerator<ExportRow> {
      try {
        yield ROW
        await Promise.resolve()
        throw new Error('the database went away')
      } finally {
        closed = true
      }
    }
    await expect(bytesOfStream(writeWorkbook([sheetOf(failing())]))).rejects.toThrow('the database went away')
    expect(closed).toBe(true)
  })

  it('lets go of the source when nobody reads on', async () => {
    let closed = false
    function* endless(): Generator<ExportRow> {
      try {
        for (;;) yield { ...ROW, title: Math.random().toString(36).repeat(50) }
      } finally {
        closed = true
      }
    }
    const stream = writeWorkbook([sheetOf(endless())])
    let bytes = 0
    for await (const chunk of stream) {
      if (chunk instanceof Uint8Array) bytes += chunk.length
      if (bytes > 100_000) break
    }
    expect(stream.destroyed).toBe(true)
    await expect.poll(() => closed, { timeout: 10_000 }).toBe(true)
  })

  it('gives back every text and number that is read again', async () => {
    const declaration = {
      columns: [
        { key: 'title', headings: ['名称'], type: 'text' },
        { key: 'amount', headings: ['数值'], type: 'number' },
        { key: 'dueOn', headings: ['日期'], type: 'date' },
      ],
    } as const
    const columns: ExportColumn[] = [
      { key: 'title', heading: '名称', type: 'text' },
      { key: 'amount', heading: '数值', type: 'number' },
      { key: 'dueOn', heading: '日期', type: 'date' },
    ]
    const day = fc
      .date({ min: new Date('1900-03-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .map((made) => `题${made.replace(/[\p{Cc}\u200b\u200c\u2060\ufeff]/gu, '')}_x0041_<&>尾`)
    const row = fc.record({
      title: text,
      amount: fc.double({ noNaN: true, noDefaultInfinity: true }),
      dueOn: day,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
        const bytes = await bytesOfStream(writeWorkbook([{ name: '表', columns, rows }]))
        const read = await readAll(bytes, declaration)
        expect(read.rows.flatMap((one) => one.issues)).toEqual([])
        expect(read.rows.map((one) => one.values)).toEqual(
          rows.map((one) => ({ ...one, amount: Object.is(one.amount, -0) ? 0 : one.amount })),
        )
      }),
      { numRuns: 60 },
    )
  })
})

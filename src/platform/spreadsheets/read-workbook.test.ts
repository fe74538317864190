import { zipSync } from 'fflate'
import fc from 'fast-check'
import { writeFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { Refusal } from '#domain/kernel'
import type { ImportDeclaration, ReadLimits } from './declaration.ts'
import { readWorkbook } from './read-workbook.ts'
import { MAIN, buildWorkbook, readAll, textRow, collect } from './workbook-fixture.ts'

const DUTIES = {
  columns: [
    { key: 'title', headings: ['任务名称', 'Task', '任务'], type: 'text', required: true },
    { key: 'body', headings: ['牵头单位', 'Lead', '责任单位/牵头单位'], type: 'text', fillDown: true },
    { key: 'amount', headings: ['投资额'], type: 'number' },
  ],
} as const satisfies ImportDeclaration
const HEADER = ['任务名称', '牵头单位', '投资额']

async function refusal(bytes: Uint8Array, limits: Partial<ReadLimits> = {}) {
  const reading = await readWorkbook(bytes, DUTIES, limits)
  if (!reading.ok) return reading.issues
  try {
    for await (const _ of reading.value.rows);
  } catch (error) {
    if (error instanceof Refusal) return error.issues
    throw error
  }
  return 'accepted'
}

describe('readWorkbook finds the table', () => {
  it('below titles and notes, with other words for its columns, in another order', async () => {
    const rows = [
      textRow(1, ['2026 年任务台账']),
      textRow(2, ['单位：万元', null, '2026-03-01']),
      textRow(4, ['序号', '投 资 额（万元）', '任务 *', 'LEAD：']),
      textRow(5, ['1', '1，200', '建设平台', '甲区']),
      '<row r="6"/>',
      textRow(7, ['', ' ', '']),
      textRow(9, ['2', null, '引进企业', null]),
    ]
    const { rows: read, notices } = await readAll(
      buildWorkbook({ sheets: [{ rows: rows.join('') }] }),
      DUTIES,
    )
    expect(read).toEqual([
      {
        sheet: 'Sheet1',
        row: 5,
        hidden: false,
        values: { title: '建设平台', body: '甲区', amount: 1200 },
        issues: [],
      },
      {
        sheet: 'Sheet1',
        row: 9,
        hidden: false,
        values: { title: '引进企业', body: null, amount: null },
        issues: [],
      },
    ])
    expect(notices).toEqual([
      { code: 'sheet.unknown_column', params: { sheet: 'Sheet1', heading: '序号', column: 'A' } },
    ])
  })

  it('under a header of two lines', async () => {
    const rows = [
      textRow(1, ['任务名称', '责任单位', null, '投资额']),
      textRow(2, [null, '牵头单位', '配合单位', null]),
      textRow(3, ['建设平台', '甲区', '乙区', '3']),
    ].join('')
    const { rows: read, notices } = await readAll(buildWorkbook({ sheets: [{ rows }] }), DUTIES)
    expect(read.map((row) => [row.row, row.values])).toEqual([
      [3, { title: '建设平台', body: '甲区', amount: 3 }],
    ])
    expect(notices).toMatchObject([{ params: { heading: '责任单位 配合单位', column: 'C' } }])
  })

  it('on every visible sheet, and tells of hidden and of other sheets', async () => {
    const table = textRow(1, HEADER)
    const workbook = buildWorkbook({
      sheets: [
        { name: '甲区', rows: table + textRow(2, ['甲']) },
        { name: '旧', state: 'hidden', rows: table + textRow(2, ['旧']) },
        { name: '说明', rows: textRow(1, ['请勿改动']) },
        { name: '乙区', rows: table + textRow(2, ['乙']) },
      ],
    })
    const { rows, notices } = await readAll(workbook, DUTIES)
    expect(rows.map((row) => [row.sheet, row.values.title])).toEqual([
      ['甲区', '甲'],
      ['乙区', '乙'],
    ])
    expect(notices).toEqual([
      { code: 'sheet.hidden_sheet', params: { sheet: '旧' } },
      { code: 'sheet.sheet_skipped', params: { sheet: '说明' } },
    ])
  })

  it('and says what its header lacks or has twice', async () => {
    const at = (rows: string) => refusal(buildWorkbook({ sheets: [{ rows }] }))
    expect(await at(textRow(1, ['牵头单位', '投资额']))).toEqual([
      { code: 'sheet.missing_column', params: { heading: '任务名称' } },
    ])
    expect(await at(textRow(1, ['任务名称', '投资额', '任务']))).toEqual([
      { code: 'sheet.duplicate_heading', params: { heading: '任务名称', columns: ['A', 'C'] } },
    ])
    expect(await at(textRow(1, ['姓名', '电话']))).toMatchObject([{ code: 'sheet.header_not_found' }])
    expect(await at(textRow(25, HEADER))).toMatchObject([{ code: 'sheet.header_not_found' }])
    expect(await at('')).toMatchObject([{ code: 'sheet.header_not_found' }])
  })
})

describe('readWorkbook reads cells', () => {
  it('of all kinds, with the address of each fault', async () => {
    const rows =
      textRow(1, HEADER) +
      '<row r="2" hidden="1"><c r="A2" t="s"><v>0</v></c><c r="B2" t="str"><f>A1</f><v>结果_x000D_文</v></c><c r="C2"><f>1+1</f><v>2</v></c></row>' +
      '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" t="e"><f>X</f><v>#REF!</v></c><c r="C3"><f>NOW()</f></c></row>' +
      '<row><c t="inlineStr"><is><t>无址</t></is></c><c t="b"><v>1</v></c><c s="1"><v>0.5</v></c></row>'
    const sharedStrings =
      '<si><r><t>富</t></r><r><t xml:space="preserve">文本 &amp; &#x4E2D;</t></r><rPh sb="0" eb="1"><t>fu</t></rPh></si><si><t><![CDATA[a<b]]></t></si>'
    const workbook = buildWorkbook({ sheets: [{ rows }], sharedStrings, formats: ['0.00%'] })
    const { rows: read, notices } = await readAll(workbook, DUTIES)
    expect(read.map((row) => row.values)).toEqual([
      { title: '富文本 & 中', body: '结果\n文', amount: 2 },
      { title: 'a<b', body: null, amount: null },
      { title: '无址', body: 'TRUE', amount: null },
    ])
    expect(read.map((row) => [row.row, row.hidden])).toEqual([
      [2, true],
      [3, false],
      [4, false],
    ])
    expect(read.flatMap((row) => row.issues)).toEqual([
      {
        code: 'sheet.formula_error',
        params: { given: '#REF!' },
        sheet: 'Sheet1',
        row: 3,
        column: 'B',
        cell: 'B3',
        key: 'body',
      },
      {
        code: 'sheet.formula_without_value',
        params: {},
        sheet: 'Sheet1',
        row: 3,
        column: 'C',
        cell: 'C3',
        key: 'amount',
      },
      {
        code: 'sheet.percent_instead_of_number',
        params: {},
        sheet: 'Sheet1',
        row: 4,
        column: 'C',
        cell: 'C4',
        key: 'amount',
      },
    ])
    expect(notices).toEqual([{ code: 'sheet.hidden_rows', params: { sheet: 'Sheet1', count: 1 } }])
  })

  it('with dates of both systems, known by their formats', async () => {
    const declaration: ImportDeclaration = {
      columns: [
        { key: 'on', headings: ['日期'], type: 'date' },
        { key: 'by', headings: ['时限'], type: 'deadline' },
      ],
    }
    const formats = ['yyyy"年"m"月"d"日"', '[$-804]yyyy"年"m"月"', '#,##0.00_);[Red]\\(#,##0.00\\)', '"d"0']
    const row = (serial: number) =>
      textRow(1, ['日期', '时限']) +
      `<row r="2"><c r="A2" s="1"><v>${String(serial)}</v></c><c r="B2" s="2"><v>${String(serial)}</v></c></row>` +
      '<row r="3"><c r="A3" s="3"><v>46082</v></c></row><row r="4"><c r="A4" s="4"><v>46082</v></c></row>'
    for (const [serial, is1904] of [
      [46_082, false],
      [44_620, true],
    ] as const) {
      const { rows } = await readAll(
        buildWorkbook({ sheets: [{ rows: row(serial) }], formats, is1904 }),
        declaration,
      )
      expect(rows[0]?.values).toEqual({
        on: '2026-03-01',
        by: { precision: 'month', startsOn: '2026-03-01', endsOn: '2026-03-31' },
      })
      expect(rows.slice(1).flatMap((one) => one.issues.map((issue) => issue.code))).toEqual([
        'sheet.not_a_date',
        'sheet.not_a_date',
      ])
    }
  })

  it('repeats what is merged downwards where that is declared, and only there', async () => {
    const rows =
      textRow(1, HEADER) +
      textRow(2, ['甲', '园区', '1']) +
      textRow(3, ['乙', null, null]) +
      textRow(4, ['丙', null, '2']) +
      textRow(5, ['丁', null, null])
    const tail =
      '<mergeCells count="2"><mergeCell ref="B2:B4"/><mergeCell ref="C2:C3"/><mergeCell ref="A9:C9"/></mergeCells>'
    const { rows: read } = await readAll(buildWorkbook({ sheets: [{ rows, tail }] }), DUTIES)
    expect(read.map((row) => [row.values.body, row.values.amount])).toEqual([
      ['园区', 1],
      ['园区', null],
      ['园区', 2],
      [null, null],
    ])
  })

  it('written by another library and from a file', async () => {
    const bytes = await writeXlsx({
      sheets: [{ name: '表', rows: [HEADER, ['平台', '甲区', 7], ['企业', null, 8.25]] }],
    })
    const folder = await mkdtemp(join(tmpdir(), 'sheets-'))
    try {
      const path = join(folder, 'a.xlsx')
      await writeFile(path, bytes)
      const reading = await readWorkbook(path, DUTIES)
      if (!reading.ok) throw new Error('refused')
      const rows = await collect(reading.value.rows)
      expect(rows.map((row) => row.values.amount)).toEqual([7, 8.25])
      const tooLarge = await readWorkbook(path, DUTIES, { maxFileBytes: 100 })
      expect(tooLarge).toMatchObject({
        issues: [{ code: 'sheet.too_large', params: { what: 'file', most: 100 } }],
      })
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('in other namespaces, prefixes, quotes and encodings', async () => {
    const sheet = `<?xml version='1.0'?><x:worksheet xmlns:x='${MAIN}'><x:sheetData><x:row r='1'>${HEADER.map((heading, at) => `<x:c r='${'ABC'[at] ?? ''}1' t='inlineStr'><x:is><x:t>${heading}</x:t></x:is></x:c>`).join('')}</x:row><x:row r='2'><x:c r='A2' t='inlineStr'><x:is><x:t>甲&apos;</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`
    for (const content of [sheet, Buffer.from(`\ufeff${sheet}`, 'utf16le')]) {
      const workbook = buildWorkbook({
        sheets: [{ rows: '' }],
        parts: { 'xl/worksheets/sheet1.xml': content },
      })
      const { rows } = await readAll(workbook, DUTIES)
      expect(rows[0]?.values.title).toBe("甲'")
    }
  })
})

describe('readWorkbook refuses', () => {
  const ole = (name: string) =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(name, 'utf16le')])
  const table = textRow(1, HEADER) + textRow(2, ['甲'])
  const good = buildWorkbook({ sheets: [{ rows: table }] })

  it.each<[string, Uint8Array, string]>([
    ['an empty file', new Uint8Array(0), 'sheet.empty_file'],
    ['an old workbook', ole('Workbook'), 'sheet.legacy_format'],
    ['an encrypted workbook', ole('EncryptedPackage'), 'sheet.encrypted'],
    ['a text', Buffer.from('任务名称,牵头单位'), 'sheet.not_a_workbook'],
    ['another archive', zipSync({ 'a.txt': Buffer.from('a') }), 'sheet.not_a_workbook'],
    [
      'a letter',
      buildWorkbook({ sheets: [{ rows: '' }], parts: { 'xl/workbook.xml': null } }),
      'sheet.not_a_workbook',
    ],
    [
      'a binary workbook',
      buildWorkbook({ sheets: [], parts: { 'xl/workbook.bin': 'x' } }),
      'sheet.legacy_format',
    ],
    [
      'an OpenDocument',
      zipSync({ mimetype: Buffer.from('x'), 'content.xml': Buffer.from('x') }),
      'sheet.legacy_format',
    ],
    ['half a file', good.subarray(0, good.length / 2), 'sheet.damaged'],
    [
      'a cut sheet',
      buildWorkbook({
        sheets: [{ rows: '' }],
        parts: { 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${table}` },
      }),
      'sheet.damaged',
    ],
    [
      'a document type',
      buildWorkbook({
        sheets: [{ rows: '' }],
        parts: {
          'xl/worksheets/sheet1.xml': `<!DOCTYPE a [<!ENTITY b "c">]><worksheet><sheetData>${table}</sheetData></worksheet>`,
        },
      }),
      'sheet.damaged',
    ],
    [
      'a text that is not there',
      buildWorkbook({
        sheets: [{ rows: `${textRow(1, HEADER)}<row r="2"><c r="A2" t="s"><v>9</v></c></row>` }],
      }),
      'sheet.damaged',
    ],
    ['rows out of order', buildWorkbook({ sheets: [{ rows: table + textRow(2, ['乙']) }] }), 'sheet.damaged'],
    [
      'an address outside of any sheet',
      buildWorkbook({
        sheets: [{ rows: `${textRow(1, HEADER)}<row r="2"><c r="ZZZZ2"><v>1</v></c></row>` }],
      }),
      'sheet.damaged',
    ],
  ])('%s', async (_, bytes, code) => {
    expect(await refusal(bytes)).toMatchObject([{ code }])
  })

  it('two parts of one name, of which programs show different ones', async () => {
    const parts = { 'xl/worksheets/sheet2.xml': '<worksheet/>' }
    const bytes = Buffer.from(buildWorkbook({ sheets: [{ rows: table }], parts }))
    for (let at = bytes.indexOf('sheet2.xml'); at >= 0; at = bytes.indexOf('sheet2.xml'))
      bytes.write('sheet1.xml', at)
    expect(await refusal(bytes)).toEqual([
      { code: 'sheet.damaged', params: { part: 'xl/worksheets/sheet1.xml' }, path: [] },
    ])
  })

  it('elements nested ten thousand deep', async () => {
    const deep = '<a>'.repeat(10_000) + '</a>'.repeat(10_000)
    expect(await refusal(buildWorkbook({ sheets: [{ rows: table, tail: deep }] }))).toMatchObject([
      { code: 'sheet.damaged' },
    ])
  })

  it('bombs: by what comes out of them, not by what they state', async () => {
    const rows = textRow(1, HEADER) + `<row r="2"><c r="A2"><v>${' '.repeat(40_000)}1</v></c></row>`.repeat(1)
    const many = Array.from({ length: 20_000 }, (_, at) =>
      textRow(at + 3, ['同一内容同一内容同一内容']),
    ).join('')
    const bomb = buildWorkbook({ sheets: [{ rows: rows + many }] })
    expect(bomb.length).toBeLessThan(200_000)
    expect(await refusal(bomb, { maxUnpackedBytes: 1_000_000 })).toEqual([
      { code: 'sheet.too_large', params: { what: 'unpacked', most: 1_000_000 }, path: [] },
    ])
  })

  it.each<[string, Partial<ReadLimits>]>([
    ['entries', { maxEntries: 3 }],
    ['sheets', { maxSheets: 0 }],
    ['texts', { maxSharedTextBytes: 10 }],
    ['columns', { maxColumns: 2 }],
    ['rows', { maxRows: 1 }],
    ['file', { maxFileBytes: 10 }],
  ])('more %s than allowed', async (what, limits) => {
    expect(await refusal(good, limits)).toMatchObject([{ code: 'sheet.too_large', params: { what } }])
  })

  it('an endless text in one cell', async () => {
    const rows = textRow(1, HEADER) + textRow(2, ['长'.repeat(150_000)])
    expect(await refusal(buildWorkbook({ sheets: [{ rows }] }))).toMatchObject([
      { code: 'sheet.too_large', params: { what: 'cell' } },
    ])
  })

  it('changed bytes with a reason, and never fails otherwise', async () => {
    const bytes = buildWorkbook({
      sheets: [{ rows: table }],
      formats: ['0%'],
      sharedStrings: '<si><t>x</t></si>',
    })
    const change = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(change, async (changes) => {
        const broken = Uint8Array.from(bytes)
        for (const [at, value] of changes) broken[at] = value
        const issues = await refusal(broken)
        if (issues !== 'accepted') for (const issue of issues) expect(issue.code).toMatch(/^sheet\./)
      }),
      { numRuns: 300 },
    )
  })

  it('XML of any kind with a reason, and never fails otherwise', async () => {
    const piece = fc.constantFrom(
      '<row r="2">',
      '</row>',
      '<c r="A2">',
      '</c>',
      '<v>',
      '</v>',
      '1',
      '<is>',
      '<t>',
      '</t>',
      '</is>',
      '<',
      '>',
      '&',
      '&#1114112;',
      '"',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      't="s"',
      '\0',
      '<f>',
      '</f>',
      '<row r="99999999">',
      '<c r="A-1"/>',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        const issues = await refusal(
          buildWorkbook({ sheets: [{ rows: textRow(1, HEADER) + pieces.join('') }] }),
        )
        if (issues !== 'accepted') for (const issue of issues) expect(issue.code).toMatch(/^sheet\./)
      }),
      { numRuns: 300 },
    )
  })
})

import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { annotateWorkbook, type CellRemark } from './annotate-workbook.ts'
import { buildWorkbook, bytesOfStream, textRow, unpacked } from './workbook-fixture.ts'

async function annotate(bytes: Uint8Array, remarks: readonly CellRemark[]): Promise<Buffer> {
  const outcome = await annotateWorkbook(bytes, remarks)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return bytesOfStream(outcome.value)
}

const original = () =>
  writeXlsx({
    sheets: [
      {
        name: '台账 一',
        columns: [{ width: 30 }, { width: 12 }],
        rows: [
          ['名称', '金额'],
          ['甲', 1.5],
          ['乙', null],
        ],
        cells: new Map([
          ['1,1', { value: 1.5, type: 'number', style: { numFmt: '0.000', font: { bold: true } } }],
          ['0,0', { value: '名称', type: 'string', comment: { author: '', text: '原有批注' } }],
          ['2,0', { value: null, type: 'formula', formula: 'A2&"x"', formulaResult: '甲x' }],
        ]),
        dataValidations: [{ type: 'list', values: ['a', 'b'], range: 'A2:A9' }],
        autoFilter: { range: 'A1:B3' },
      },
      { name: '另表', rows: [['不动']] },
    ],
    properties: { modified: new Date(0) },
  })

describe('annotateWorkbook', () => {
  it('colours faulty cells and says beside them what is wrong', async () => {
    const bytes = await annotate(await original(), [
      { sheet: '台账 一', cell: 'B2', text: '金额应为整数' },
      { sheet: '台账 一', cell: 'B2', text: '金额过小' },
      { sheet: '台账 一', cell: 'C3', text: '此处必填' },
    ])
    const [sheet] = (await readXlsx(bytes, { readStyles: true })).sheets
    const faulty = sheet?.cells?.get('1,1')
    expect(faulty?.comment?.text).toBe('金额应为整数\n金额过小')
    expect(faulty?.value).toBe(1.5)
    expect(faulty?.style).toMatchObject({
      numFmt: '0.000',
      font: { bold: true },
      fill: { fgColor: { rgb: 'FFC7CE' } },
    })
    expect(sheet?.cells?.get('2,2')?.comment?.text).toBe('此处必填')
    expect(sheet?.cells?.get('2,2')?.style?.fill).toMatchObject({ fgColor: { rgb: 'FFC7CE' } })
    expect(sheet?.cells?.get('1,0')?.style?.fill).toBeUndefined()
  })

  it('keeps everything else as it was', async () => {
    const before = await original()
    const after = await annotate(before, [{ sheet: '台账 一', cell: 'A2', text: '重复' }])
    const [was, is] = [
      await readXlsx(before, { readStyles: true }),
      await readXlsx(after, { readStyles: true }),
    ]
    expect(is.sheets.map((sheet) => sheet.rows)).toEqual(was.sheets.map((sheet) => sheet.rows))
    expect(is.sheets[0]?.dataValidations).toEqual(was.sheets[0]?.dataValidations)
    expect(is.sheets[0]?.autoFilter).toEqual(was.sheets[0]?.autoFilter)
    expect(is.sheets[0]?.cells?.get('2,0')?.formula).toBe('A2&"x"')
    expect(is.sheets[0]?.cells?.get('0,0')?.comment?.text).toBe('原有批注')
    const [old, parts] = [unpacked(before), unpacked(after)]
    for (const name of [
      'xl/workbook.xml',
      'xl/worksheets/sheet2.xml',
      'xl/sharedStrings.xml',
      'docProps/core.xml',
    ])
      expect(parts[name]).toBe(old[name])
  })

  it('leaves each sheet one drawing of notes, and no relation or type without its part', async () => {
    const parts = unpacked(
      await annotate(await original(), [
        { sheet: '台账 一', cell: 'A1', text: '表头有误' },
        { sheet: '另表', cell: 'A1', text: '多余' },
      ]),
    )
    for (const number of ['1', '2']) {
      expect(parts[`xl/worksheets/sheet${number}.xml`]?.match(/<legacyDrawing /g)).toHaveLength(1)
      const relations = parts[`xl/worksheets/_rels/sheet${number}.xml.rels`] ?? ''
      expect(relations.match(/relationships\/comments"/g)).toHaveLength(1)
      expect(relations.match(/relationships\/vmlDrawing"/g)).toHaveLength(1)
      for (const [, target = ''] of relations.matchAll(/Target="\/([^"]*)"/g))
        expect(parts[target]).toBeDefined()
    }
    for (const [, part = ''] of (parts['[Content_Types].xml'] ?? '').matchAll(/PartName="\/([^"]*)"/g))
      expect(parts[part]).toBeDefined()
    expect(parts['xl/notes1/sheet1.xml']).toContain('表头有误\n原有批注')
  })

  it('adds cells that are not there in their place, and puts the drawing where the format has it', async () => {
    const rows = textRow(1, ['名称', '金额']) + '<row r="2" ht="20"><c r="B2"><v>1</v></c></row><row r="3"/>'
    const tail =
      '<conditionalFormatting sqref="A1"><cfRule type="dataBar" priority="1"><extLst><ext uri="x"/></extLst></cfRule></conditionalFormatting><pageMargins left="1"/><tableParts count="0"/><extLst/>'
    const bytes = buildWorkbook({ sheets: [{ rows, tail }] })
    const sheet = 'Sheet1'
    const parts = unpacked(
      await annotate(bytes, [
        { sheet, cell: 'A2', text: '必填' },
        { sheet, cell: 'D2', text: '必填' },
        { sheet, cell: 'B3', text: '必填' },
        { sheet, cell: 'A9', text: '必填' },
      ]),
    )
    const xml = parts['xl/worksheets/sheet1.xml'] ?? ''
    expect(xml).toContain(
      '<row r="2" ht="20"><c r="A2" s="1"/><c r="B2"><v>1</v></c><c r="D2" s="1"/></row><row r="3"><c r="B3" s="1"/></row>',
    )
    expect(xml).toMatch(/<pageMargins left="1"\/><legacyDrawing [^>]*\/><tableParts/)
    expect(parts['xl/notes1/sheet1.xml']).toContain('ref="A9"')
  })

  it('colours only where buttons share the drawing', async () => {
    const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    const bytes = buildWorkbook({
      sheets: [{ rows: textRow(1, ['名称']), tail: '<legacyDrawing r:id="rId1"/>' }],
      parts: {
        'xl/worksheets/_rels/sheet1.xml.rels': `<Relationships><Relationship Id="rId1" Type="${relations}/vmlDrawing" Target="../drawings/v.vml"/></Relationships>`,
        'xl/drawings/v.vml': '<xml><x:ClientData ObjectType="Checkbox"/></xml>',
      },
    })
    const parts = unpacked(await annotate(bytes, [{ sheet: 'Sheet1', cell: 'A1', text: '有误' }]))
    expect(parts['xl/worksheets/sheet1.xml']).toContain('<legacyDrawing r:id="rId1"/>')
    expect(parts['xl/worksheets/sheet1.xml']).toMatch(/<c r="A1"[^>]* s="1">/)
    expect(parts['xl/notes1/sheet1.xml']).toBeUndefined()
    expect(parts['xl/drawings/v.vml']).toContain('Checkbox')
  })

  it('marks a copy that comes back with faults again', async () => {
    const once = await annotate(await original(), [{ sheet: '台账 一', cell: 'A2', text: '第一次' }])
    const twice = await annotate(once, [
      { sheet: '台账 一', cell: 'A2', text: '第二次' },
      { sheet: '另表', cell: 'A1', text: '新错' },
    ])
    const [sheet, other] = (await readXlsx(twice)).sheets
    expect(sheet?.cells?.get('1,0')?.comment?.text).toBe('第二次\n第一次')
    expect(sheet?.cells?.get('0,0')?.comment?.text).toBe('原有批注')
    expect(other?.cells?.get('0,0')?.comment?.text).toBe('新错')
    expect(Object.keys(unpacked(twice)).filter((name) => name.endsWith('.vml'))).toHaveLength(2)
  })

  it('refuses what is no workbook', async () => {
    expect(await annotateWorkbook(Buffer.from('名称,金额'), [])).toMatchObject({
      ok: false,
      issues: [{ code: 'sheet.not_a_workbook' }],
    })
  })
})

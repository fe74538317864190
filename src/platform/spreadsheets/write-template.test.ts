import { readXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import type { ImportDeclaration } from './declaration.ts'
import { readAll, unpacked } from './workbook-fixture.ts'
import { writeTemplate } from './write-template.ts'

const DECLARATION = {
  columns: [
    { key: 'number', headings: ['编号', 'Number'], type: 'integer', min: 1 },
    { key: 'title', headings: ['任务名称', 'Task'], type: 'text', required: true, maxLength: 100 },
    {
      key: 'state',
      headings: ['状态', 'State'],
      type: 'choice',
      choices: [
        { value: 'open', labels: ['推进中', 'Open'] },
        { value: 'done', labels: ['已完成', 'Done'] },
      ],
    },
    { key: 'tags', headings: ['标签', 'Tags'], type: 'list', choices: [{ value: 'a', labels: ['甲', 'A'] }] },
    { key: 'on', headings: ['开始日期', 'Start'], type: 'date', earliest: '2020-01-01' },
    { key: 'by', headings: ['完成时限', 'Deadline'], type: 'deadline' },
    { key: 'share', headings: ['占比', 'Share'], type: 'percent', max: 1 },
  ],
} as const satisfies ImportDeclaration
const OPTIONS = {
  title: '行动台账',
  guide: ['请勿改动表头。'],
  examples: [{ number: 1, title: '建设公共平台', state: '推进中', on: '2026-03-01', share: 0.5 }],
} as const

describe('writeTemplate', () => {
  it('gives a form whose examples are skipped and whose rows are read', async () => {
    const bytes = await writeTemplate(DECLARATION, { language: 'zh', ...OPTIONS })
    const { rows, notices } = await readAll(bytes, DECLARATION)
    expect(rows).toEqual([])
    expect(notices).toEqual([{ code: 'sheet.examples_skipped', params: { sheet: '数据', count: 1 } }])
  })

  it.each(['zh', 'en'] as const)('says in %s what each column takes', async (language) => {
    const bytes = await writeTemplate(DECLARATION, { language, ...OPTIONS })
    const workbook = await readXlsx(bytes, { readStyles: true })
    const [data, guide, choices] = workbook.sheets
    const [header] = data?.rows ?? []
    const at = language === 'zh' ? 0 : 1
    expect(header).toEqual(DECLARATION.columns.map((column) => column.headings[at]))
    expect(data?.cells?.get('0,1')?.comment?.text).toContain(
      language === 'zh' ? '必填\n文本。\n不超过 100 字。' : 'required\nText.',
    )
    expect(data?.freezePane).toEqual({ rows: 1 })
    expect(String(data?.rows[1]?.[0])).toBe(language === 'zh' ? '【示例】1' : '[Example]1')
    expect(choices?.rows.map((row) => row[0])).toEqual(
      language === 'zh' ? ['状态', '推进中', '已完成'] : ['State', 'Open', 'Done'],
    )
    expect(guide?.rows.flat()).toContain('请勿改动表头。')
    expect((await readAll(bytes, DECLARATION)).rows).toEqual([])
  })

  it('checks what is entered: from lists, within bounds, dates as dates', async () => {
    const parts = unpacked(await writeTemplate(DECLARATION, { language: 'zh', ...OPTIONS }))
    const xml = parts['xl/worksheets/sheet1.xml'] ?? ''
    const rule = (range: string) =>
      new RegExp(`<dataValidation[^>]*sqref="${range}".*?</dataValidation>`).exec(xml)?.[0] ?? ''
    expect(rule('A3:A1048576')).toMatch(/type="whole".*<formula1>1<\/formula1>/)
    expect(rule('B3:B1048576')).toMatch(/type="textLength".*<formula1>100</)
    expect(rule('C3:C1048576')).toContain("<formula1>'选项'!$A$2:$A$3</formula1>")
    expect(rule('C3:C1048576')).toContain('showErrorMessage="1"')
    expect(rule('D3:D1048576')).toContain("<formula1>'选项'!$B$2:$B$2</formula1>")
    expect(rule('D3:D1048576')).not.toContain('showErrorMessage="1"')
    expect(rule('E3:E1048576')).toMatch(/type="date".*<formula1>43831</)
    expect(rule('F3:F1048576')).toBe('')
  })

  it('gives the same bytes for the same form', async () => {
    const [once, again] = await Promise.all(
      [1, 2].map(() => writeTemplate(DECLARATION, { language: 'zh', ...OPTIONS })),
    )
    expect(Buffer.compare(once ?? Buffer.alloc(0), again ?? Buffer.alloc(1))).toBe(0)
  })
})

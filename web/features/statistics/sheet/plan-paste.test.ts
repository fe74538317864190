import { describe, expect, test } from 'vitest'
import type { FormField } from '#domain/indicators'
import { planPaste } from './plan-paste.ts'
import { readBlock, writeBlock } from '../../../ui/read-block.ts'

const money = (code: string, zh: string, en: string): FormField => ({
  code,
  label: { zh, en },
  type: 'integer',
  unit: '千元',
  compulsory: false,
})
const fields: readonly FormField[] = [
  money('QC05_0', '营业收入', 'Operating revenue'),
  money('QC06', '其中：技术收入', 'of which: technical revenue'),
  money('QC07', '产品销售收入', 'Product sales revenue'),
  money('QC09', '其中：高新技术产品', 'of which: high-tech products'),
  money('QC38', '其中：高新技术产品', 'of which: exports of high-tech products'),
  { code: 'QD01', label: { zh: '从业人员', en: 'Employees' }, type: 'integer', unit: '人', compulsory: true },
]
const plan = (text: string, start = 'QC05_0', values = {}, column?: number) =>
  planPaste(readBlock(text), fields, start, values, column)

describe('a block from a spreadsheet', () => {
  test('is read with quoted cells, both line ends and the last one left out', () => {
    expect(readBlock('a\tb\r\n"两\n行"\t"5"" 管"\r\n')).toEqual([
      ['a', 'b'],
      ['两\n行', '5" 管'],
    ])
    expect(readBlock('1\n\n3\n')).toEqual([['1'], [''], ['3']])
    expect(readBlock('"没有结束\t1')).toEqual([['"没有结束', '1']])
    expect(readBlock('""\t1')).toEqual([['', '1']])
  })

  test('comes back as it was written', () => {
    const rows = [
      ['QC05_0', '1"2'],
      ['a\tb', 'c\nd'],
    ]
    expect(readBlock(writeBlock(rows))).toEqual(rows)
  })
})

describe('a block with codes or labels', () => {
  test('goes to the cells that its codes name, in whatever order', () => {
    const { mode, cells, lines } = plan('qc07\t２００\nQC05_0\t1,200\nQD01\t15')
    expect(mode).toBe('named')
    expect([...cells]).toEqual([
      ['QC07', 200],
      ['QC05_0', 1200],
      ['QD01', 15],
    ])
    expect(lines.map(({ verdict }) => verdict)).toEqual(['fill', 'fill', 'fill'])
  })

  test('reads the form as it is printed: heading, label, unit, line number, code, this year and last year', () => {
    const { cells, columns, column, lines } = plan(
      [
        '指标名称\t计量单位\t代码\t上年同期\t本年实际',
        '一、营业收入\t千元\tQC05_0\t900\t1000',
        '其中：技术收入\t千元\tQC06\t90\t100',
        '从业人员\t人\tQD01\t9\t10',
      ].join('\n'),
    )
    expect(columns.map(({ title }) => title)).toEqual(['上年同期', '本年实际'])
    expect(column).toBe(4)
    expect([...cells]).toEqual([
      ['QC05_0', 1000],
      ['QC06', 100],
      ['QD01', 10],
    ])
    expect(lines[0]?.verdict).toBe('heading')
  })

  test('another column can be chosen', () => {
    const block = '代码\t本年\t上年\nQC05_0\t1000\t900'
    expect([...plan(block).cells]).toEqual([['QC05_0', 1000]])
    expect([...plan(block, 'QC05_0', {}, 2).cells]).toEqual([['QC05_0', 900]])
  })

  test('a label that stands twice in the form is refused, and so is a name that it doesn’t have', () => {
    const { lines, cells } = plan('营业收入\t1000\n其中：高新技术产品\t5\n研发费用\t7\n技术收入\t3')
    expect(lines.map(({ verdict, why }) => [verdict, why])).toEqual([
      ['fill', null],
      ['refused', 'ambiguous-name'],
      ['refused', 'unknown-name'],
      ['fill', null],
    ])
    expect([...cells.keys()]).toEqual(['QC05_0', 'QC06'])
  })

  test('two rows for one cell are refused unless they say the same', () => {
    expect(plan('QC06\t1\nQC06\t2').lines.map(({ why }) => why)).toEqual(['twice', 'twice'])
    expect([...plan('QC06\t1\nQC06\t1').cells]).toEqual([['QC06', 1]])
  })

  test('a unit printed beside the figure is converted exactly', () => {
    expect([...plan('指标\t单位\t数值\n营业收入\t万元\t12.5').cells]).toEqual([['QC05_0', 125]])
    expect([...plan('营业收入（亿元）\t0.5\n技术收入(万元)\t3').cells]).toEqual([
      ['QC05_0', 50000],
      ['QC06', 30],
    ])
    expect(plan('指标\t单位\t数值\n营业收入\t人\t12').lines[1]).toMatchObject({
      verdict: 'refused',
      why: 'unit',
    })
  })
})

describe('a single column', () => {
  test('goes in order from the cell where it is pasted; blanks empty nothing', () => {
    const { mode, cells, lines } = plan('100\n\n1,000\n', 'QC06', { QC07: 5, QC09: 1000 })
    expect(mode).toBe('in-order')
    expect([...cells]).toEqual([['QC06', 100]])
    expect(lines.map(({ field, verdict }) => [field?.code, verdict])).toEqual([
      ['QC06', 'fill'],
      ['QC07', 'blank'],
      ['QC09', 'same'],
    ])
  })

  test('what is doubtful is refused by itself, and what is beyond the last cell too', () => {
    const { lines, cells } = plan('—\n12,34\n5.5\n7', 'QC09')
    expect(lines.map(({ why }) => why)).toEqual([
      'placeholder',
      'grouping',
      'not-an-integer',
      'beyond-the-end',
    ])
    expect(cells.size).toBe(0)
  })
})

import { describe, expect, test } from 'vitest'
import { segmentText } from './segment-text.ts'
import { tableRows } from './table-rows.ts'

const rowsOf = (text: string) => {
  const rows = tableRows(text, segmentText(text, [], []))
  return [...rows.values()].map((row) => row.cells.map((cell) => text.slice(cell.start, cell.end)))
}

describe('tableRows', () => {
  test('lines with cells between tabs are the rows of a table', () => {
    const text = '前文。\n序号\t行动\t时限\n1\t建立台账\t6月底\n后文。'
    expect(rowsOf(text)).toEqual([
      ['序号', '行动', '时限'],
      ['1', '建立台账', '6月底'],
    ])
  })

  test('columns are as wide as their longest cell needs, within limits', () => {
    const text = `甲\t${'长'.repeat(80)}\t丙丙丙丙\n乙\t短\t丁`
    const [row] = tableRows(text, segmentText(text, [], [])).values()
    expect(row?.columns).toEqual([3, 22, 4])
  })

  test('an empty cell keeps its place, at the beginning too', () => {
    expect(rowsOf('类别\t行动\t单位\n\t建立台账\t甲局\n二\t\t乙局')).toEqual([
      ['类别', '行动', '单位'],
      ['', '建立台账', '甲局'],
      ['二', '', '乙局'],
    ])
  })

  test('a tab behind a number or within one line is no table', () => {
    expect(rowsOf('1.\t第一件事\n2.\t第二件事\n3.\t第三件事')).toEqual([])
    expect(rowsOf('联系人：\t某某\t电话\n下一行')).toEqual([])
  })

  test('a highlighted place is cut at the borders of cells and keeps its offsets', () => {
    const text = '指标\t目标\t年份\n面积\t20个\t2030'
    const start = text.indexOf('面积')
    const mark = { item: 'a', kind: 'target' as const, start, end: text.length }
    const row = tableRows(text, segmentText(text, [mark], [])).get(start)
    expect(row?.cells.map((cell) => cell.runs.map((run) => text.slice(run.start, run.end)))).toEqual([
      ['面积'],
      ['20个'],
      ['2030'],
    ])
    expect(row?.cells.flatMap((cell) => cell.runs).every((run) => run.items.includes('a'))).toBe(true)
  })
})

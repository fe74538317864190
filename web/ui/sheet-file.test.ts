import { expect, test } from 'vitest'
import { sheetFile } from './sheet-file.ts'

const file = (name: string, size = 10) => ({ name, size })

test('one workbook or one table of commas is taken, whatever its capitals', () => {
  expect(sheetFile([file('行动台账.XLSX')]).file?.name).toBe('行动台账.XLSX')
  expect(sheetFile([file('a.csv')]).fault).toBeNull()
})

test('a page that takes other files says which', () => {
  expect(sheetFile([file('积分表.JSON')], ['.xlsx', '.json']).fault).toBeNull()
  expect(sheetFile([file('a.csv')], ['.xlsx', '.json']).fault).toEqual({ code: 'wrongType', name: 'a.csv' })
})

test('anything else is said before it is sent', () => {
  expect(sheetFile([file('a.xls')]).fault).toEqual({ code: 'wrongType', name: 'a.xls' })
  expect(sheetFile([file('a.xlsx', 0)]).fault).toEqual({ code: 'emptyFile', name: 'a.xlsx' })
  expect(sheetFile([file('a.xlsx'), file('b.xlsx')]).fault).toEqual({ code: 'tooMany' })
  expect(sheetFile([])).toEqual({ file: null, fault: null })
})

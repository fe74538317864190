import { expect, test } from 'vitest'
import { registerFile } from './register-file.ts'

const file = (name: string, size = 10) => ({ name, size })

test('one workbook or one table of commas is taken, whatever its capitals', () => {
  expect(registerFile([file('行动台账.XLSX')]).file?.name).toBe('行动台账.XLSX')
  expect(registerFile([file('a.csv')]).fault).toBeNull()
})

test('anything else is said before it is sent', () => {
  expect(registerFile([file('a.xls')]).fault).toEqual({ code: 'wrongType', name: 'a.xls' })
  expect(registerFile([file('a.xlsx', 0)]).fault).toEqual({ code: 'emptyFile', name: 'a.xlsx' })
  expect(registerFile([file('a.xlsx'), file('b.xlsx')]).fault).toEqual({ code: 'tooMany' })
  expect(registerFile([])).toEqual({ file: null, fault: null })
})

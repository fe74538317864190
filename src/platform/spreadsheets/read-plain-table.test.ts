import { expect, test } from 'vitest'
import { sheetOf } from '#tests/sheet-of'
import { readPlainTable } from './read-plain-table.ts'

const encoder = new TextEncoder()

async function readText(text: string) {
  const table = await readPlainTable(encoder.encode(text), 'csv', 'unit')
  return table.ok ? table.value : table.issues
}

test('texts stay as written, and rows keep their place in the file', async () => {
  expect(await readText('unit,a,a b\r\nU1,1.50,"x, ""y"""\r\n\r\nU2,,\r\n')).toEqual({
    header: ['unit', 'a', 'a b'],
    rows: [['U1', '1.50', 'x, "y"'], [], ['U2']],
  })
})

test('the separator is the one that gives the column asked for', async () => {
  for (const separator of ['\t', ';'])
    expect(await readText(`unit${separator}a,b\nU1${separator}2`)).toEqual({
      header: ['unit', 'a,b'],
      rows: [['U1', '2']],
    })
})

test.each([
  ['', 'sheet.empty_file'],
  ['\n\n', 'sheet.empty_file'],
  ['\n\nunit,a\nU1,1\n', 'sheet.header_not_found'],
])('%j is refused', async (text, code) => {
  expect(await readText(text)).toEqual([expect.objectContaining({ code })])
})

test('a workbook gives its numbers as they are stored', async () => {
  const table = await readPlainTable(
    sheetOf([
      ['unit', 'a', 'b'],
      ['U1', 0.1, 12345.678901],
      ['U2', '', 'NA'],
    ]),
    'xlsx',
    'unit',
  )
  expect(table.ok && table.value).toEqual({
    header: ['unit', 'a', 'b'],
    rows: [
      ['U1', 0.1, 12345.678901],
      ['U2', null, 'NA'],
    ],
  })
})

test('what is no workbook is refused', async () => {
  const table = await readPlainTable(encoder.encode('unit,a\nU1,1\n'), 'xlsx', 'unit')
  expect(table.ok ? [] : table.issues.map(({ code }) => code)).toEqual(['sheet.not_a_workbook'])
})

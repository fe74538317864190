import { expect, test } from 'vitest'
import { readEntry, writeEntry } from './fact-entry.ts'

test('numbers are read with separators, and words are no numbers', () => {
  expect(readEntry('number', ' 1,200.5 ')).toEqual({ value: 1200.5, fault: null })
  expect(readEntry('number', '0')).toEqual({ value: 0, fault: null })
  expect(readEntry('number', '一千')).toEqual({ value: null, fault: 'valueNumber' })
  expect(readEntry('number', '')).toEqual({ value: null, fault: 'valueNeeded' })
})

test('yes and no, days and several words', () => {
  expect(readEntry('boolean', 'no')).toEqual({ value: false, fault: null })
  expect(readEntry('date', '2026-3-1')).toEqual({ value: null, fault: 'valueDay' })
  expect(readEntry('texts', 'a\n b \n\na')).toEqual({ value: ['a', 'b'], fault: null })
})

test('what stands in the field is read back as it was', () => {
  for (const [type, value] of [
    ['number', 12.5],
    ['boolean', false],
    ['texts', ['甲', '乙']],
  ] as const)
    expect(readEntry(type, writeEntry(typeof value === 'object' ? [...value] : value)).value).toEqual(value)
})

import { describe, expect, test } from 'vitest'
import {
  cellNumber,
  classBounds,
  classOf,
  orderGroups,
  sortOf,
  sparkPieces,
  uncollected,
} from './cell-words.ts'
import type { ExploreGroup } from './cell-words.ts'

test('numbers of a column line up; growth has a sign, zero has none', () => {
  expect(cellNumber(5051.03708, { decimals: 1, signed: false })).toBe('5,051.0')
  expect(cellNumber(-3.26, { decimals: 1, signed: true })).toBe('−3.3')
  expect(cellNumber(3.26, { decimals: 1, signed: true })).toBe('+3.3')
  expect(cellNumber(0.01, { decimals: 1, signed: true })).toBe('0.0')
  expect(cellNumber(-0.01, { decimals: 1, signed: false })).toBe('0.0')
})

const group = (code: string, ...values: (number | null)[]): ExploreGroup => ({
  code,
  name: { zh: code, en: code },
  park: null,
  cells: values.map((value) => ({ value, entities: 1, suppressed: null, estimated: false })),
})
const compare = (a: ExploreGroup, b: ExploreGroup) => a.code.localeCompare(b.code)
const codes = (sort: string | undefined) =>
  orderGroups(
    [group('', 9, 9), group('b', 1, 3), group('a', 2, null), group('c', 3, 1)],
    ['2024', '2025'],
    sort,
    compare,
  ).map(({ code }) => code)

describe('the order of groups', () => {
  test('is by the latest period, largest first; what is unknown and unregistered stands last', () => {
    expect(codes(undefined)).toEqual(['b', 'c', 'a', ''])
  })
  test('follows the column asked for', () => {
    expect(codes('2024')).toEqual(['b', 'a', 'c', ''])
    expect(codes('-2024')).toEqual(['c', 'a', 'b', ''])
    expect(codes('name')).toEqual(['a', 'b', 'c', ''])
    expect(sortOf('-1999', ['2024'])).toEqual({ by: '2024', descending: true })
  })
})

test('a small line breaks where a figure is missing', () => {
  expect(sparkPieces([1, 3, null, 2])).toEqual([
    [
      [0, 1],
      [1 / 3, 0],
    ],
    [[1, 0.5]],
  ])
  expect(sparkPieces([null])).toEqual([])
  expect(sparkPieces([5, 5])).toEqual([
    [
      [0, 0.5],
      [1, 0.5],
    ],
  ])
})

test('classes hold nearly equal numbers of values, and equal values are never parted', () => {
  const bounds = classBounds([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5)
  expect(bounds).toEqual([1, 3, 5, 7, 9, 10])
  expect([1, 2, 3, 8, 9, 10].map((value) => classOf(value, bounds))).toEqual([0, 0, 1, 3, 4, 4])
  expect(classBounds([4, 4, 4], 5)).toEqual([4, 4])
  expect(classOf(4, [4, 4])).toBe(0)
  expect(classBounds([], 5)).toEqual([])
})

test('a period that is not yet collected is told by the enterprises behind it', () => {
  const counted = (...entities: (number | null)[]): ExploreGroup => ({
    code: '',
    name: { zh: '合计', en: 'Total' },
    park: null,
    cells: entities.map((n) => ({ value: n, entities: n, suppressed: null, estimated: false })),
  })
  expect(uncollected(['2026-09', '2026-10'], counted(1600, 900))).toEqual({
    period: '2026-10',
    now: 900,
    before: 1600,
  })
  expect(uncollected(['2026-09', '2026-10'], counted(1600, 1440))).toBeNull()
  expect(uncollected(['2026-09', '2026-10'], counted(1600, null))).toBeNull()
  expect(uncollected(['2026-10'], counted(5))).toBeNull()
})

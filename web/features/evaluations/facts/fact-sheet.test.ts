import { expect, test } from 'vitest'
import { cellKey, changesOf, faultOf, pasteBlock, standingFigures } from './fact-sheet.ts'
import type { FactCell, Facts } from './fact-sheet.ts'

const area = { code: 'area', name: { zh: '面积', en: 'Area' }, unit: '平方公里', panel: null }
const climate = {
  code: 'climate',
  name: { zh: '氛围', en: 'Climate' },
  unit: '分',
  panel: { least: 0, most: 100 },
}
const unit = (code: string) => ({ code, name: { zh: code, en: code }, groups: {}, synthetic: true })
const cell = (given: Partial<FactCell>): FactCell => ({
  unit: 'a',
  column: 'area',
  period: '2025',
  member: '',
  memberName: null,
  value: 12,
  source: '规划图',
  standing: 'reported',
  byName: '方明',
  knownFrom: '2026-04-30T00:00:00Z',
  ...given,
})
const facts: Facts = {
  kind: 'park',
  kinds: ['park'],
  period: '2025',
  periods: ['2025'],
  units: [unit('a'), unit('b')],
  columns: [area, climate],
  groupNames: {},
  cells: [
    cell({}),
    cell({ column: 'climate', member: 'me', value: 80, standing: 'score' }),
    cell({ column: 'climate', member: 'you', value: 60, standing: 'score' }),
  ],
  can: { write: false, score: true },
}

test('an expert’s own scores stand, never another one’s', () => {
  const standing = standingFigures(facts, 'me')
  expect(standing.get(cellKey('a', 'climate'))?.value).toBe(80)
  expect(standingFigures({ ...facts, can: { write: true, score: false } }, 'me').has('climate a')).toBe(false)
})

test('scores keep to their range, figures to numbers; an empty cell is no fault', () => {
  expect(faultOf('101', climate)).toBe('range')
  expect(faultOf('100', climate)).toBeNull()
  expect(faultOf('约 100', area)).toBe('not-number')
  expect(faultOf('', climate)).toBeNull()
})

test('only what differs is a change; an emptied cell takes the figure away', () => {
  const standing = standingFigures({ ...facts, can: { write: true, score: false } }, 'me')
  const typed = { 'area a': '12.0', 'area b': '1,200', 'climate b': '200' }
  expect(changesOf(facts, standing, typed)).toEqual({
    changes: [{ unit: 'b', column: 'area', value: 1200 }],
    wrong: 1,
  })
  expect(changesOf(facts, standing, { 'area a': '' }).changes).toEqual([
    { unit: 'a', column: 'area', value: null },
  ])
})

test('a block from a spreadsheet fills what the reader may fill and counts the rest', () => {
  const block = [['1', '70', 'x'], [' 2 ', '75'], ['3']]
  expect(pasteBlock(block, { row: 0, column: 0 }, facts)).toEqual({
    typed: { 'climate a': '70', 'climate b': '75' },
    filled: 2,
    outside: 2,
    locked: 2,
  })
  expect(pasteBlock(block, { row: 1, column: 1 }, facts).typed).toEqual({ 'climate b': '1' })
})

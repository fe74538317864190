import { expect, test } from 'vitest'
import { moveGrid, moveOfKey, selection, startPlace } from './grid-place.ts'

const size = { rows: 20, columns: 6 }
const none = { shift: false, mod: false }
const after = (key: string, place = startPlace(3, 2), options: Partial<typeof none> = {}) => {
  const move = moveOfKey(key, { ...none, ...options }, place, size)
  return move === null ? null : moveGrid(place, move, size)
}

test('the arrows go from cell to cell and never leave the grid', () => {
  expect(after('ArrowDown')).toMatchObject({ row: 4, column: 2 })
  expect(after('ArrowUp', startPlace(0, 0))).toMatchObject({ row: 0, column: 0 })
  expect(after('ArrowRight', startPlace(19, 5))).toMatchObject({ row: 19, column: 5 })
  expect(after('PageDown', startPlace(15, 2))).toMatchObject({ row: 19, column: 2 })
  expect(after('F5')).toBeNull()
})

test('Home and End go along the row, with Ctrl to the ends of the sheet', () => {
  expect(after('Home')).toMatchObject({ row: 3, column: 0 })
  expect(after('End')).toMatchObject({ row: 3, column: 5 })
  expect(after('Home', startPlace(3, 2), { mod: true })).toMatchObject({ row: 0, column: 0 })
  expect(after('End', startPlace(3, 2), { mod: true })).toMatchObject({ row: 19, column: 5 })
  expect(after('ArrowDown', startPlace(3, 2), { mod: true })).toMatchObject({ row: 19, column: 2 })
})

test('Shift moves the far corner and leaves the active cell where it is', () => {
  const wide = after('ArrowDown', startPlace(3, 2), { shift: true }) ?? startPlace(0, 0)
  const wider = after('ArrowLeft', wide, { shift: true }) ?? wide
  expect(wider).toMatchObject({ row: 3, column: 2 })
  expect(selection(wider)).toEqual({ top: 3, bottom: 4, left: 1, right: 2 })
  expect(after('ArrowDown', wider)).toMatchObject({ row: 4, column: 2, toRow: 4, toColumn: 2 })
})

test('opening a cell goes to the entry of its row and forgets the range', () => {
  const place = { row: 3, column: 0, toRow: 6, toColumn: 4, editing: null }
  const open = moveGrid(place, { kind: 'edit', text: '12', column: 3 }, size)
  expect(open).toEqual({ row: 3, column: 3, toRow: 3, toColumn: 3, editing: '12' })
  expect(moveGrid(open, { kind: 'close' }, size).editing).toBeNull()
})

test('a grid that a filter has emptied stays at its beginning', () => {
  expect(
    moveGrid(startPlace(3, 2), { kind: 'by', rows: 1, columns: 0 }, { rows: 0, columns: 6 }),
  ).toMatchObject({
    row: 0,
  })
})

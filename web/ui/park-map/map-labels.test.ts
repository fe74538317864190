import { expect, test } from 'vitest'
import { placeLabels } from './map-labels.ts'
import type { LabelPlace, Mark } from './map-labels.ts'

const room = { width: 700, height: 700 }
const boxes = (marks: readonly Mark[], places: readonly LabelPlace[]) =>
  marks.map((mark, index) => {
    const { x = 0, y = 0 } = places[index] ?? {}
    return { left: x, right: x + mark.width, top: y - 14, bottom: y + 4 }
  })
type Box = ReturnType<typeof boxes>[number]
const meet = (one: Box, other: Box) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom

test('a lone label stands to the right of its mark, without a leader', () => {
  const [place] = placeLabels([{ x: 300, y: 300, radius: 8, width: 60 }], room)
  expect(place).toEqual({ x: 312, y: 305, leader: null })
})

test('labels of six crowded parks cover neither one another nor a mark', () => {
  const marks = [
    [300, 400, 10],
    [318, 402, 8],
    [340, 396, 9],
    [290, 380, 16],
    [285, 425, 9],
    [262, 402, 6],
  ].map(([x = 0, y = 0, radius = 0]) => ({ x, y, radius, width: 64 }))
  const places = placeLabels(marks, room)
  const placed = boxes(marks, places)
  for (const [index, box] of placed.entries()) {
    for (const other of placed.slice(index + 1)) expect(meet(box, other)).toBe(false)
    for (const { x, y, radius } of marks)
      expect(meet(box, { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius })).toBe(
        false,
      )
  }
  expect(places.some(({ leader }) => leader !== null)).toBe(true)
})

test('a label stays inside the map', () => {
  const marks = [{ x: 690, y: 8, radius: 6, width: 80 }]
  const [box] = boxes(marks, placeLabels(marks, room))
  expect(box?.right).toBeLessThanOrEqual(700)
  expect(box?.top).toBeGreaterThanOrEqual(0)
})

test('a leader does not run through another mark when there is another way', () => {
  const row = [0, 1, 2].map((index) => ({ x: 300 + 22 * index, y: 300, radius: 10, width: 70 }))
  const places = placeLabels(row, room)
  for (const [index, place] of places.entries()) {
    if (!place.leader) continue
    for (const [other, mark] of row.entries()) {
      if (other === index) continue
      const from = row[index] ?? mark
      for (let step = 0; step <= 1; step += 0.02)
        expect(
          Math.hypot(
            from.x + (place.leader.x - from.x) * step - mark.x,
            from.y + (place.leader.y - from.y) * step - mark.y,
          ),
        ).toBeGreaterThan(mark.radius - 1)
    }
  }
})

import { expect, test } from 'vitest'
import { drawMap } from './draw-map.ts'
import type { ParkMap } from './draw-map.ts'

const id = '00000000-0000-4000-8000-000000000000'
const square = [
  [116, 39],
  [117, 39],
  [117, 40],
  [116, 40],
  [116, 39],
]
const hole = [
  [116.4, 39.4],
  [116.6, 39.4],
  [116.6, 39.6],
  [116.4, 39.6],
  [116.4, 39.4],
]

function map(
  coordinates: ParkMap['districts'][number]['geometry']['coordinates'],
  tasks = [40, 10, 0],
): ParkMap {
  return {
    attribution: '',
    schematic: true,
    districts: [
      {
        organisationId: null,
        adcode: '110000',
        name: '某区',
        nameEn: 'District',
        geometry: { type: 'Polygon', coordinates },
      },
    ],
    parks: tasks.map((count, index) => ({
      organisationId: id,
      name: `园${index}`,
      shortName: `园${index}`,
      nameEn: 'Park',
      longitude: 116.5,
      latitude: 39.2 + index / 4,
      tasks: count,
    })),
  }
}

function numbers(path: string): number[] {
  return [...path.matchAll(/-?\d+(?:\.\d+)?/g)].map(Number)
}

test('outlines fill the width whichever way their rings wind', () => {
  const drawings = [square, [...square].reverse()].map((ring) => drawMap(map([ring]), 600))
  for (const { districts, height } of drawings) {
    const xs = numbers(districts[0]?.path ?? '').filter((_, index) => index % 2 === 0)
    expect(Math.min(...xs)).toBeCloseTo(24, 0)
    expect(Math.max(...xs)).toBeCloseTo(576, 0)
    // One degree of latitude at 39.5° is 1/cos(39.5°) as long as one of longitude in Mercator.
    expect(height).toBeCloseTo(552 / Math.cos((39.5 * Math.PI) / 180) + 48, -1)
  }
})

test('a hole stays a hole whichever way it winds', () => {
  for (const inner of [hole, [...hole].reverse()]) {
    const path = drawMap(map([square, inner]), 600).districts[0]?.path ?? ''
    expect(path.match(/M/g)).toHaveLength(2)
    expect(numbers(path).every((each) => each > 0 && each < 800)).toBe(true)
  }
})

test('north is up and the area of a mark grows with its tasks', () => {
  const [many, few, none] = drawMap(map([square]), 600).parks
  expect(many?.y).toBeGreaterThan(few?.y ?? Infinity)
  expect(many?.radius).toBe(14)
  expect(few?.radius).toBe(9)
  expect(none?.radius).toBe(4)
})

test('a zone where nothing is planned yet draws all marks small', () => {
  expect(drawMap(map([square], [0, 0]), 600).parks.map(({ radius }) => radius)).toEqual([4, 4])
})

test('a single task is a small mark even where no park has more', () => {
  const [one] = drawMap(map([square], [1, 1]), 600).parks
  expect(one?.radius).toBeLessThan(8)
})

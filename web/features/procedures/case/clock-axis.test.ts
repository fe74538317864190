import { expect, test } from 'vitest'
import type { ClockView } from '#contract/procedures'
import { clockAxis, drawnPieces, sumsOf, readableTicks } from './clock-axis.ts'

const HOUR = 3_600_000
type Piece = ClockView['pieces'][number]
function piece(from: string, to: string, kind: Piece['kind'], reason: string | null = null): Piece {
  return {
    from: `2026-11-${from}:00+08:00`,
    to: `2026-11-${to}:00+08:00`,
    kind,
    reason,
    name: null,
    interval: 0,
  }
}
const pieces = [
  piece('12T14:00', '12T18:00', 'running'),
  piece('12T18:00', '13T09:00', 'closed', 'off-hours'),
  piece('13T09:00', '13T17:00', 'running'),
  piece('13T17:00', '13T18:00', 'overdue'),
]
const clock = {
  pieces,
  startedAt: '2026-11-12T14:00:00+08:00',
  stoppedAt: '2026-11-13T18:00:00+08:00',
  dueAt: '2026-11-13T17:00:00+08:00',
  dayMs: 7.5 * HOUR,
  calendar: 'workdays',
}
const at = (when: string) => Date.parse(`2026-11-${when}:00+08:00`)

test('nights in which no clock runs have no width', () => {
  const axis = clockAxis([clock], at('13T18:00'))
  expect(axis.at(at('12T14:00'))).toBe(0)
  expect(axis.at(at('12T18:00'))).toBeCloseTo(4 / 13)
  expect(axis.at(at('13T09:00'))).toBeCloseTo(4 / 13)
  expect(axis.at(at('13T18:00'))).toBe(1)
  expect(axis.compressed).toBe(true)
})

test('a night in which another clock runs keeps its width', () => {
  const natural = {
    ...clock,
    pieces: [piece('12T14:00', '13T18:00', 'running')],
    dayMs: 24 * HOUR,
    calendar: 'natural',
  }
  const axis = clockAxis([clock, natural], at('13T18:00'))
  expect(axis.at(at('13T00:00'))).toBeCloseTo(10 / 28)
  expect(axis.compressed).toBe(false)
})

test('the scale reaches to the deadline of a running clock, and never runs backwards', () => {
  const running = { ...clock, stoppedAt: null, dueAt: '2026-11-20T18:00:00+08:00' }
  const axis = clockAxis([running], at('13T18:00'))
  expect(axis.to).toBe(at('20T18:00'))
  const moments = Array.from({ length: 200 }, (_, index) => axis.from + (index / 199) * (axis.to - axis.from))
  const places = moments.map(axis.at)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(places[0]).toBe(0)
  expect(places.at(-1)).toBe(1)
  expect(axis.ticks.length).toBeGreaterThan(1)
})

test('days are written only where there is room', () => {
  const ticks = [0, 0.11, 0.22, 0.5, 0.62, 0.9].map((at) => ({ at, moment: at }))
  const places = (width: number, now: number | null) => readableTicks(ticks, width, now).map(({ at }) => at)
  expect(places(600, null)).toEqual([0, 0.11, 0.22, 0.5, 0.62, 0.9])
  expect(places(280, null)).toEqual([0, 0.22, 0.5, 0.9])
  expect(places(280, 0.9)).toEqual([0, 0.22, 0.5])
  expect(places(280, 0)).toEqual([0.11, 0.5, 0.9])
  expect(places(0, null)).toEqual([0])
})

test('a clock that has only just begun can be drawn', () => {
  const axis = clockAxis([{ ...clock, pieces: [], stoppedAt: null, dueAt: null }], at('12T14:00'))
  expect(Number.isFinite(axis.at(at('12T14:00')))).toBe(true)
})

test('the sums add up to the wall time', () => {
  const sums = sumsOf(pieces)
  expect(sums).toEqual([
    { kind: 'running', reason: null, ms: 12 * HOUR },
    { kind: 'overdue', reason: null, ms: HOUR },
    { kind: 'closed', reason: 'off-hours', ms: 15 * HOUR },
  ])
  expect(sums.reduce((sum, { ms }) => sum + ms, 0)).toBe(at('13T18:00') - at('12T14:00'))
})

test('pieces that touch and mean the same are drawn as one', () => {
  const drawn = drawnPieces([
    piece('12T14:00', '12T15:00', 'running'),
    piece('12T15:00', '12T18:00', 'running'),
  ])
  expect(drawn).toEqual([piece('12T14:00', '12T18:00', 'running')])
})

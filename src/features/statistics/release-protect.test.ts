import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_SUPPRESSION, recoverable, type SuppressibleCell } from '#domain/indicators'
import {
  protectSheet,
  type Past,
  type ProtectableCell,
  type ProtectedSheet,
  type Sheet,
} from './release-protect.ts'

const NEW: Past = { keptBack: false, told: false }
const cell = (value: number, entities: number, past: Past = NEW): ProtectableCell => ({
  figure: { value, entities, topOne: 0.2, topTwo: 0.3 },
  past,
  related: false,
})
const sheetOf = (...cuts: (readonly ProtectableCell[])[]): Sheet => {
  const sum = (of: (figure: SuppressibleCell) => number) =>
    (cuts[0] ?? []).reduce((all, one) => all + of(one.figure), 0)
  return {
    additive: true,
    total: cell(
      sum((f) => f.value ?? 0),
      sum((f) => f.entities),
    ),
    cuts,
  }
}
/** By the relations alone: what a reader of everything published can compute. */
function computable(sheet: Sheet, marks: ProtectedSheet): readonly number[] {
  const hidden = [marks.total !== null]
  const relations = marks.cuts.map((cut) => ({
    total: 0,
    parts: cut.map((mark) => {
      hidden.push(mark !== null)
      return hidden.length - 1
    }),
  }))
  return recoverable(relations, hidden)
}

describe('keeping numbers back', () => {
  it('hides what stands on two enterprises, and another so that it cannot be computed', () => {
    const sheet = sheetOf([cell(500, 40), cell(10, 2), cell(60, 9), cell(300, 30)])
    expect(protectSheet(sheet, DEFAULT_SUPPRESSION).cuts[0]).toEqual([null, 'few', 'complementary', null])
  })

  it('says when one enterprise makes up most of it', () => {
    const big: ProtectableCell = {
      ...cell(900, 12),
      figure: { value: 900, entities: 12, topOne: 0.9, topTwo: 0.95 },
    }
    const marks = protectSheet(sheetOf([big, cell(500, 20), cell(400, 20)]), DEFAULT_SUPPRESSION)
    expect(marks.cuts[0]?.[0]).toBe('dominated')
  })

  it('never lets the number hide behind one that was published before and is unchanged', () => {
    const told: Past = { keptBack: false, told: true }
    const sheet = sheetOf([cell(500, 40), cell(10, 2), cell(60, 9, told), cell(300, 30)])
    const marks = protectSheet(sheet, DEFAULT_SUPPRESSION)
    expect(marks.cuts[0]).toEqual([null, 'few', null, 'complementary'])
  })

  it('keeps back what was kept back before', () => {
    const kept: Past = { keptBack: true, told: false }
    const marks = protectSheet(
      sheetOf([cell(500, 40), cell(60, 9, kept), cell(300, 30)]),
      DEFAULT_SUPPRESSION,
    )
    expect(marks.cuts[0]).toEqual([null, 'earlier', 'complementary'])
  })

  it('hides the same enterprises under the name of another cut', () => {
    const sheet = sheetOf(
      [cell(500, 40), cell(10, 2), cell(60, 9), cell(300, 30)],
      [cell(10, 2), cell(60, 9), cell(800, 70)],
    )
    const marks = protectSheet(sheet, DEFAULT_SUPPRESSION)
    expect(marks.cuts[1]?.slice(0, 2)).toEqual(['few', 'complementary'])
  })

  it('says that it cannot be done when everything around was published before', () => {
    const told: Past = { keptBack: false, told: true }
    const sheet = sheetOf([cell(500, 40, told), cell(10, 2), cell(300, 30, told)])
    const marks = protectSheet({ ...sheet, total: { ...sheet.total, past: told } }, DEFAULT_SUPPRESSION)
    expect(marks.recoverable).toBe(1)
  })

  it('leaves nothing that can be computed, whatever the cuts and whatever was published before', () => {
    const part = fc.record({
      value: fc.integer({ min: 0, max: 1000 }),
      entities: fc.integer({ min: 0, max: 12 }),
      told: fc.boolean(),
      keptBack: fc.boolean(),
    })
    const cuts = fc.array(fc.array(part, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(cuts, (drawn) => {
        const most = Math.max(...drawn.map((cut) => cut.reduce((sum, one) => sum + one.value, 0)))
        const sheet = sheetOf(
          ...drawn.map((cut) => {
            const rest = most - cut.reduce((sum, one) => sum + one.value, 0)
            const cells = cut.map(({ value, entities, told, keptBack }) =>
              cell(value, value === 0 ? entities : Math.max(1, entities), {
                told,
                keptBack: keptBack && !told,
              }),
            )
            return [...cells, cell(rest, 20)]
          }),
        )
        const marks = protectSheet(sheet, DEFAULT_SUPPRESSION)
        expect(computable(sheet, marks)).toHaveLength(marks.recoverable)
        const isHidden = (one: ProtectableCell, mark: unknown) =>
          one.past.told || one.figure.entities === 0 || one.figure.entities >= 3 || mark !== null
        expect(sheet.cuts.every((cut, c) => cut.every((one, p) => isHidden(one, marks.cuts[c]?.[p])))).toBe(
          true,
        )
      }),
      { numRuns: 300 },
    )
  })
})

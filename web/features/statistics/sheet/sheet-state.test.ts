import { describe, expect, test } from 'vitest'
import type { FormField } from '#domain/indicators'
import { changeShare, isAsked } from './fields.ts'
import { mergeValues, savableValues } from './merge-values.ts'
import { editSheet, startEdits } from './sheet-edits.ts'

const set = (cells: Record<string, number | string | null>) =>
  ({ kind: 'set', cells: new Map(Object.entries(cells)) }) as const

describe('editing', () => {
  test('every step goes back and forth as a whole; a new one ends the way forth', () => {
    let state = startEdits({ A: 1 })
    state = editSheet(state, set({ A: 2, B: 3 }))
    state = editSheet(state, set({ B: null }))
    expect(state.values).toEqual({ A: 2, B: null })
    state = editSheet(state, { kind: 'undo' })
    state = editSheet(state, { kind: 'undo' })
    expect(state.values).toEqual({ A: 1, B: null })
    state = editSheet(state, { kind: 'redo' })
    expect(state.values).toEqual({ A: 2, B: 3 })
    state = editSheet(state, set({ A: 9 }))
    expect(editSheet(state, { kind: 'redo' })).toBe(state)
  })

  test('what changes nothing is no step; an empty text is missing, and 0 is not', () => {
    const state = startEdits({ A: 0 })
    expect(editSheet(state, set({ A: 0, B: '' }))).toBe(state)
    expect(editSheet(state, set({ A: null })).values).toEqual({ A: null })
  })
})

describe('somebody else saved first', () => {
  test('what was typed stays, what only they changed is taken, and where both did it is named', () => {
    const merged = mergeValues({ A: 1, B: 2, C: 3 }, { A: 10, B: 20, D: 4 }, { A: 11, B: 2, C: 3 })
    expect(merged.values).toEqual({ A: 11, B: 20, D: 4 })
    expect(merged.conflicts).toEqual([{ code: 'A', was: 1, theirs: 10, mine: 11 }])
    expect(merged.taken).toEqual(['B', 'C', 'D'])
  })

  test('the same change by both is no conflict', () => {
    expect(mergeValues({ A: 1 }, { A: 2 }, { A: 2 }).conflicts).toEqual([])
  })
})

test('a text in the place of a figure is kept on the page and not sent', () => {
  const field: FormField = {
    code: 'A',
    label: { zh: '甲', en: 'A' },
    type: 'integer',
    unit: '千元',
    compulsory: true,
  }
  expect(savableValues([field], { A: '12亿' })).toEqual({})
  expect(savableValues([field], { A: 0, other: 1 })).toEqual({ A: 0 })
})

test('a change from nothing or against a missing figure has no ratio', () => {
  expect(changeShare(150, 100)).toBe(0.5)
  expect(changeShare(50, -100)).toBe(1.5)
  expect(changeShare(5, 0)).toBeNull()
  expect(changeShare(null, 3)).toBeNull()
  expect(changeShare(3, undefined)).toBeNull()
})

test('conditions of fields', () => {
  const one = { field: 'A', is: 'one-of', values: ['1'] } as const
  expect([isAsked(one, { A: '1' }), isAsked(one, { A: '2' }), isAsked(one, {})]).toEqual([true, false, false])
  expect(isAsked({ field: 'A', is: 'filled' }, { A: 0 })).toBe(true)
  expect(isAsked({ field: 'A', is: 'empty' }, { A: null })).toBe(true)
})

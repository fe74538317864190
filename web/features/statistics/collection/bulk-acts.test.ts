import { describe, expect, test } from 'vitest'
import { BULK_ACTS, fits, wholeActs } from './bulk-acts.ts'

const row = (state: Parameters<typeof fits>[1]['state'], final = false) => ({
  state,
  final,
  version: state === null ? null : 1,
})
const actsFor = (...given: Parameters<typeof row>) =>
  BULK_ACTS.filter((act) => fits(act, row(...given), 'approve-then-accept'))

describe('what can be done with a selected filing', () => {
  test('follows its state', () => {
    expect(actsFor(null)).toEqual(['chase'])
    expect(actsFor('draft')).toEqual(['chase'])
    expect(actsFor('returned')).toEqual(['chase'])
    expect(actsFor('submitted')).toEqual(['approve', 'return'])
    expect(actsFor('approved')).toEqual(['accept', 'return'])
    expect(actsFor('accepted', true)).toEqual([])
  })

  test('nothing is accepted where one approval is enough', () => {
    expect(BULK_ACTS.filter((act) => fits(act, row('approved', true), 'approve'))).toEqual([])
  })
})

describe('what can be done with all of a filter', () => {
  const may = {
    lock: true,
    reopen: false,
    changeDue: true,
    import: true,
    approve: true,
    accept: true,
    chase: true,
  }
  test('is what its state leaves, and never a return without looking', () => {
    expect(wholeActs(may, {})).toEqual(['approve', 'accept', 'chase'])
    expect(wholeActs(may, { state: 'submitted' })).toEqual(['approve'])
    expect(wholeActs(may, { state: 'owed' })).toEqual(['chase'])
    expect(wholeActs(may, { state: 'final' })).toEqual([])
  })

  test('is what one may do', () => {
    expect(wholeActs({ ...may, approve: false, accept: false, chase: false }, {})).toEqual([])
  })
})

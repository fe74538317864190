import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BookNames } from './book-names.ts'
import { FACTS, bookOf } from './rule-arbitraries.test-support.ts'
import { unitOf } from './study-expression.ts'
import {
  BARE,
  KNOWN_UNITS,
  compareUnits,
  convertUnit,
  isCounted,
  partsOfOne,
  productOf,
  quotientOf,
  readUnit,
  writeUnit,
} from './unit.ts'
import { FeelNumber } from './values.ts'

function together(left: string | null, right: string | null) {
  const [a, b] = [readUnit(left), readUnit(right)]
  return a === undefined || b === undefined ? undefined : compareUnits(a, b)
}

describe('units', () => {
  it.each([
    ['万元', '万元', 'same'],
    ['万元', '千元', 'convertible'],
    ['亿元', '元', 'convertible'],
    ['万元', '万美元', 'apart'],
    ['万元', '人', 'apart'],
    ['件', '项', 'apart'],
    ['人', '名', 'same'],
    ['%', '倍', 'convertible'],
    ['%', null, 'convertible'],
    ['倍', null, 'same'],
    ['年', '月', 'convertible'],
    ['年', '日', 'apart'],
    ['㎡', '平方米', 'same'],
    ['亩', '平方公里', 'convertible'],
    ['万元/人', '万元', 'apart'],
    ['万元/人', '元/人', 'convertible'],
    ['元/㎡·年', '元/㎡', 'apart'],
    ['吨标准煤/万元', '吨标准煤/万元', 'same'],
  ])('%s and %s: %s', (left, right, answer) => {
    expect(together(left, right)).toBe(answer)
  })

  it('does not know every word', () => {
    expect(readUnit('箱')).toBeUndefined()
    expect(readUnit('万元/箱')).toBeUndefined()
  })

  it.each([
    [1, '亿元', '万元', '10000'],
    [2.5, '万元', '元', '25000'],
    [3, '亩', '㎡', '2000'],
    [5, '%', null, '0.05'],
    [50, '‰', '%', '5'],
    [1, '年', '月', '12'],
    [30, '元/人', '万元/人', '0.003'],
  ])('%d %s in %s is %s', (value, from, to, answer) => {
    expect(convertUnit(new FeelNumber(value), from, to)?.toString()).toBe(answer)
  })

  it('converts there and back to the same number', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KNOWN_UNITS),
        fc.constantFrom(...KNOWN_UNITS),
        fc.integer(),
        (from, to, value) => {
          const there = convertUnit(new FeelNumber(value), from, to)
          if (there === null) {
            expect(together(from, to)).toBe('apart')
            return
          }
          const back = convertUnit(there, to, from)
          expect(back?.minus(value).abs().lessThan(1e-15)).toBe(true)
        },
      ),
    )
  })

  it('is counted in whole numbers where it counts things', () => {
    expect(['件', '项', '人', '家', '个'].every(isCounted)).toBe(true)
    expect(['万元', '%', '年', '分', '㎡', null].some(isCounted)).toBe(false)
    expect([partsOfOne('%'), partsOfOne('‰'), partsOfOne('倍'), partsOfOne(null)]).toEqual([
      100,
      1000,
      null,
      null,
    ])
  })

  it('of products and quotients are products and quotients', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KNOWN_UNITS), fc.constantFrom(...KNOWN_UNITS), (left, right) => {
        const [a, b] = [readUnit(left) ?? BARE, readUnit(right) ?? BARE]
        expect(compareUnits(quotientOf(productOf(a, b), b), a)).toBe('same')
        expect(compareUnits(quotientOf(a, a), BARE)).toBe('same')
      }),
    )
    expect(writeUnit(BARE)).toBeNull()
    expect(writeUnit(readUnit('万元') ?? BARE)).toBe('万元')
    expect(writeUnit(readUnit('元/㎡') ?? BARE)).toBe('元/㎡')
    expect(writeUnit(readUnit('万元/人') ?? BARE)).toBe('10000×元/人')
  })
})

describe('the unit of an expression', () => {
  const names = new BookNames(bookOf([], { facts: FACTS }))
  it.each([
    ['营业收入', '万元'],
    ['营业收入 + 研发费用', '万元'],
    ['营业收入 * 2', '万元'],
    ['研发费用 / 营业收入', null],
    ['研发费用 / 营业收入 * 100', '%'],
    ['(研发费用 / 营业收入 - 1) * 100', '%'],
    ['(研发费用 / 营业收入 + 营业收入 / 研发费用) / 2', null],
    ['营业收入 * 研发费用占比 / 100', '万元'],
    ['研发费用占比 / 100', null],
    ['max(营业收入, 3)', '万元'],
    ['if 上市 then 营业收入 else 研发费用', '万元'],
    ['round half up(营业收入, 2)', '万元'],
    ['3 + 4', null],
    ['行业', undefined],
    ['没有 + 1', undefined],
  ])('%s: %s', (text, unit) => {
    expect(unitOf(text, names)).toBe(unit)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearestNumber, rational, rationalOf } from './rational.ts'
import {
  addUnits,
  convert,
  divideUnits,
  isUnit,
  multiplyUnits,
  parseUnit,
  unitName,
  type Unit,
} from './units.ts'

function unit(code: string): Unit {
  const read = parseUnit(code)
  if (read === null) throw new Error(`no unit: ${code}`)
  return read
}

function converted(value: number, from: string, to: string): number | string {
  const answer = convert(value, from, to)
  return answer.ok ? answer.value : (answer.issues[0]?.code ?? '')
}

describe('units', () => {
  it.each([
    [1, '千元', '亿元', 0.00001],
    [7_200_000_000, '千元', '万亿元', 7.2],
    [460_100_000, '千元', '亿元', 4601],
    [3, '亩', '公顷', 0.2],
    [1, '公顷', '亩', 15],
    [1, '平方公里', '亩', 1500],
    [2.5, '万平方米', '公顷', 2.5],
    [0.1, '%', '‰', 1],
    [1, '1', '%', 100],
    [0.1734, '1', '‱', 1734],
    [1, '千元/人', '万元/人', 0.1],
    [1, '吨标准煤/万元', '公斤标准煤/元', 0.1],
    [0.003, '件/人', '件/万人', 30],
    [1, '件/千元', '件/百亿元', 10_000_000],
    [2, '年', '月', 24],
    [1, '千元/（人·年）', '元/人/年', 1000],
    [12, '元/人/年', '元/(人·月)', 1],
    [0.07, '亿美元', '美元', 7_000_000],
  ])('turns %d %s into %s', (value, from, to, expected) => {
    expect(converted(value, from, to)).toBe(expected)
  })

  it.each([
    ['家', '个'],
    ['件', '项'],
    ['元', '美元'],
    ['元', '人'],
    ['元/人', '元'],
    ['吨', '吨标准煤'],
    ['千瓦时', '吨标准煤'],
    ['日', '月'],
    ['人', '人年'],
    ['点(2013=100)', '点(2020=100)'],
    ['%', '点'],
  ])('never turns %s into %s', (from, to) => {
    expect(converted(1, from, to)).toBe('indicators.units_differ')
  })

  it('knows what a form or series prints, and refuses what is none', () => {
    for (const code of [
      '千元',
      '人',
      '件',
      '项',
      '个',
      '万元',
      '吨标准煤',
      '元',
      '家',
      '篇',
      '亿元',
      '%',
      '万人',
    ])
      expect(isUnit(code), code).toBe(true)
    for (const code of [
      '点(2013=100)',
      '万件',
      '万家',
      '亿美元',
      '万亿元',
      '平方公里',
      '百万元',
      '％',
      '台（套）',
      '1',
    ])
      expect(isUnit(code), code).toBe(true)
    for (const code of [
      '',
      '-',
      '元元',
      '万',
      '万%',
      '元/',
      '/人',
      '元/(人',
      'toString',
      '人民',
      '千千元',
      '元'.repeat(999),
    ])
      expect(isUnit(code), code).toBe(false)
    expect(converted(1, '元', '刀')).toBe('indicators.unknown_unit')
    expect(converted(Number.NaN, '元', '千元')).toBe('indicators.not_finite')
  })

  it('multiplies, divides and adds', () => {
    expect(divideUnits(unit('千元'), unit('人')).code).toBe('千元/人')
    expect(divideUnits(unit('千元'), unit('元')).powers.size).toBe(0)
    expect([...multiplyUnits(unit('元/人'), unit('万人')).powers]).toEqual([['元', 1]])
    const sum = addUnits(unit('千元'), unit('元'))
    expect(sum.ok && sum.value.code).toBe('千元')
    expect(addUnits(unit('千元'), unit('人'))).toEqual({
      ok: false,
      issues: [{ code: 'indicators.units_differ', params: { left: '千元', right: '人' } }],
    })
  })

  it('names units for readers of English', () => {
    expect(unitName('万元/人', 'en')).toBe('10,000 yuan per person')
    expect(unitName('亿元', 'en')).toBe('100 million yuan')
    expect(unitName('件/万人', 'en')).toBe('pieces per 10,000 persons')
    expect(unitName('吨标准煤/万元', 'en')).toBe('tonnes of coal equivalent per 10,000 yuan')
    expect(unitName('1/万人', 'en')).toBe('per 10,000 persons')
    expect(unitName('万元/人', 'zh')).toBe('万元/人')
    expect(unitName('刀', 'en')).toBe('刀')
  })

  it('comes back to the same figure through any unit of the same kind', () => {
    const money = fc.constantFrom('元', '千元', '万元', '百万元', '亿元', '万亿元')
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), money, money, (value, from, to) => {
        const there = converted(value, from, to)
        expect(typeof there).toBe('number')
        expect(converted(Number(there), to, from)).toBe(value)
      }),
    )
  })
})

describe('fractions', () => {
  it('are the decimal that is read, rounded to the nearest double', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        if (value !== 0 && Math.abs(value) < 2.3e-308) return
        expect(nearestNumber(rationalOf(value))).toBe(value + 0)
      }),
    )
    expect(nearestNumber(rational(1n, 3n))).toBe(1 / 3)
    expect(nearestNumber(rational(-2n, 3n))).toBe(-2 / 3)
  })

  it('agree with one rounding of the machine for quotients of integers', () => {
    const integer = fc.maxSafeInteger()
    fc.assert(
      fc.property(integer, integer, (a, b) => {
        if (b === 0) return
        expect(nearestNumber(rational(BigInt(a), BigInt(b)))).toBe(a / b + 0)
      }),
    )
  })
})

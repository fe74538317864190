import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numberOf, readMagnitude, readNumeral } from './numerals.ts'

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** Up to 9999 as it is read aloud: 一千零五, 三百二十, 十二. */
function inChinese(value: number): string {
  const places: readonly (readonly [number, string])[] = [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ]
  let text = ''
  let rest = value
  let skipped = false
  for (const [size, name] of places) {
    const digit = Math.floor(rest / size)
    rest %= size
    if (digit === 0) {
      skipped = text !== ''
      continue
    }
    text += (skipped ? '零' : '') + (DIGITS[digit] ?? '') + name
    skipped = false
  }
  return text.startsWith('一十') ? text.slice(1) : text
}

describe('numbers in Chinese script', () => {
  it('read back to the value they were printed from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), (value) => {
        const text = inChinese(value)
        const read = readNumeral(text, 0)
        // 二三 alone would be 两三, a range; a number read aloud never is.
        expect(read?.value).toBe(value)
        expect(read?.end).toBe(text.length)
        expect(read?.value2).toBeNull()
      }),
    )
  })

  it('read digit by digit where years are printed so', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2099 }), (year) => {
        const text = [...String(year)].map((digit) => DIGITS[Number(digit)]).join('')
        expect(numberOf(text)).toBe(year)
        expect(numberOf(text.replaceAll('零', '〇'))).toBe(year)
      }),
    )
  })

  it('go on after 万 and 亿', () => {
    expect(numberOf('一万二千')).toBe(12_000)
    expect(numberOf('三亿五千万')).toBe(350_000_000)
    expect(numberOf('两百')).toBe(200)
    expect(numberOf('廿五')).toBe(25)
    expect(numberOf('三点五')).toBe(3.5)
  })

  it('tell a range by two neighbouring digits', () => {
    expect(readNumeral('两三家', 0)).toMatchObject({ value: 2, value2: 3 })
    expect(readNumeral('七八个', 0)).toMatchObject({ value: 7, value2: 8 })
    expect(readNumeral('五三', 0)).toMatchObject({ value: 53, value2: null })
  })

  it('leave idioms such as 十百千 alone after the first', () => {
    expect(readNumeral('十百千', 0)).toMatchObject({ value: 10, end: 1 })
    expect(numberOf('千百')).toBeNull()
  })
})

describe('numbers in Arabic script', () => {
  it('read back whatever the way they are grouped', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (value) => {
        const grouped = value.toLocaleString('en-US')
        expect(readNumeral(String(value), 0)?.value).toBe(value)
        expect(readNumeral(grouped, 0)).toMatchObject({ value, end: grouped.length })
      }),
    )
  })

  it('keep decimals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), (hundredths) => {
        const text = (hundredths / 100).toFixed(2)
        expect(readNumeral(text, 0)?.value).toBe(hundredths / 100)
      }),
    )
  })

  it('stop at a comma that groups nothing', () => {
    expect(readNumeral('406,1073', 0)).toMatchObject({ value: 406, end: 3 })
    expect(readNumeral('2025,300', 0)).toMatchObject({ value: 2025, end: 4 })
  })
})

describe('magnitudes', () => {
  it('stay in the unit where texts print them there, else are multiplied out', () => {
    expect(readMagnitude('万亿元', 0, false)).toMatchObject({ word: '万亿', times: 1 })
    expect(readMagnitude('千万元', 0, false)).toMatchObject({ word: '千万', times: 1 })
    expect(readMagnitude('百家', 0, false)).toMatchObject({ word: '', times: 100 })
    expect(readMagnitude('百亿元', 0, false)).toMatchObject({ word: '亿', times: 100 })
    expect(readMagnitude('万元', 0, true)).toMatchObject({ word: '万', end: 1 })
  })
})

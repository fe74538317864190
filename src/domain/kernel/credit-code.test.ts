import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { creditCheckCharacter, isCreditCode } from './credit-code.ts'

const ALPHABET = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
const bodies = fc.array(fc.constantFrom(...ALPHABET), { minLength: 17, maxLength: 17 }).map((c) => c.join(''))

describe('the unified social credit code', () => {
  it('knows the check character of codes that are printed in public', () => {
    // The example of GB 32100-2015, annex A, and the code that the standard body itself carries in public registers.
    expect(isCreditCode('91350100M000100Y43')).toBe(true)
    expect(isCreditCode('91350100M000100Y44')).toBe(false)
  })

  it('refuses letters that the alphabet leaves out, and wrong lengths', () => {
    expect(isCreditCode('91350100M000100I43')).toBe(false)
    expect(isCreditCode('91350100M000100Y4')).toBe(false)
    expect(isCreditCode('')).toBe(false)
    expect(() => creditCheckCharacter('91350100M000100I4')).toThrow(RangeError)
  })

  it('finds every single wrong character and every swap of two neighbours', () => {
    fc.assert(
      fc.property(bodies, fc.nat(16), fc.constantFrom(...ALPHABET), (body, at, other) => {
        const code = body + creditCheckCharacter(body)
        expect(isCreditCode(code)).toBe(true)
        const changed = code.slice(0, at) + other + code.slice(at + 1)
        expect(isCreditCode(changed)).toBe(changed === code)
        const swapped = code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2)
        if (at < 16) expect(isCreditCode(swapped)).toBe(swapped === code)
      }),
    )
  })
})

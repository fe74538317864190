import { describe, expect, it } from 'vitest'
import { parseRelation } from './parse-relation.ts'

const OWN = { form: null, back: null, members: false }

describe('a relation', () => {
  it('is read term by term', () => {
    const parsed = parseRelation('QC05_0 - 0.5 × QC06 + 10 <= GQ-003!QD01 * 300 + QC05_0@-1 - 2')
    expect(parsed).toEqual({
      ok: true,
      value: {
        left: [
          { coefficient: 1, cell: { code: 'QC05_0', ...OWN } },
          { coefficient: -0.5, cell: { code: 'QC06', ...OWN } },
        ],
        leftConstant: 10,
        operator: '<=',
        right: [
          { coefficient: 300, cell: { code: 'QD01', ...OWN, form: 'GQ-003' } },
          { coefficient: 1, cell: { code: 'QC05_0', ...OWN, back: '1' } },
        ],
        rightConstant: -2,
      },
    })
  })

  it('reads the same year before, the sum over members, and several comparisons', () => {
    const parsed = parseRelation('QC05_0@-1Y != SUM( GQ-002!QC05_0 )')
    expect(parsed.ok && parsed.value).toMatchObject({
      left: [{ cell: { back: '1Y' } }],
      operator: '!=',
      right: [{ cell: { form: 'GQ-002', code: 'QC05_0', members: true } }],
    })
    expect(parseRelation('A@-24 > 0')).toMatchObject({ value: { left: [{ cell: { back: '24' } }] } })
  })

  it.each([
    ['Ａ＿１＝Ｂ＋Ｃ', 'A_1=B+C'],
    ['A－B−C–D ≥ 0', 'A-B-C-D >= 0'],
    ['A　≦　２×B', 'A <= 2*B'],
    ['A ≠ B', 'A <> B'],
    ['GQ－003！QD01 ≤ A', 'GQ-003!QD01 <= A'],
    ['－A ＝ ＋B', '-A == B'],
    ['A!=B', 'A ≠ B'],
    ['A-B!=C', 'A - B != C'],
  ])('%s says the same as %s', (written, plain) => {
    const parsed = parseRelation(written)
    expect(parsed.ok).toBe(true)
    expect(parsed).toEqual(parseRelation(plain))
  })

  it.each([
    ['', 1, 'term'],
    ['A', 2, 'operator'],
    ['A =', 4, 'term'],
    ['A = B = C', 7, 'end'],
    ['A ≤ B ≤ C', 7, 'end'],
    ['A + × B = 0', 5, 'term'],
    ['A ** 2 = 0', 4, 'number-or-cell'],
    ['2 A = 0', 3, 'operator'],
    ['(A + B) = C', 1, 'term'],
    ['A@1 = B', 2, 'back'],
    ['A@-0 = B', 2, 'back'],
    ['GQ-003!QD01@-1 = B', 12, 'no-back'],
    ['GQ-003! = B', 9, 'cell'],
    ['SUM(A@-1) = B', 9, 'no-back'],
    ['SUM(A = B', 7, 'bracket'],
    ['A > 99999999999999999999', 5, 'finite-number'],
    ['A / B = C', 3, 'operator'],
    ['营业收入 = A', 1, 'term'],
  ])('%j is refused at %i, where %s should stand', (text, position, expected) => {
    expect(parseRelation(text)).toMatchObject({
      ok: false,
      issues: [{ code: 'indicators.relation_syntax', params: { position, expected } }],
    })
  })
})

import { describe, expect, it } from 'vitest'
import { WARNING_REASONS } from '#domain/indicators'
import { warningTexts } from '../../../text/warnings.ts'
import { factWords } from './fact-words.ts'

const revenue = { unit: '亿元', decimals: 1 }

describe('the numbers of an alert', () => {
  it('are said with units, and shares in per cent', () => {
    const numbers = { value: 96, base: 120, change: -0.2, limit: -0.1, running: 2, period: '2026-03' }
    expect(factWords('change', 'warning', numbers, revenue, 'zh-CN')).toBe(
      '96 亿元，基期 120 亿元，变动 -20 %（界限 -10 %）',
    )
  })

  it('say of a path how far behind it is, and of filings how many stand out', () => {
    const path = { value: 80_000, required: 90_000.4, shortfall: 0.25, tolerance: 0.05 }
    expect(factWords('trajectory', 'warning', path, revenue, 'zh-CN')).toBe(
      '80,000 亿元，轨迹要求 90,000.4 亿元，落后全程的 25 %（允许 5 %）',
    )
    expect(factWords('min-max', 'outlier', { judged: 40, outliers: 2 }, revenue, 'en')).toBe(
      '2 of 40 filings stand out',
    )
  })

  it('say why there is no answer, for every reason of the engine', () => {
    expect(factWords('change', 'warning', { reason: 'base-zero' }, revenue, 'zh-CN')).toBe(
      '基期数为零，不能计算变动',
    )
    for (const reason of WARNING_REASONS) expect(Object.keys(warningTexts.en)).toContain(`reason.${reason}`)
  })
})

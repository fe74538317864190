import { describe, expect, it } from 'vitest'
import { compileIndicator } from './compile-indicator.ts'
import type { FormDefinition } from './form.ts'
import { parseIndicator } from './parse-indicator.ts'

const REVENUE = {
  code: 'revenue',
  name: { zh: '营业收入', en: 'Revenue' },
  expression: 'sum(GQ-002!QC05_0)',
  unit: '亿元',
  decimals: 1,
  rhythm: 'year',
  measure: 'flow',
  direction: 'more',
  aliases: ['营收', '总收入'],
  note: null,
  source: 'GQ-002',
}

function codes(json: unknown): readonly string[] {
  const parsed = parseIndicator(json)
  return parsed.ok ? [] : parsed.issues.map((issue) => `${issue.code} ${(issue.path ?? []).join('.')}`)
}

function form(code: string, unit: 'enterprise' | 'park'): FormDefinition {
  return {
    code,
    version: 1,
    title: { zh: code, en: code },
    rhythm: 'year',
    validFrom: '2024',
    authority: null,
    own: true,
    source: 'made for this test',
    filers: { unit, where: [] },
    calendar: { opensAfterDays: 0, dueMonth: 1, dueDay: 10, roll: 'none', source: null },
    approval: 'approve',
    sections: [],
    rules: [],
  }
}

describe('an indicator from a file', () => {
  it('is taken as it stands', () => {
    expect(parseIndicator(REVENUE)).toEqual({ ok: true, value: REVENUE })
  })

  it.each([
    [{ ...REVENUE, unit: '亿' }, ['indicators.unknown_unit unit']],
    [{ ...REVENUE, expression: 'sum(GQ-002!QC05_0' }, ['indicators.expression_unexpected expression']],
    [{ ...REVENUE, aliases: ['营收', '营收'] }, ['indicators.duplicate_alias aliases.1']],
    [
      { ...REVENUE, decimals: 1.5, colour: 'red' },
      ['indicators.indicator_shape decimals', 'indicators.indicator_shape '],
    ],
    [{ ...REVENUE, name: { zh: '营业收入' } }, ['indicators.indicator_shape name.en']],
    [null, ['indicators.indicator_shape ']],
    [
      { ...REVENUE, unit: '刀', expression: 'sum(' },
      ['indicators.expression_unexpected expression', 'indicators.unknown_unit unit'],
    ],
  ])('is refused with the place of each fault: %#', (json, expected) => {
    expect(codes(json)).toEqual(expected)
  })

  it('counts parks where parks file, and enterprises where they do', () => {
    const counting = (code: string, unit: string): string => {
      const parsed = parseIndicator({ ...REVENUE, expression: `count(${code})`, unit })
      if (!parsed.ok) throw new Error('not read')
      const compiled = compileIndicator(parsed.value, [form('ZK-P01', 'park'), form('GQ-002', 'enterprise')])
      return compiled.ok ? 'fits' : (compiled.issues[0]?.code ?? '')
    }
    expect(counting('ZK-P01', '个')).toBe('fits')
    expect(counting('ZK-P01', '家')).toBe('indicators.result_unit')
    expect(counting('GQ-002', '万家')).toBe('fits')
    expect(counting('GQ-003', '家')).toBe('indicators.unknown_form')
  })
})

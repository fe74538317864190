import { describe, expect, it } from 'vitest'
import { readData } from '#tests/shipped-rules'
import { checkLayout, type Layout } from './layout.ts'
import { parseLayoutRules } from './parse-layout.ts'

interface ParksFile {
  readonly industries: readonly { readonly code: string }[]
  readonly parks: readonly {
    readonly park: string
    readonly leading: readonly {
      readonly industry: string
      readonly standing: string
      readonly source: string
    }[]
    readonly cultivated: readonly {
      readonly industry: string
      readonly standing: string
      readonly source: string
    }[]
  }[]
}

const file = readData('layout', 'parks.json') as ParksFile
const parsed = parseLayoutRules(readData('layout', 'rules.json'))
const layout: Layout = {
  parks: file.parks.map(({ park }) => park),
  industries: file.industries.map(({ code }) => code),
  entries: file.parks.flatMap(({ park, leading, cultivated }) => [
    ...leading.map(({ industry }) => ({ park, industry, role: 'leading' as const })),
    ...cultivated.map(({ industry }) => ({ park, industry, role: 'cultivated' as const })),
  ]),
}

describe('the shipped layout of industries', () => {
  it('is of all 17 parks, and says which industries are made up', () => {
    expect(file.parks.length).toBe(17)
    for (const { park, leading, cultivated } of file.parks)
      for (const { standing, source } of [...leading, ...cultivated])
        expect(source === '演示数据', park).toBe(standing === 'synthetic')
  })

  it('breaks the rules of every source, each in its own way', () => {
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
    const verdicts = new Map(checkLayout(layout, parsed.value, '2026-11-22').map((one) => [one.rule, one]))
    const found = (rule: string) =>
      verdicts.get(rule)?.findings.map(({ code, park, industry }) => `${code} ${park ?? industry ?? ''}`) ??
      []
    for (const verdict of verdicts.values()) expect(verdict.inForce).toBe(true)
    // 2023: four leading industries in three parks; medicine leads in five parks, information technology in four.
    expect(found('layout-2023')).toEqual([
      'matching.leading_too_many park.chaoyang',
      'matching.leading_too_many park.haidian',
      'matching.leading_too_many park.yizhuang',
      'matching.industry_in_too_many_parks ict',
      'matching.industry_in_too_many_parks ai',
      'matching.industry_in_too_many_parks biomed',
    ])
    expect(found('layout-2021')).toContain('matching.cultivated_too_many park.xicheng')
    expect(found('layout-2021')).toContain('matching.cultivated_too_few park.pinggu')
    expect(found('layout-2021').some((one) => one.startsWith('matching.industry_'))).toBe(false)
  })
})

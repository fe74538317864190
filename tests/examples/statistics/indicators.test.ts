import { describe, expect, it } from 'vitest'
import {
  compileIndicator,
  evaluateIndicator,
  joinFilings,
  type FilingValues,
  type FormFilings,
} from '#domain/indicators'
import { compiledForm, shippedForms, shippedIndicators, shippedNames } from '#tests/shipped-statistics'
import { soundFilings } from './sound-filings.ts'

describe('the shipped indicators', () => {
  it('bear the names of their files', () => {
    expect(shippedIndicators.map(({ code }) => code)).toEqual(shippedNames('indicators'))
  })

  it('make sense over the shipped forms, units and rhythms included', () => {
    for (const definition of shippedIndicators)
      expect(compileIndicator(definition, shippedForms), definition.code).toMatchObject({ ok: true })
  })

  it('share no name under which a plan could mean either', () => {
    const names = shippedIndicators.flatMap(({ aliases }) => aliases)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  it('answer to the names that the plans of the zone use', () => {
    const byAlias = new Map(
      shippedIndicators.flatMap(({ code, aliases }) => aliases.map((alias) => [alias, code])),
    )
    expect(
      [
        '企业总收入',
        '总收入',
        '研究开发费用',
        '实缴税费',
        '专利授权量',
        '有效发明专利拥有量',
        '国家高新技术企业',
      ].map((name) => byAlias.get(name)),
    ).toEqual([
      ...['revenue', 'revenue', 'research-expenditure', 'taxes-paid', 'patents-granted'],
      ...['invention-patents-in-force', 'high-tech-enterprises'],
    ])
  })

  it('accumulate in the monthly form unless they are at a point in time, and only there', () => {
    for (const { code, rhythm, measure } of shippedIndicators) {
      expect(code.endsWith('-month'), code).toBe(rhythm === 'month')
      expect(measure === 'accumulates', code).toBe(rhythm === 'month' && measure !== 'point')
    }
  })
})

describe('indicators of one enterprise and its park', () => {
  const filings = joinFilings(
    Object.entries(soundFilings).map(([form, values]) => filed(form, values)),
    new Map([['industry', new Map([['one', 'I6513']])]]),
  )
  // Computed by hand from the figures in sound-filings.ts.
  it.each([
    ['revenue', 1],
    ['gross-output', 0.6],
    ['technical-revenue-share', 40],
    ['research-expenditure', 0.14],
    ['research-intensity', 14],
    ['taxes-paid', 0.09],
    ['profit', 0.152],
    ['profit-margin', 15.2],
    ['exports', 0.15],
    ['high-tech-exports', 0.11],
    ['high-tech-export-share', (11_000 / 15_000) * 100],
    ['debt-ratio', 45],
    ['pay-per-employee', 2500 / 190],
    ['employees', 0.02],
    ['graduates-share', 75],
    ['research-staff-share', 40],
    ['patents-filed', 25],
    ['patents-granted', 18],
    ['invention-patents-in-force', 60],
    ['invention-patents-per-10000', 3000],
    ['technology-contracts-per-employee', 4.5],
    ['new-product-share', 22],
    ['revenue-per-employee', 10_000 / 190],
    ['median-revenue-per-employee', 10_000 / 190],
    ['energy-intensity', 0.08],
    ['high-tech-enterprises', 1],
    ['enterprises-above-100-million', 1],
    ['enterprises-above-1-billion', 0],
    ['revenue-concentration', 1],
    ['revenue-month', 0.5],
    ['research-intensity-month', 14],
    ['invention-patents-in-force-month', 58],
    ['land-supply-rate', (820.5 / 900) * 100],
    ['land-built-rate', (700.25 / 820.5) * 100],
    ['industrial-land-rate', (120 / 700.25) * 100],
    ['high-tech-land-rate', (300 / 700.25) * 100],
    ['plot-ratio', 1200.5 / 700.25],
    ['building-density', (210 / 700.25) * 100],
    ['industrial-plot-ratio', 1.25],
    ['revenue-per-area', 1 / 7.0025],
    ['idle-land', 15],
    ['idle-land-rate', (15 / 820.5) * 100],
    ['taxes-per-area', 0.09 / 7.0025],
    ['filing-rate', (100 / 110) * 100],
    ['enterprises-above-scale', 40],
    ['listed-enterprises', 3],
    ['new-technology-enterprises', 9],
    ['new-technology-enterprise-share', 7.5],
    ['high-tech-product-share', 30],
    ['net-profit-margin', 13],
    ['return-on-equity', (13 / 110) * 100],
    ['invention-filings-per-research', 15 / 1.4],
    ['invention-patents-granted-per-10000', 450],
    ['research-internal-share', 12.7],
    ['standards-new', 1],
    ['graduates-hired-share', 6],
    ['high-tech-service-share', 100],
    ['high-tech-service-staff-share', 100],
    ['digital-industry-share', 100],
    ['patents-and-marks-per-revenue', 7000],
    ['enterprises-with-overseas-research', 0],
    ['overseas-research-institutions', 0],
    ['enterprises-with-overseas-rights', 1],
    ['enterprises-with-new-international-standards', 0],
    ['technology-acquisition-share', 1.3],
    ['foreign-technology-expenditure', 0],
    ['technical-service-export-share', (2 / 15) * 100],
    ['high-tech-enterprise-export-share', 15],
    ['foreign-and-returned-share', 6.5],
    ['foreign-staff-share', 1.5],
    ['returnee-share', 5],
    ['research-institutions', 1],
    ['foreign-rights-per-10000', 150],
    ['research-intensive-revenue-share', 100],
    ['research-intensive-large-enterprises', 0],
  ])('%s', (code, expected) => {
    const definition = shippedIndicators.find((one) => one.code === code)
    if (definition === undefined) throw new Error(`no indicator ${code}`)
    const compiled = compileIndicator(definition, shippedForms)
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
    expect(evaluateIndicator(compiled.value, filings)[0]?.value).toBeCloseTo(expected, 9)
  })
})

function filed(form: string, values: FilingValues): FormFilings {
  const figures = new Map<string, Float64Array>()
  const texts = new Map<string, readonly (string | null)[]>()
  for (const { field, isFigure } of compiledForm(form).fields) {
    const value = values[field.code] ?? null
    if (isFigure) figures.set(field.code, Float64Array.of(typeof value === 'number' ? value : Number.NaN))
    else texts.set(field.code, [typeof value === 'string' ? value : null])
  }
  return { form, units: ['one'], table: { rows: 1, figures, texts } }
}

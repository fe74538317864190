import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Outcome } from '#domain/kernel'
import {
  compileIndicator,
  evaluateIndicator,
  fieldLookup,
  indicatorToSql,
  joinFilings,
  parseForm,
  parseIndicator,
  type CompiledIndicator,
  type FormDefinition,
  type FormFilings,
  type IndicatorDefinition,
} from '#domain/indicators'

const ROOT = new URL('../../../data/statistics/', import.meta.url)

function readAll(folder: string): { readonly file: string; readonly json: unknown }[] {
  const names = readdirSync(new URL(folder, ROOT)).filter((name) => name.endsWith('.json'))
  return names.map((file) => ({
    file,
    json: JSON.parse(readFileSync(new URL(`${folder}${file}`, ROOT), 'utf8')) as unknown,
  }))
}

function orFail<T>(outcome: Outcome<T>, what: string): T {
  if (outcome.ok) return outcome.value
  throw new Error(`${what}: ${JSON.stringify(outcome.issues)}`)
}

const forms: readonly FormDefinition[] = readAll('forms/').map(({ file, json }) =>
  orFail(parseForm(json), file),
)
const definitions: readonly IndicatorDefinition[] = readAll('indicators/').map(({ file, json }) =>
  orFail(parseIndicator(json), file),
)

function compiled(code: string): CompiledIndicator {
  const definition = definitions.find((each) => each.code === code)
  if (definition === undefined) throw new Error(`no indicator ${code}`)
  return orFail(compileIndicator(definition, forms), code)
}

describe('the shipped indicators', () => {
  it('fit the shipped forms: every cell is there, every unit turns into the one that is shown', () => {
    expect(definitions.length).toBeGreaterThan(50)
    expect(new Set(definitions.map(({ code }) => code)).size).toBe(definitions.length)
    for (const { code } of definitions)
      expect(indicatorToSql(compiled(code)).forms.length, code).toBeGreaterThan(0)
  })

  it('no longer fit once a form counts in another unit of another kind, or has another rhythm', () => {
    const definition = definitions.find(({ code }) => code === 'revenue')
    if (definition === undefined) throw new Error('no revenue')
    const inPersons = compileIndicator({ ...definition, unit: '万人' }, forms)
    expect(inPersons.ok ? '' : inPersons.issues[0]?.code).toBe('indicators.result_unit')
    const monthly = compileIndicator({ ...definition, rhythm: 'month' }, forms)
    expect(monthly.ok ? '' : monthly.issues[0]?.code).toBe('indicators.rhythm_differs')
    expect(fieldLookup(forms)('GQ-002', 'QC05_0')).toMatchObject({ type: 'integer', unit: '千元' })
  })
})

/**
 * Three enterprises, worked by hand. B left its energy empty and filed no GQ-005; C filed no GQ-003.
 *
 * |   | revenue 千元 | energy tce | R&D 千元 | patents | employees | average employees |
 * | A | 120,000 | 60 | 6,000 | 12 | 400 | 300 |
 * | B | 30,000 | – | – | – | 100 | 150 |
 * | C | 50,000 | 10 | 500 | 3 | – | – |
 */
const THREE = joinFilings([
  filings('GQ-002', ['A', 'B', 'C'], { QC05_0: [120_000, 30_000, 50_000], QC41: [60, Number.NaN, 10] }),
  filings('GQ-003', ['A', 'B'], { QD01: [400, 100], QD05: [300, 150] }),
  filings('GQ-005', ['A', 'C'], { QJ20: [6000, 500], QJ73: [12, 3] }),
])

function filings(
  form: string,
  units: readonly string[],
  figures: Record<string, readonly number[]>,
): FormFilings {
  const columns = Object.entries(figures).map(([code, values]) => [code, Float64Array.from(values)] as const)
  return { form, units, table: { rows: units.length, figures: new Map(columns), texts: new Map() } }
}

describe('three enterprises worked by hand', () => {
  it.each([
    // 120,000 + 30,000 + 50,000 thousand yuan
    ['revenue', 2, '亿元', 3],
    ['employees', 0.05, '万人', 2],
    ['invention-patents-in-force', 15, '件', 2],
    // Only A gave both: 12 for 400 persons
    ['invention-patents-per-10000', 300, '件/万人', 1],
    // A and C gave both: 6,500 of 170,000
    ['research-intensity', (6500 / 170_000) * 100, '%', 2],
    // A and C: 70 tonnes for 17,000 ten thousand yuan
    ['energy-intensity', 70 / 17_000, '吨标准煤/万元', 2],
    // A and B: 150,000 thousand yuan by 450 persons
    ['revenue-per-employee', 100 / 3, '万元/人', 2],
    // A 40, B 20
    ['median-revenue-per-employee', 30, '万元/人', 2],
    // 0.6² + 0.15² + 0.25²
    ['revenue-concentration', 0.445, '1', 3],
    ['enterprises-above-100-million', 1, '家', 1],
    ['enterprises-above-1-billion', 0, '家', 0],
  ])('%s is %d %s', (code, expected, unit, entities) => {
    const indicator = compiled(code)
    expect(indicator.definition.unit).toBe(unit)
    const [number] = evaluateIndicator(indicator, THREE)
    expect(number?.value).toBeCloseTo(expected, 12)
    expect(number?.entities).toBe(entities)
  })
})

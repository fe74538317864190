import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { SCOPES, convert, isUnit } from '#domain/indicators'
import { periodById } from '#domain/kernel'
import { shippedIndicators, shippedJson } from '#tests/shipped-statistics'

const Text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })
const Series = z.strictObject({
  title: Text,
  note: Text,
  sources: z.array(z.strictObject({ id: z.string(), title: z.string().min(1), url: z.url().nullable() })),
  facts: z.array(
    z.strictObject({
      body: z.union([z.strictObject({ code: z.string() }), z.strictObject({ name: Text })]),
      name: Text,
      indicator: z.string().nullable(),
      period: z.string(),
      accumulated: z.boolean(),
      at: z.iso.date().optional(),
      value: z.number(),
      unit: z.string(),
      base: z.string().optional(),
      qualifier: z.enum(['about', 'above']).nullable(),
      change: z.strictObject({ value: z.number(), unit: z.enum(['%', '点']) }).nullable(),
      population: Text.nullable(),
      scope: z.enum(SCOPES).nullable(),
      source: z.string(),
      status: z.literal('published'),
      note: Text.optional(),
    }),
  ),
})
const series = Series.parse(shippedJson('series', 'zone-and-parks'))
const Zone = z.object({ organisations: z.array(z.object({ code: z.string() })) })
const zone = Zone.parse(
  JSON.parse(readFileSync(new URL('../../../data/zones/zhongguancun/zone.json', import.meta.url), 'utf8')),
)

describe('the published series', () => {
  it('are 118 figures of eleven sources, each used', () => {
    expect(series.facts).toHaveLength(118)
    expect(new Set(series.facts.map(({ source }) => source))).toEqual(
      new Set(series.sources.map(({ id }) => id)),
    )
    expect(series.sources).toHaveLength(11)
  })

  it('speak of bodies that the zone has, or name another', () => {
    const known = zone.organisations.map(({ code }) => code)
    for (const { body } of series.facts) if ('code' in body) expect(known).toContain(body.code)
  })

  it('bear a period and a unit that the program reads', () => {
    for (const fact of series.facts) {
      const period = periodById(fact.period)
      expect(period, `${fact.name.zh} ${fact.period}`).not.toBeNull()
      if (fact.accumulated) expect(period?.rhythm, fact.period).toBe('month')
      expect(isUnit(fact.unit), fact.unit).toBe(true)
    }
  })

  it('count the zone by registration and the other functional zones by operation where the source says so', () => {
    const statistics = series.facts.filter(({ source }) => source === 'beijing-statistics-2016')
    for (const { body, scope } of statistics)
      expect(scope).toBe('code' in body ? 'registration' : 'operation')
  })

  it('stand beside an indicator of the same rhythm and kind, where they have one', () => {
    const byCode = new Map(shippedIndicators.map((one) => [one.code, one]))
    const tied = series.facts.filter(({ indicator }) => indicator !== null)
    expect(tied.length).toBeGreaterThan(30)
    for (const { indicator, unit, period, accumulated, name } of tied) {
      const definition = byCode.get(indicator ?? '')
      if (definition === undefined) throw new Error(`no indicator ${String(indicator)}`)
      expect(convert(1, unit, definition.unit).ok, name.zh).toBe(true)
      expect(periodById(period)?.rhythm, name.zh).toBe(definition.rhythm)
      expect(accumulated, name.zh).toBe(definition.measure === 'accumulates')
    }
  })

  it('let the published index be the plain mean of its parts, as the documents’ figures show', () => {
    const of2021 = new Map(
      series.facts
        .filter(({ source }) => source === 'science-daily-index-2022')
        .map(({ name, value }) => [name.zh, value]),
    )
    const mean = (...names: string[]) =>
      names.reduce((total, name) => total + (of2021.get(name) ?? Number.NaN), 0) / names.length
    expect(mean('创新引领', '双创生态', '高质量发展', '开放协同', '宜居宜业')).toBeCloseTo(
      of2021.get('中关村指数') ?? 0,
      1,
    )
    expect(mean('创新引领/创新投入', '创新引领/创新产出')).toBeCloseTo(of2021.get('创新引领') ?? 0, 1)
    expect(mean('高质量发展/创新经济', '高质量发展/质量效益')).toBeCloseTo(of2021.get('高质量发展') ?? 0, 1)
  })
})

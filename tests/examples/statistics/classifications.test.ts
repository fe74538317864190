import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { shippedForms, shippedJson, shippedNames } from '#tests/shipped-statistics'

const List = z.strictObject({
  list: z.enum(['industry', 'field', 'size', 'rung']),
  title: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  source: z.string().min(1),
  own: z.boolean(),
  codes: z.array(
    z.strictObject({
      code: z.string().min(1),
      parent: z.string().nullable(),
      level: z.string(),
      name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
    }),
  ),
})
const list = (name: string) => List.parse(shippedJson('classifications', name))

describe('the shipped classifications', () => {
  it('are four, each code once', () => {
    expect(shippedNames('classifications')).toEqual(['fields', 'industry', 'rungs', 'sizes'])
    for (const name of shippedNames('classifications')) {
      const codes = list(name).codes.map(({ code }) => code)
      expect(new Set(codes).size, name).toBe(codes.length)
    }
  })

  it('hold all 20 sections and 97 divisions of GB/T 4754, numbered without a gap', () => {
    const { codes } = list('industry')
    const of = (level: string) => codes.filter((one) => one.level === level).map(({ code }) => code)
    expect(of('section').join('')).toBe('ABCDEFGHIJKLMNOPQRST')
    expect(of('division').map((code) => Number(code.slice(1)))).toEqual(
      Array.from({ length: 97 }, (_, n) => n + 1),
    )
  })

  it('let every industry code begin with its parent’s, one level up', () => {
    const { codes } = list('industry')
    const levels = ['section', 'division', 'group', 'class']
    const byCode = new Map(codes.map((one) => [one.code, one]))
    for (const { code, parent, level } of codes) {
      expect(code, code).toMatch(
        [/^[A-T]$/u, /^[A-T]\d{2}$/u, /^[A-T]\d{3}$/u, /^[A-T]\d{4}$/u][levels.indexOf(level)] ?? /^$/u,
      )
      if (parent === null) expect(level, code).toBe('section')
      else {
        expect(code.startsWith(parent), code).toBe(true)
        expect(levels.indexOf(byCode.get(parent)?.level ?? ''), code).toBe(levels.indexOf(level) - 1)
      }
    }
  })

  it('give every group at least one class', () => {
    const { codes } = list('industry')
    const parents = new Set(codes.filter(({ level }) => level === 'class').map(({ parent }) => parent))
    for (const { code, level } of codes) if (level === 'group') expect(parents, code).toContain(code)
  })

  it('name the technical fields as the yearly form does', () => {
    const field = shippedForms
      .flatMap(({ sections }) => sections.flatMap(({ fields }) => fields))
      .find(({ code }) => code === 'QB16')
    expect(field?.choices?.map(({ value, label }) => [value, label])).toEqual(
      list('fields').codes.map(({ code, name }) => [code, name]),
    )
  })

  it('let the forms ask only for codes that the register can hold', () => {
    const known = {
      sizeClass: list('sizes').codes.map(({ code }) => code),
      rung: list('rungs').codes.map(({ code }) => code),
      field: list('fields').codes.map(({ code }) => code),
      industry: list('industry').codes.map(({ code }) => code),
      highTech: ['true', 'false'],
      aboveScale: ['true', 'false'],
    }
    const asked = shippedForms.flatMap(({ filers }) => filers.where)
    expect(asked).not.toEqual([])
    for (const { attribute, in: wanted } of asked)
      for (const code of wanted) expect(known[attribute], attribute).toContain(code)
  })
})

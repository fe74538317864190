import { describe, expect, it } from 'vitest'
import { readData } from '#tests/shipped-rules'
import { BoundFact, type FactBinding } from './fact-binding.ts'

interface Field {
  readonly code: string
  readonly type: string
  readonly unit: string | null
  readonly choices?: readonly { readonly value: string }[]
}
interface RecordField {
  readonly code: string
  readonly type: string
  readonly unit?: string | null
  readonly choices?: readonly { readonly code: string }[]
}

const facts = BoundFact.array().parse((readData('rules', 'facts.json') as { facts: unknown }).facts)
const kinds = new Map(
  (
    readData('enterprises', 'record-kinds.json') as {
      kinds: { code: string; validity: 'day' | 'range'; fields: RecordField[] }[]
    }
  ).kinds.map((kind) => [kind.code, kind]),
)

function fieldOf(form: string, cell: string): Field | undefined {
  const { sections, rhythm } = readData('statistics', 'forms', `${form.toLowerCase()}.json`) as {
    rhythm: string
    sections: { fields: Field[] }[]
  }
  expect(rhythm).toBe('year')
  return sections.flatMap(({ fields }) => fields).find(({ code }) => code === cell)
}

function bound<K extends FactBinding['kind']>(kind: K) {
  return facts.flatMap((fact) => {
    const { from } = fact
    return from.kind === kind ? [{ fact, from: from as Extract<FactBinding, { kind: K }> }] : []
  })
}

describe('shipped facts', () => {
  it('have names of their own, and a formula exactly where they are worked out', () => {
    expect(facts.length).toBeGreaterThanOrEqual(110)
    expect(new Set(facts.map(({ code }) => code)).size).toBe(facts.length)
    for (const { code, formula, from } of facts) expect(formula !== null, code).toBe(from.kind === 'formula')
  })

  it.each(bound('filing'))('$fact.code is a cell of its form, in its unit', ({ fact, from }) => {
    const field = fieldOf(from.form, from.cell)
    expect(field).toBeDefined()
    if (fact.type === 'text') {
      expect(fact.options?.map(({ code }) => code)).toEqual(field?.choices?.map(({ value }) => value))
      return
    }
    // 千元 become 万元; everything else stays what it is.
    expect(field?.unit === '千元' ? ['万元', 0.1] : [field?.unit, 1]).toEqual([fact.unit, from.factor])
  })

  it.each(bound('records'))('$fact.code asks for what records have', ({ fact, from }) => {
    const kind = kinds.get(from.record)
    const fields = new Map(kind?.fields.map((field) => [field.code, field]))
    for (const [name, wanted] of Object.entries(from.where)) {
      const field = fields.get(name)
      expect(field, name).toBeDefined()
      if (field?.type !== 'choice') continue
      const codes = field.choices?.map(({ code }) => code)
      for (const one of [wanted].flat()) expect(codes).toContain(one)
    }
    // What happened on a day holds on that day alone.
    if (kind?.validity === 'day') expect(from.valid).toBe(false)
    if (from.of === undefined) return
    const field = fields.get(from.of)
    expect(field).toBeDefined()
    if (fact.type === 'texts')
      for (const { code } of fact.options ?? [])
        expect(field?.choices?.map((choice) => choice.code)).toContain(code)
    if (from.give === 'sum' || from.give === 'latest') expect(field?.unit ?? null).toBe(fact.unit)
  })

  it('are asked for by name in the shipped examples of what enterprises said', () => {
    const { enterprises } = readData('demo', 'enterprise-files.json') as {
      enterprises: { words: { fact: string }[] }[]
    }
    const declared = new Set(bound('declared').map(({ fact }) => fact.code))
    for (const { words } of enterprises) for (const { fact } of words) expect(declared).toContain(fact)
  })
})

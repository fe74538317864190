import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkFiling, compileForm, localiseErrors, parseForm, type FilingValues } from '#domain/indicators'

interface Case {
  name: string
  keyed: Record<string, number>
  broken: string[]
  cells: string[]
  /** One of these besides: the figures alone do not tell which. */
  either?: string[]
  back: Record<string, number>
}

const examples = JSON.parse(readFileSync(new URL('cells-to-change.json', import.meta.url), 'utf8')) as {
  sound: Record<string, number>
  cases: Case[]
}

const parsed = parseForm(
  JSON.parse(readFileSync(new URL('../../../data/statistics/forms/gq-002.json', import.meta.url), 'utf8')),
)
if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
const form = compileForm(parsed.value)
const NOTHING_ELSE = { forms: {}, history: {} }

function errorsOf(values: FilingValues): string[] {
  return checkFiling(form, values, NOTHING_ELSE)
    .filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule)
}

describe('the shipped form 经济概况', () => {
  it('has nothing against the sound filing', () => {
    expect(errorsOf(examples.sound)).toEqual([])
  })

  it.each(examples.cases)('$name', ({ keyed, broken, cells, either = [], back }) => {
    const filing = { ...examples.sound, ...keyed }
    expect(errorsOf(filing)).toEqual(broken)
    const found = localiseErrors(form, filing, NOTHING_ELSE)
    expect(found.proven).toBe(true)
    expect(found.cells.filter((code) => !either.includes(code))).toEqual(cells)
    expect(found.cells.filter((code) => either.includes(code))).toHaveLength(either.length === 0 ? 0 : 1)
    expect(found.example).toMatchObject(back)
    expect(found.determined ?? []).toEqual(expect.arrayContaining(Object.keys(back)))
    expect(errorsOf({ ...filing, ...found.example })).toEqual([])
  })
})

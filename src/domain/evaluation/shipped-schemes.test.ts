/** The schemes of data/schemes as they are shipped: what is known of them, and that nothing unknown passes for known. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isUnit, parseIndicator, type IndicatorDefinition } from '#domain/indicators'
import { compileScheme, type CompiledScheme } from './compile-scheme.ts'
import { evaluate } from './evaluate.ts'
import type { EvaluationData } from './evaluation-data.ts'
import { parseScheme } from './parse-scheme.ts'
import type { NodeInput, Scheme, SchemeNode } from './scheme.ts'

const DATA = new URL('../../../data/', import.meta.url)

function namesIn(folder: string): readonly string[] {
  return readdirSync(new URL(`${folder}/`, DATA))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
}

function json(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, DATA), 'utf8'))
}

function shipped(name: string): Scheme {
  const parsed = parseScheme(json(`schemes/${name}.json`))
  if (!parsed.ok) throw new Error(`${name}: ${JSON.stringify(parsed.issues)}`)
  return parsed.value
}

function compiled(name: string): CompiledScheme {
  const outcome = compileScheme(shipped(name))
  if (!outcome.ok) throw new Error(`${name}: ${JSON.stringify(outcome.issues)}`)
  return outcome.value
}

const NAMES = namesIn('schemes')
const indicators = new Map(
  namesIn('statistics/indicators').map((name): [string, IndicatorDefinition] => {
    const parsed = parseIndicator(json(`statistics/indicators/${name}.json`))
    if (!parsed.ok) throw new Error(`${name}: ${JSON.stringify(parsed.issues)}`)
    return [parsed.value.code, parsed.value]
  }),
)

function leavesOf(scheme: Scheme): readonly (SchemeNode & { readonly input: NodeInput })[] {
  return scheme.nodes.flatMap((node) => (node.input === null ? [] : [{ ...node, input: node.input }]))
}

function childrenOf(scheme: Scheme, parent: string): readonly SchemeNode[] {
  return scheme.nodes.filter((node) => node.parent === parent)
}

function nodeOf(scheme: Scheme, code: string): SchemeNode {
  const node = scheme.nodes.find((one) => one.code === code)
  if (node === undefined) throw new Error(`${scheme.code} has no ${code}`)
  return node
}

describe('every shipped scheme', () => {
  it('is one of the seven', () => {
    expect(NAMES).toEqual([
      ...['clusters', 'incubators', 'land-use', 'miit-2024', 'most-2021', 'torch-2014', 'zone-parks'],
    ])
  })

  it.each(NAMES)(
    '%s is sound, bears the name of its file, names its sources and what is not known',
    (name) => {
      const { scheme } = compiled(name)
      expect(scheme.code).toBe(name)
      expect(scheme.sources.length).toBeGreaterThan(0)
      expect(scheme.unknowns.length).toBeGreaterThan(0)
      for (const node of scheme.nodes)
        if (node.standing !== 'verified' && node.parent !== null)
          expect(node.note, `${node.code} says why it is assumed`).not.toBeNull()
    },
  )

  it.each(NAMES)('%s claims to be official only if all of it is known', (name) => {
    const { standing, unknowns } = shipped(name)
    expect(standing === 'official' && unknowns.length > 0).toBe(false)
  })

  it.each(NAMES)('%s takes figures from indicators that exist, in their units and directions', (name) => {
    for (const { code, input } of leavesOf(shipped(name))) {
      if (input.unit !== null && input.kind === 'figure')
        expect(isUnit(input.unit), `${code} ${input.unit}`).toBe(true)
      if (input.indicator === null) continue
      const { code: asked, transform } = input.indicator
      const indicator = indicators.get(asked)
      expect(indicator, `${code} asks for ${asked}`).toBeDefined()
      if (indicator === undefined) continue
      expect(indicator.rhythm, code).toBe('year')
      expect(input.unit, code).toBe(transform === 'value' ? indicator.unit : '%')
      if (indicator.direction !== 'none') expect(input.direction, code).toBe(indicator.direction)
      const suffix = transform === 'growth-same-period' ? '-growth' : ''
      expect(input.column, code).toBe(`${asked}${suffix}`)
    }
  })

  it.each(NAMES)('%s lets a what-if move weights only around their own shares', (name) => {
    const scheme = shipped(name)
    for (const { code } of scheme.nodes.filter(({ input }) => input === null)) {
      const children = childrenOf(scheme, code)
      const sum = children.reduce((total, { weight }) => total + weight, 0)
      for (const child of children) {
        if (child.weightRange === null) continue
        expect(child.weight / sum, child.code).toBeGreaterThanOrEqual(child.weightRange.least)
        expect(child.weight / sum, child.code).toBeLessThanOrEqual(child.weightRange.most)
      }
    }
  })

  it.each(NAMES)('%s judges, caps and grades by grades that it has', (name) => {
    const { grading, gates } = shipped(name)
    const grades = grading?.grades.map(({ code }) => code) ?? []
    for (const gate of gates) if (gate.effect === 'cap') expect(grades, gate.code).toContain(gate.grade)
  })
})

describe('the zone’s own evaluation of its parks', () => {
  const scheme = shipped('zone-parks')

  it('has the four dimensions of the five-year plan', () => {
    expect(childrenOf(scheme, 'total').map(({ name }) => name.zh)).toEqual([
      ...['集聚水平', '支撑作用', '创新能力', '发展潜力'],
    ])
  })

  it('asks for nothing that the statistical forms do not give', () => {
    const leaves = leavesOf(scheme)
    expect(leaves.length).toBeGreaterThanOrEqual(20)
    expect(leaves.filter(({ input }) => input.indicator === null)).toEqual([])
  })

  it('has weights that make a hundred on every level, all of them marked as ours', () => {
    for (const heading of ['total', 'A', 'B', 'C', 'D']) {
      const weights = childrenOf(scheme, heading).map(({ weight }) => weight)
      expect(
        weights.reduce((total, weight) => total + weight, 0),
        heading,
      ).toBe(100)
    }
    expect(leavesOf(scheme).filter(({ standing }) => standing === 'verified')).toEqual([])
  })
})

describe('the national evaluation of 2021', () => {
  const scheme = shipped('most-2021')

  it('has 46 indicators under five headings, five of them scored by a panel', () => {
    expect(['1', '2', '3', '4', '5'].map((heading) => childrenOf(scheme, heading).length)).toEqual([
      ...[10, 10, 9, 7, 10],
    ])
    expect(
      leavesOf(scheme)
        .filter(({ input }) => input.kind === 'panel')
        .map(({ code }) => code),
    ).toEqual(['1.10', '2.10', '3.9', '5.9', '5.10'])
  })

  it('has the weights that were seen, and marks all others', () => {
    expect(nodeOf(scheme, '1')).toMatchObject({ weight: 20, standing: 'verified' })
    expect(nodeOf(scheme, '1.1')).toMatchObject({ weight: 0.8, standing: 'verified' })
    expect(nodeOf(scheme, '1.2')).toMatchObject({ weight: 1.2, standing: 'verified' })
    const others = leavesOf(scheme).filter(({ code }) => code !== '1.1' && code !== '1.2')
    expect(new Set(others.map(({ weight }) => weight))).toEqual(new Set([1]))
    expect(new Set(others.map(({ standing }) => standing))).toEqual(new Set(['assumed']))
    for (const heading of ['2', '3', '4', '5'])
      expect(nodeOf(scheme, heading)).toMatchObject({ weight: 20, standing: 'assumed' })
  })

  it('counts less energy and less carbon as better, and all else the other way', () => {
    const less = leavesOf(scheme).filter(({ input }) => input.direction === 'less')
    expect(less.map(({ code }) => code)).toEqual(['3.1', '3.2'])
  })
})

describe('the evaluation of 2014', () => {
  const scheme = shipped('torch-2014')

  it('is five by five, with the five weights that were seen', () => {
    const headings = childrenOf(scheme, 'total')
    expect(headings.map(({ weight, standing }) => [weight, standing])).toEqual(
      [20, 20, 25, 10, 25].map((weight) => [weight, 'verified']),
    )
    for (const { code } of headings) {
      const children = childrenOf(scheme, code)
      expect(children).toHaveLength(5)
      expect(new Set(children.map(({ weight }) => weight)).size).toBe(1)
      expect(new Set(children.map(({ standing }) => standing))).toEqual(new Set(['assumed']))
    }
  })
})

describe('the evaluation of 2024, of which four rows were found', () => {
  const scheme = compiled('miit-2024')
  const units = ['甲园', '乙园'].map((name, index) => ({ code: `p${String(index)}`, name, groups: {} }))
  const columns = Object.fromEntries(
    [...scheme.leaves.map(({ input }) => input.column), 'city-gdp'].map((column, index) => [
      column,
      [[10 + index, 20 + 3 * index]],
    ]),
  )
  const data: EvaluationData = { periods: ['2024'], units, columns, panels: {} }

  it('has the weights of the copy', () => {
    expect(leavesOf(scheme.scheme).map(({ code, weight }) => [code, weight])).toEqual([
      ['1.1', 0.8],
      ['1.2', 1.2],
      ['1.3', 1],
      ['1.4', 1],
    ])
    expect(nodeOf(scheme.scheme, '1')).toMatchObject({ weight: 15, standing: 'verified' })
  })

  it('can be tried and refuses to run as official', () => {
    expect(evaluate(scheme, data)).toMatchObject({ ok: true })
    const official = evaluate(scheme, data, { official: true })
    expect(official).toMatchObject({
      ok: false,
      issues: [{ code: 'evaluation.incomplete_scheme', params: { scheme: 'miit-2024' } }],
    })
  })
})

describe('land use', () => {
  it('gives full marks from the ideal on, and the share of it below', () => {
    const scheme = compiled('land-use')
    const ideals = new Map(
      scheme.leaves.map(({ code, input }) => [
        code,
        input.normalisation?.method === 'value-to-ideal' ? (input.normalisation.ideal ?? 0) : 0,
      ]),
    )
    const columns = Object.fromEntries(
      scheme.leaves.map(({ code, input }) => [
        input.column,
        [[ideals.get(code) ?? 0, (ideals.get(code) ?? 0) / 2, (ideals.get(code) ?? 0) * 3]],
      ]),
    )
    const units = ['a', 'b', 'c'].map((code) => ({ code, name: code, groups: {} }))
    const outcome = evaluate(scheme, { periods: ['2025'], units, columns, panels: {} })
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
    expect(outcome.value.standings.map(({ score }) => score)).toEqual([100, 50, 100])
    expect(outcome.value.standings.map(({ grade }) => grade)).toEqual(['intensive', 'low', 'intensive'])
  })
})

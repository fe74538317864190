import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_CONTEXT, buildForm, buildRelation } from '#tests/statistical-forms'
import { checkFiling } from './check-filing.ts'
import { compileForm, type CompiledForm } from './compile-form.ts'
import type { CellValue, FilingContext, FilingValues } from './filing.ts'
import { localiseErrors } from './localise-errors.ts'
import type { Localisation, MissingStrategy, PairRule } from './relation.ts'

const HEAD = { severity: 'error', standing: 'zone', source: 'made for tests', enabled: true } as const

function errorsOf(form: CompiledForm, values: FilingValues, context: FilingContext = NO_CONTEXT): string[] {
  return checkFiling(form, values, context)
    .filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule)
}

describe('the cells to change', () => {
  it('are none where all rules hold', () => {
    const form = compileForm(buildForm(['A', 'B'], [buildRelation('r', 'A <= B')]))
    expect(localiseErrors(form, { A: 1, B: 1 }, NO_CONTEXT)).toEqual({
      cells: [],
      weight: 0,
      example: {},
      proven: true,
    })
  })

  it('are the one cell that two broken rules share', () => {
    const form = compileForm(
      buildForm(
        ['total', 'a', 'b', 'part'],
        [buildRelation('sum', 'total = a + b'), buildRelation('of', 'part <= total')],
      ),
    )
    expect(localiseErrors(form, { total: 3, a: 10, b: 20, part: 12 }, NO_CONTEXT)).toEqual({
      cells: ['total'],
      weight: 1,
      example: { total: 30 },
      proven: true,
      determined: ['total'],
    })
  })

  it('are found through the rule that follows from two others', () => {
    // A alone mends the first rule but not with C, which B would have to follow: B and C would be two.
    const form = compileForm(
      buildForm(
        [{ code: 'A', minimum: 0 }, 'B', 'C'],
        [buildRelation('r1', 'A + B <= 10'), buildRelation('r2', 'B >= C')],
      ),
    )
    expect(localiseErrors(form, { A: 5, B: 20, C: 20 }, NO_CONTEXT).cells).toEqual(['B', 'C'])
    expect(localiseErrors(form, { A: 5, B: 20, C: 3 }, NO_CONTEXT)).toMatchObject({ cells: ['B'], weight: 1 })
  })

  it('come with figures that could be others, except where it says that they could not', () => {
    const form = compileForm(
      buildForm(
        [{ code: 'A', compulsory: true }, 'B', { code: 'C', minimum: 5, maximum: 5, compulsory: true }, 'D'],
        [buildRelation('r', 'A <= B'), buildRelation('s', 'B <= D + 1'), buildRelation('t', 'D <= B')],
      ),
    )
    const context = { forms: {}, history: { '1': { A: 7, B: 7 }, '1Y': { A: 6 } } }
    expect(localiseErrors(form, { B: 9, D: 9 }, context)).toEqual({
      cells: ['A', 'C'],
      weight: 2,
      // What was filed last time, as it fits.
      example: { A: 7, C: 5 },
      proven: true,
      determined: ['C'],
    })
  })

  it('weigh what a query has confirmed', () => {
    const form = compileForm(buildForm(['A', 'B'], [buildRelation('r', 'A = B')]))
    const weighed = (weights: Record<string, number>) =>
      localiseErrors(form, { A: 1, B: 2 }, NO_CONTEXT, { weights })
    expect(weighed({ A: 2 })).toMatchObject({ cells: ['B'], weight: 1, example: { B: 1 } })
    expect(weighed({ B: 2 })).toMatchObject({ cells: ['A'], weight: 1, example: { A: 2 } })
    expect(() => weighed({ A: 0 })).toThrow('A')
  })

  it.each([
    [{ A: 100, B: 40, C: 60_000 }, 'C', 60],
    [{ A: 100, B: 40, C: -60 }, 'C', 60],
    [{ A: 1304, B: 1070, C: 324 }, 'C', 234],
    [{ A: 4321, B: 1234, C: 2000 }, 'A', 3234],
  ])('of %j are %s, as a slip of keying explains it where one does', (values, cell, figure) => {
    const form = compileForm(buildForm(['A', 'B', 'C'], [buildRelation('r', 'A = B + C')]))
    expect(localiseErrors(form, values, NO_CONTEXT)).toMatchObject({
      cells: [cell],
      example: { [cell]: figure },
    })
  })

  it('are those that their own fields refuse, and more only where needed', () => {
    const form = compileForm(
      buildForm(
        [
          { code: 'A', compulsory: true },
          { code: 'B', minimum: 0 },
          'C',
          { code: 'T', type: 'text', maxLength: 2 },
          {
            code: 'H',
            type: 'choice',
            compulsory: true,
            choices: [{ value: '1', label: { zh: '一', en: 'one' } }],
          },
        ],
        [buildRelation('r', 'A = B + C')],
      ),
    )
    expect(localiseErrors(form, { B: 4, C: 5, T: 'xxx' }, NO_CONTEXT)).toEqual({
      cells: ['A', 'T', 'H'],
      weight: 3,
      example: { A: 9 },
      proven: true,
      determined: ['A'],
    })
    // A cannot stay, and B would have to be below zero.
    expect(localiseErrors(form, { A: 3, B: -1, C: 5, H: '1' }, NO_CONTEXT)).toMatchObject({
      cells: expect.arrayContaining(['B']) as string[],
      weight: 2,
    })
  })

  it('are whole numbers', () => {
    const form = compileForm(
      buildForm(['A', 'B', 'C'], [buildRelation('even', '2 × A = B'), buildRelation('c', 'B = C')]),
    )
    // B alone would do for the second rule; A would have to be a half.
    expect(localiseErrors(form, { A: 1, B: 3, C: 3 }, NO_CONTEXT)).toMatchObject({ cells: ['B', 'C'] })
    const decimal = compileForm(
      buildForm(
        [{ code: 'A', type: 'decimal', decimals: 1 }, 'B', 'C'],
        [buildRelation('even', '2 × A = B'), buildRelation('c', 'B = C')],
      ),
    )
    expect(localiseErrors(decimal, { A: 1, B: 3, C: 3 }, NO_CONTEXT)).toMatchObject({
      cells: ['A'],
      example: { A: 1.5 },
    })
  })

  it('keep two sides apart where a rule says ≠ or <', () => {
    const form = compileForm(
      buildForm(
        ['A', 'B', { code: 'C', type: 'decimal', decimals: 2 }],
        [buildRelation('r', 'A != B'), buildRelation('s', 'C < A'), buildRelation('t', 'C > A - 1')],
      ),
    )
    const found = localiseErrors(form, { A: 4, B: 4, C: 4 }, NO_CONTEXT)
    expect(errorsOf(form, { A: 4, B: 4, C: 4, ...found.example })).toEqual([])
    // Between C and C + 1 there is no whole A but C itself, so A alone is not enough.
    expect(found).toMatchObject({ weight: 2, proven: true })
  })

  it('are emptied where they must not be filled, and never to keep a relation from being judged', () => {
    const form = compileForm(
      buildForm(
        ['A', 'B', 'X', { code: 'Y', onlyIf: { field: 'K', is: 'filled' } }, 'K'],
        [buildRelation('r', 'A = B'), { id: 'one', kind: 'exclusive-pair', cells: ['A', 'X'], ...HEAD }],
      ),
    )
    expect(localiseErrors(form, { A: 1, B: 2 }, NO_CONTEXT).example).not.toHaveProperty('A', null)
    expect(localiseErrors(form, { A: 1, B: 1, X: 1 }, NO_CONTEXT)).toMatchObject({ weight: 1 })
    expect(localiseErrors(form, { Y: 5 }, NO_CONTEXT)).toMatchObject({ cells: ['Y'], example: { Y: null } })
    // Emptying A satisfies the pair, and the relation is then not judged.
    expect(localiseErrors(form, { A: 1, B: 2, X: 1 }, NO_CONTEXT)).toMatchObject({
      cells: ['A'],
      example: { A: null },
    })
  })

  it('fill the missing half of a pair', () => {
    const form = compileForm(
      buildForm(
        [{ code: 'A', compulsory: true }, 'B', 'C'],
        [
          { id: 'both', kind: 'compulsory-pair', cells: ['A', 'B'], ...HEAD },
          buildRelation('r', 'B = A + C'),
        ],
      ),
    )
    expect(localiseErrors(form, { A: 3, C: 4 }, NO_CONTEXT)).toMatchObject({
      cells: ['B'],
      example: { B: 7 },
    })
  })

  it('leave other filings as they are, and name the rules that cannot hold', () => {
    const form = compileForm(
      buildForm(
        [{ code: 'A', maximum: 10, compulsory: true }, 'B'],
        [
          buildRelation('other', 'A >= U-1!X'),
          buildRelation('own', 'B = A'),
          buildRelation('last', 'B <= B@-1'),
        ],
      ),
    )
    const context = { forms: { 'U-1': { X: 20 } }, history: { '1': { B: 9 } } }
    expect(localiseErrors(form, { A: 5, B: 5 }, context)).toEqual({
      cells: [],
      weight: 0,
      example: {},
      proven: true,
      unrepairable: ['other'],
    })
    expect(localiseErrors(form, { A: 10, B: 12 }, { ...context, forms: { 'U-1': { X: 9 } } })).toMatchObject({
      weight: 2,
      cells: ['A', 'B'],
      example: { A: 9, B: 9 },
    })
  })

  it('are still a repair where the search is cut off', () => {
    const codes = Array.from({ length: 12 }, (_, index) => `C${index}`)
    const rules = codes.flatMap((a, i) =>
      codes.slice(i + 1).map((b, j) => buildRelation(`r${i}-${j}`, `${a} + ${b} = ${i + j}`)),
    )
    const form = compileForm(buildForm(codes, rules.slice(0, 11)))
    const values = Object.fromEntries(codes.map((code) => [code, 100]))
    const found = localiseErrors(form, values, NO_CONTEXT, { maxSteps: 15 })
    expect(found.proven).toBe(false)
    expect(errorsOf(form, { ...values, ...found.example })).toEqual([])
  })
})

/* Small systems against every set of cells and every value. */

const CODES = ['A', 'B', 'C', 'D']
const RANGE = [0, 1, 2, 3]
const smallRelation = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom('+', '-', '+ 2 ×'), fc.constantFrom(...CODES)), {
      minLength: 1,
      maxLength: 3,
    }),
    fc.constantFrom('=', '<=', '>=', '<', '>', '!='),
    fc.constantFrom('A', 'B', 'C', 'D', '1', '2', '3', 'U-1!X'),
  )
  .map(([terms, operator, right]) => `${terms.map((term) => term.join(' ')).join(' ')} ${operator} ${right}`)
const small = fc.record({
  relations: fc.array(
    fc.tuple(smallRelation, fc.constantFrom<MissingStrategy>('skip-if-any', 'skip-if-all', 'zero')),
    { minLength: 1, maxLength: 4 },
  ),
  pairs: fc.array(
    fc.tuple(
      fc.constantFrom<PairRule['kind']>('compulsory-pair', 'exclusive-pair'),
      fc.subarray(CODES, { minLength: 2, maxLength: 2 }),
    ),
    { maxLength: 2 },
  ),
  values: fc.array(fc.constantFrom(0, 1, 2, 3, 5, null), { minLength: 4, maxLength: 4 }),
  compulsory: fc.subarray(CODES),
  weights: fc.array(fc.constantFrom(1, 1, 2, 0.5), { minLength: 4, maxLength: 4 }),
})

describe('on small forms', () => {
  it('the set repairs, is proven, and no lighter one does', () => {
    const seen = { repaired: 0, unrepairable: 0, several: 0 }
    fc.assert(
      fc.property(small, ({ relations, pairs, values, compulsory, weights }) => {
        const form = compileForm(
          buildForm(
            CODES.map((code) => ({ code, minimum: 0, maximum: 3, compulsory: compulsory.includes(code) })),
            [
              ...relations.map(([text, missing], index) => buildRelation(`r${index}`, text, { missing })),
              ...pairs.map(([kind, cells], index): PairRule => ({
                id: `p${index}`,
                kind,
                cells: [cells[0] ?? 'A', cells[1] ?? 'B'],
                ...HEAD,
              })),
            ],
          ),
        )
        const filing = Object.fromEntries(CODES.map((code, index) => [code, values[index] ?? null]))
        const context = { forms: { 'U-1': { X: 2 } }, history: {} }
        const weightOf = Object.fromEntries(CODES.map((code, index) => [code, weights[index] ?? 1]))
        const found = localiseErrors(form, filing, context, { weights: weightOf })
        const best = leastWeight(
          form,
          filing,
          context,
          weightOf,
          pairs.flatMap(([, cells]) => cells),
        )
        expect(found.proven).toBe(true)
        if (found.unrepairable !== undefined) {
          seen.unrepairable++
          expect(best).toBe(Infinity)
          return
        }
        seen.repaired++
        if (found.cells.length > 1) seen.several++
        expect(errorsOf(form, { ...filing, ...found.example }, context)).toEqual([])
        expect(found.weight).toBeCloseTo(best, 9)
        expect(found.weight).toBeCloseTo(sumOf(found, weightOf), 9)
        expect(Object.keys(found.example).sort()).toEqual([...found.cells].sort())
      }),
      { numRuns: 1500 },
    )
    expect(seen.repaired).toBeGreaterThan(500)
    expect(seen.unrepairable).toBeGreaterThan(20)
    expect(seen.several).toBeGreaterThan(100)
  })
})

function sumOf({ cells }: Localisation, weights: Readonly<Record<string, number>>): number {
  return cells.reduce((sum, code) => sum + (weights[code] ?? 1), 0)
}

/** Tries every set of cells with every value in it; empty only for optional cells of pairs. */
function leastWeight(
  form: CompiledForm,
  filing: FilingValues,
  context: FilingContext,
  weights: Readonly<Record<string, number>>,
  paired: readonly string[],
): number {
  let best = Infinity
  const options = CODES.map((code): CellValue[] => {
    const isOptional = form.fieldByCode.get(code)?.field.compulsory === false
    const before = filing[code] ?? null
    return [before, ...RANGE, ...(paired.includes(code) && isOptional && before !== null ? [null] : [])]
  })
  for (const a of options[0] ?? [])
    for (const b of options[1] ?? [])
      for (const c of options[2] ?? [])
        for (const d of options[3] ?? []) {
          const tried: FilingValues = { A: a, B: b, C: c, D: d }
          const weight = CODES.reduce(
            (sum, code) => (tried[code] === filing[code] ? sum : sum + (weights[code] ?? 1)),
            0,
          )
          if (weight < best && errorsOf(form, tried, context).length === 0) best = weight
        }
  return best
}

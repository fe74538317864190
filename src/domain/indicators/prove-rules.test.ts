import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_CONTEXT, buildForm, buildRelation } from '#tests/statistical-forms'
import { checkFiling } from './check-filing.ts'
import { compileForm } from './compile-form.ts'
import type { FormDefinition } from './form.ts'
import { proveRules } from './prove-rules.ts'
import type { PairRule } from './relation.ts'

function prove(fields: Parameters<typeof buildForm>[0], relations: readonly string[]) {
  return proveRules(
    compileForm(
      buildForm(
        fields,
        relations.map((text, index) => buildRelation(`r${index + 1}`, text)),
      ),
    ),
  )
}

const POSITIVE = ['A', 'B', 'C', 'D'].map((code) => ({ code, minimum: 0 }))

describe('rules that contradict one another', () => {
  it('are named, and no others', () => {
    const proof = prove(POSITIVE, ['A <= D', 'A >= B + 1', 'C = A', 'B >= C'])
    expect(proof).toMatchObject({ consistent: false, conflict: ['r2', 'r3', 'r4'], complete: true })
  })

  it.each([
    [
      ['A < B', 'B <= A'],
      ['r1', 'r2'],
    ],
    [
      ['A <= B', 'B <= A', 'A != B'],
      ['r1', 'r2', 'r3'],
    ],
    [['A + B < 0'], ['r1']],
    [
      ['A = B', '2 × A = 2 × B + 1'],
      ['r1', 'r2'],
    ],
    [['A < B', 'B < C', 'C < A + 0.001'], null],
    [['A <= B', 'A != B'], null],
    [['A@-1 > A', 'A > A@-1Y'], null],
    [
      ['A <= U-1!X', 'A >= U-1!X + 1'],
      ['r1', 'r2'],
    ],
  ])('in %j are %j', (relations, conflict) => {
    expect(prove(POSITIVE, relations).conflict).toEqual(conflict)
  })

  it('may be an error and a query, but of errors alone first', () => {
    const form = buildForm(POSITIVE, [
      buildRelation('q', 'A = B', { severity: 'query' }),
      buildRelation('e', 'A = B + 1'),
    ])
    expect(proveRules(compileForm(form)).conflict).toEqual(['q', 'e'])
    const worse = { ...form, rules: [...form.rules, buildRelation('f', 'A = B + 2')] }
    expect(proveRules(compileForm(worse)).conflict).toEqual(['e', 'f'])
  })

  it('may be a pair of compulsory cells', () => {
    const pair: PairRule = {
      id: 'p',
      kind: 'exclusive-pair',
      cells: ['A', 'B'],
      severity: 'error',
      standing: 'zone',
      source: 'made for tests',
      enabled: true,
    }
    const cells = ['A', 'B'].map((code) => ({ code, compulsory: true }))
    expect(proveRules(compileForm(buildForm(cells, [pair])))).toMatchObject({ conflict: ['p'] })
    const both: PairRule = { ...pair, kind: 'compulsory-pair' }
    expect(proveRules(compileForm(buildForm(cells, [both])))).toMatchObject({
      consistent: true,
      pointless: ['p'],
    })
    expect(proveRules(compileForm(buildForm(['A', 'B'], [pair])))).toMatchObject({ consistent: true })
  })
})

describe('rules that say nothing new', () => {
  it('come with what they follow from, so many times', () => {
    expect(prove(POSITIVE, ['A >= B + C', 'B >= 2 × D', 'A >= 2 × D']).redundant).toEqual([
      {
        rule: 'r3',
        by: ['r1', 'r2'],
        follows: [
          {
            limit: 'least',
            from: expect.arrayContaining([
              { of: 'rule', id: 'r1', limit: 'least', times: '1' },
              { of: 'rule', id: 'r2', limit: 'least', times: '1' },
              { of: 'field', id: 'C', limit: 'least', times: '1' },
            ]) as unknown,
          },
        ],
        // Where C is missing, r1 is not judged.
        evenWithMissing: false,
      },
    ])
  })

  it('are the later of two that say the same, and hold with missing cells too', () => {
    expect(prove(POSITIVE, ['A = B', '3 × B = 3 × A']).redundant).toEqual([
      {
        rule: 'r2',
        by: ['r1'],
        follows: [
          { limit: 'most', from: [{ of: 'rule', id: 'r1', limit: 'least', times: '3' }] },
          { limit: 'least', from: [{ of: 'rule', id: 'r1', limit: 'most', times: '3' }] },
        ],
        evenWithMissing: true,
      },
    ])
  })

  it('are pointless where the fields alone imply them', () => {
    const proof = prove(
      [
        { code: 'A', maximum: 10 },
        { code: 'B', minimum: 10 },
      ],
      ['A <= B', 'A < B + 1', 'A < B'],
    )
    expect(proof.pointless).toEqual(['r1', 'r2'])
    expect(proof.redundant.map(({ rule }) => rule)).toEqual(['r1', 'r2'])
  })

  it('are no errors that follow from queries', () => {
    const form = buildForm(POSITIVE, [
      buildRelation('q', 'A <= B', { severity: 'query' }),
      buildRelation('e', 'A <= B + 1'),
    ])
    expect(proveRules(compileForm(form)).redundant).toEqual([])
    const other = buildForm(POSITIVE, [
      buildRelation('q', 'A <= B + 1', { severity: 'query' }),
      buildRelation('e', 'A <= B'),
    ])
    expect(proveRules(compileForm(other)).redundant).toMatchObject([{ rule: 'q' }])
  })

  it('are told apart by their tolerance', () => {
    const form = (first: number, second: number): FormDefinition =>
      buildForm(POSITIVE, [
        buildRelation('r1', 'A = B', { tolerance: first }),
        buildRelation('r2', 'A = B', { tolerance: second }),
      ])
    expect(proveRules(compileForm(form(1, 2))).redundant).toMatchObject([{ rule: 'r2' }])
    expect(proveRules(compileForm(form(2, 1))).redundant).toMatchObject([{ rule: 'r1' }])
  })
})

describe('a cell that the rules pin down', () => {
  it('is named with its value', () => {
    // Written the wrong way round: a total that is to be no more than one of its parts.
    const proof = prove(POSITIVE, ['A = B + C', 'A <= B'])
    expect(proof.pinned.map(({ cell, value }) => [cell, value])).toEqual([['C', 0]])
    expect(prove(POSITIVE, ['A = B + C', 'A >= B']).pinned).toEqual([])
    expect(prove(POSITIVE, ['2 × A = 7']).pinned).toMatchObject([{ cell: 'A', value: 3.5 }])
  })
})

/* Against every filing of three small figures. */

const relation = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom('+', '-', '+ 2 ×'), fc.constantFrom('A', 'B', 'C')), {
      minLength: 1,
      maxLength: 3,
    }),
    fc.constantFrom('=', '<=', '>=', '<', '>', '!='),
    fc.constantFrom('A', 'B', 'C', '0', '1', '2'),
  )
  .map(([terms, operator, right]) => `${terms.map((term) => term.join(' ')).join(' ')} ${operator} ${right}`)
const GRID = [-2, -1, 0, 1, 2, 3]
const FILINGS = GRID.flatMap((A) => GRID.flatMap((B) => GRID.map((C) => ({ A, B, C }))))

describe('on small forms', () => {
  it('no filing contradicts what was proved', () => {
    const seen = { conflicts: 0, redundant: 0, pinned: 0 }
    fc.assert(
      fc.property(fc.array(relation, { minLength: 1, maxLength: 6 }), (relations) => {
        const fields = [{ code: 'A', minimum: 0 }, { code: 'B', maximum: 2 }, 'C']
        const rules = relations.map((text, index) => buildRelation(`r${index}`, text))
        const formOf = (ids: (id: string) => boolean) =>
          compileForm(
            buildForm(
              fields,
              rules.filter(({ id }) => ids(id)),
            ),
          )
        const sound = (ids: (id: string) => boolean) => {
          const form = formOf(ids)
          return FILINGS.filter((filing) => checkFiling(form, filing, NO_CONTEXT).length === 0)
        }
        const proof = proveRules(formOf(() => true))
        expect(proof.complete).toBe(true)
        if (proof.conflict !== null) {
          seen.conflicts++
          const { conflict } = proof
          expect(sound((id) => conflict.includes(id))).toEqual([])
          for (const left of conflict)
            expect(proveRules(formOf((id) => id !== left && conflict.includes(id))).consistent).toBe(true)
          return
        }
        const dropped = proof.redundant.map(({ rule }) => rule)
        seen.redundant += dropped.length
        expect(sound((id) => !dropped.includes(id))).toEqual(sound(() => true))
        seen.pinned += proof.pinned.length
        for (const { cell, value } of proof.pinned)
          for (const filing of sound(() => true)) expect(filing).toHaveProperty(cell, value)
        // Whatever remains says something: without it, more can be filed.
        const kept = rules.filter(({ id }) => !dropped.includes(id))
        expect(proveRules(formOf((id) => kept.some((rule) => rule.id === id))).redundant).toEqual([])
      }),
      { numRuns: 400 },
    )
    expect(seen.conflicts).toBeGreaterThan(50)
    expect(seen.redundant).toBeGreaterThan(50)
    expect(seen.pinned).toBeGreaterThan(20)
  })
})

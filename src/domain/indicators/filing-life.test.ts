import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  FILING_ACTS,
  FILING_STATES,
  decideFiling,
  possibleFilingActs,
  type FilingActor,
  type FilingFacts,
} from './filing-life.ts'

const clean: FilingFacts = {
  state: 'submitted',
  final: false,
  approval: 'approve',
  errors: 0,
  unexplained: 0,
  openQueries: 0,
  period: 'open',
  unit: 'enterprise',
  outside: false,
}
const filer: FilingActor = { filer: true, park: false, office: false }
const park: FilingActor = { filer: false, park: true, office: false }
const office: FilingActor = { filer: false, park: false, office: true }

function code(facts: Partial<FilingFacts>, act: (typeof FILING_ACTS)[number], actor: FilingActor) {
  const decided = decideFiling({ ...clean, ...facts }, act, actor)
  return decided.ok ? decided.value : decided.issues[0]?.code
}

describe('the way of a filing', () => {
  it('one step: the park’s approval is final', () => {
    expect(code({ state: 'draft' }, 'submit', filer)).toEqual({ state: 'submitted', final: false })
    expect(code({}, 'approve', park)).toEqual({ state: 'approved', final: true })
    expect(code({ state: 'approved', final: true }, 'accept', office)).toBe('statistics.wrong_state')
  })

  it('two steps: approved by the park, accepted by the zone', () => {
    const form = { approval: 'approve-then-accept' } as const
    expect(code(form, 'approve', park)).toEqual({ state: 'approved', final: false })
    expect(code({ ...form, state: 'approved' }, 'accept', park)).toBe('statistics.not_yours')
    expect(code({ ...form, state: 'approved' }, 'accept', office)).toEqual({ state: 'accepted', final: true })
    expect(code({ ...form, state: 'approved' }, 'return', office)).toEqual({
      state: 'returned',
      final: false,
    })
    expect(code({ ...form, state: 'accepted', final: true }, 'unapprove', park)).toBe('statistics.not_yours')
  })

  it('nobody approves his own', () => {
    expect(code({}, 'approve', filer)).toBe('statistics.not_yours')
    const ownForm = { unit: 'park' } as const
    expect(code(ownForm, 'approve', { filer: true, park: true, office: false })).toBe('statistics.not_yours')
    expect(code(ownForm, 'approve', office)).toEqual({ state: 'approved', final: true })
  })

  it('errors keep it from being submitted, what is unexplained or asked from being approved', () => {
    expect(code({ state: 'draft', errors: 2 }, 'submit', filer)).toBe('statistics.errors_stand')
    expect(code({ state: 'draft', unexplained: 2 }, 'submit', filer)).toMatchObject({ state: 'submitted' })
    expect(code({ unexplained: 1 }, 'approve', park)).toBe('statistics.unexplained')
    expect(code({ openQueries: 1 }, 'approve', park)).toBe('statistics.queries_open')
  })

  it('a locked period holds everybody, one that has not begun too', () => {
    for (const act of FILING_ACTS)
      for (const actor of [filer, park, office]) {
        expect(code({ period: 'locked' }, act, actor)).toBe('statistics.period_locked')
        expect(code({ period: 'planned' }, act, actor)).toBe('statistics.not_yet_open')
      }
  })

  const facts = fc.record({
    state: fc.option(fc.constantFrom(...FILING_STATES)),
    final: fc.boolean(),
    approval: fc.constantFrom('approve' as const, 'approve-then-accept' as const),
    errors: fc.nat(2),
    unexplained: fc.nat(2),
    openQueries: fc.nat(2),
    period: fc.constantFrom('planned' as const, 'open' as const, 'locked' as const),
    unit: fc.constantFrom('enterprise' as const, 'park' as const),
    outside: fc.boolean(),
  })
  const actors = fc.record({ filer: fc.boolean(), park: fc.boolean(), office: fc.boolean() })

  it('nothing with errors, open questions or unexplained figures ever becomes final, and no filer makes it so', () => {
    fc.assert(
      fc.property(facts, actors, fc.constantFrom(...FILING_ACTS), (one, actor, act) => {
        const decided = decideFiling(one, act, actor)
        if (!decided.ok || !decided.value.final || one.final) return
        expect(one.errors + one.unexplained + one.openQueries).toBe(0)
        expect(actor.park || actor.office).toBe(true)
        expect(['approve', 'accept']).toContain(act)
      }),
    )
  })

  it('what is shown as possible is what is decided', () => {
    fc.assert(
      fc.property(facts, actors, (one, actor) => {
        const shown = possibleFilingActs(one, actor)
        for (const act of FILING_ACTS) {
          const decided = decideFiling(one, act, actor)
          expect(shown.some((entry) => entry.act === act && entry.possible)).toBe(decided.ok)
        }
      }),
    )
  })
})

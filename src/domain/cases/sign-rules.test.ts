import { describe, expect, it } from 'vitest'
import { ann, ben, boss, CasePlay, cat, dan, eve, places, proceed, text } from '#tests/case-play'
import type { NodeDefinition, SignRule, StepNode } from './definition.ts'

const people = { b: ben, c: cat, d: dan, e: eve }
type Name = keyof typeof people

function signed(sign: SignRule | undefined): Record<string, NodeDefinition> {
  const a: StepNode = {
    kind: 'step',
    name: text('签署'),
    by: 'signers',
    ...(sign === undefined ? {} : { sign }),
    actions: {
      agree: { name: text('同意'), to: 'agreed' },
      object: { name: text('不同意'), to: 'objected' },
      veto: { name: text('否决'), to: 'vetoed', atOnce: true },
      differ: { name: text('意见不一'), to: 'consult', bySystem: true },
    },
  }
  const end = (outcome: string): NodeDefinition => ({
    kind: 'end',
    name: text(outcome),
    outcome,
    tone: 'plain',
  })
  return {
    a,
    consult: {
      kind: 'step',
      name: text('协商'),
      by: 'initiator',
      actions: { end: { name: text('结束'), to: 'objected' } },
    },
    agreed: end('agreed'),
    objected: end('objected'),
    vetoed: end('vetoed'),
  }
}

const all: SignRule = { rule: 'all', mixed: 'differ' }
const any: SignRule = { rule: 'any' }
const two: SignRule = { rule: 'count', count: 2, mixed: 'differ' }
const byTurns: SignRule = { rule: 'sequence', mixed: 'differ' }

/** Who signs what, one after the other, and where the step stands then: open, or decided by an action. */
const table: readonly [string, SignRule | undefined, string, readonly string[], string | null][] = [
  ['one signer decides', undefined, 'b', ['b agree'], 'agree'],
  ['without a rule the first of several decides', undefined, 'bc', ['c object'], 'object'],
  ['会签 waits for every signer', all, 'bcd', ['b agree', 'd agree'], null],
  ['会签 decides when all agree', all, 'bcd', ['b agree', 'd agree', 'c agree'], 'agree'],
  ['会签 of one mind against it decides so', all, 'bc', ['b object', 'c object'], 'object'],
  ['会签 hears all before it says they differ', all, 'bcd', ['b object', 'c agree'], null],
  [
    '会签 with different voices takes the mixed action',
    all,
    'bcd',
    ['b object', 'c agree', 'd agree'],
    'differ',
  ],
  ['会签 is cut short by an action at once', all, 'bcd', ['b agree', 'c veto'], 'veto'],
  ['或签 is decided by the first', any, 'bcd', ['c agree'], 'agree'],
  ['n of m waits for n of one mind', two, 'bcde', ['b agree', 'c object'], null],
  ['n of m decides at the n-th voice', two, 'bcde', ['b agree', 'c object', 'd agree'], 'agree'],
  ['n of m decides against too', two, 'bcde', ['b object', 'e object'], 'object'],
  ['n of m that nobody can reach any more is mixed', two, 'bc', ['b agree', 'c object'], 'differ'],
  ['依次 gives the turn to the next', byTurns, 'bcd', ['b agree'], null],
  ['依次 decides after the last', byTurns, 'bcd', ['b agree', 'c agree', 'd agree'], 'agree'],
  ['依次 with different voices is mixed', byTurns, 'bcd', ['b agree', 'c object', 'd agree'], 'differ'],
  ['依次 is cut short by an action at once', byTurns, 'bcd', ['b veto'], 'veto'],
]

describe.each(places)('signing rules %s', (place) => {
  it.each(table)('%s', (_, sign, signers, acts, decided) => {
    const play = new CasePlay(proceed(place, signed(sign))).submitted({ signers: [...signers] })
    for (const turn of acts) {
      const [name, action] = turn.split(' ')
      play.act(people[name as Name], 'a', action ?? '')
    }
    const step = play.step('a')
    expect(step.decision).toBe(decided)
    expect(step.status).toBe(decided === null ? 'active' : 'done')
    if (decided === 'differ') expect(play.active()).toContain('consult')
    if (decided === 'agree' && place === 'in the case itself') expect(play.state.outcome).toBe('agreed')
    if (decided === 'agree' && place !== 'in the case itself') {
      expect(play.active()).toEqual(['side'])
      expect(play.state.branches[0]).toMatchObject({ status: 'done', outcome: 'agreed' })
    }
  })

  it('lets only the one whose turn it is sign in 依次', () => {
    const play = new CasePlay(proceed(place, signed(byTurns))).submitted({ signers: ['b', 'c'] })
    expect(play.refusal(cat, play.acting('a', 'agree')).code).toBe('cases.not_your_turn')
    play.act(ben, 'a', 'agree')
    expect(play.seats('a')).toEqual({ b: 'acted', c: 'active' })
    expect(play.effects).toMatchObject([{ kind: 'notify', message: 'assigned', to: ['org:c'] }])
  })

  it('refuses a second act of the same signer, and one of somebody else', () => {
    const play = new CasePlay(proceed(place, signed(all))).submitted({ signers: ['b', 'c'] })
    const acting = play.acting('a', 'agree')
    play.do(ben, acting)
    expect(play.refusal(ben, acting).code).toBe('cases.stale')
    expect(play.refusal(eve, acting).code).toBe('cases.not_yours')
    play.do(cat, acting)
    expect(play.refusal(dan, acting).code).toBe(
      place === 'in the case itself' ? 'cases.closed' : 'cases.stale',
    )
  })

  it('offers nobody an action that only the system takes', () => {
    const play = new CasePlay(proceed(place, signed(all))).submitted({ signers: ['b', 'c'] })
    expect(play.refusal(ben, play.acting('a', 'differ')).code).toBe('cases.action_unknown')
    expect(play.refusal(ben, play.acting('a', 'toString')).code).toBe('cases.action_unknown')
  })

  it('leaves the seats of the others skipped once the step is decided', () => {
    const play = new CasePlay(proceed(place, signed(any))).submitted({ signers: ['b', 'c', 'd'] })
    play.act(cat, 'a', 'agree')
    expect(play.seats('a')).toEqual({ b: 'skipped', c: 'acted', d: 'skipped' })
  })

  it('refuses to give a step to nobody, and to fewer than must agree', () => {
    const nobody = new CasePlay(proceed(place, signed(all))).open({ signers: [] })
    expect(nobody.refusal(ann, nobody.acting('draft', 'submit'))).toMatchObject({
      code: 'cases.nobody',
      params: { node: 'a', participant: 'signers' },
    })
    const few = new CasePlay(proceed(place, signed(two))).open({ signers: ['b'] })
    expect(few.refusal(ann, few.acting('draft', 'submit'))).toMatchObject({
      code: 'cases.too_few_signers',
      params: { count: 2, signers: 1 },
    })
  })

  it('counts by a setting that the zone has changed', () => {
    const sign: SignRule = { rule: 'count', count: 'quorum', mixed: 'differ' }
    const source = { text: text('约定'), status: 'assumed' as const }
    const settings = { quorum: { name: text('人数'), value: 1, source } }
    const play = new CasePlay(proceed(place, signed(sign), { settings }), { settings: { quorum: 2 } })
    play.submitted({ signers: ['b', 'c', 'd'] }).act(ben, 'a', 'agree')
    expect(play.step('a').status).toBe('active')
    expect(play.act(dan, 'a', 'agree').step('a').decision).toBe('agree')
  })

  it('asks one organisation once, however often it is named', () => {
    const play = new CasePlay(proceed(place, signed(all))).submitted({ signers: ['b', 'c', 'b'] })
    expect(play.seats('a')).toEqual({ b: 'active', c: 'active' })
    expect(play.step('a').seats).toHaveLength(2)
  })

  it('refuses whoever is of another organisation, whatever their role', () => {
    const play = new CasePlay(proceed(place, signed(all))).submitted({ signers: ['b'] })
    expect(play.refusal(boss, play.acting('a', 'agree')).code).toBe('cases.not_yours')
  })
})

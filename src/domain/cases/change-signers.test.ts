import { describe, expect, it } from 'vitest'
import {
  ann,
  ben,
  boss,
  CasePlay,
  cat,
  dan,
  eve,
  person,
  places,
  proceed,
  text,
  type Place,
} from '#tests/case-play'
import type { CaseCommand } from './commands.ts'
import type { NodeDefinition, SignRule } from './definition.ts'

const end = (outcome: string): NodeDefinition => ({
  kind: 'end',
  name: text(outcome),
  outcome,
  tone: 'plain',
})

function nodes(sign: SignRule = { rule: 'all', mixed: 'object' }): Record<string, NodeDefinition> {
  return {
    a: {
      kind: 'step',
      name: text('会签'),
      by: 'signers',
      sign,
      allow: ['transfer', 'delegate', 'add-before', 'add-after', 'remove'],
      returns: ['initiator'],
      actions: {
        agree: { name: text('同意'), to: 'agreed' },
        object: { name: text('不同意'), to: 'objected' },
        veto: { name: text('否决'), to: 'objected', atOnce: true },
      },
    },
    agreed: end('agreed'),
    objected: end('objected'),
  }
}

function begun(place: Place, signers: string, sign?: SignRule): CasePlay {
  return new CasePlay(proceed(place, nodes(sign))).submitted({ signers: [...signers] })
}

const reason = '职责所在'
type Change = Extract<CaseCommand, { kind: 'transfer' | 'delegate' }>

function passing(play: CasePlay, kind: Change['kind'], to: string): Change {
  return { kind, activation: play.step('a').id, to, reason }
}

function adding(play: CasePlay, where: 'before' | 'after', to: string): CaseCommand {
  return { kind: 'add-signer', activation: play.step('a').id, to, where, reason }
}

function removing(play: CasePlay, party: string): CaseCommand {
  const seat = play.step('a').seats.findLast((other) => other.party === party)
  return { kind: 'remove-signer', activation: play.step('a').id, seat: seat?.id ?? '', reason }
}

const outcomeOf = (play: CasePlay) => play.step('a').decision

describe.each(places)('转办 %s', (place) => {
  it('passes the turn to another, whose voice counts', () => {
    const play = begun(place, 'bc')
    play.do(ben, passing(play, 'transfer', 'org:d'))
    expect(play.seats('a')).toEqual({ b: 'transferred', d: 'active', c: 'active' })
    expect(play.effects).toMatchObject([{ kind: 'notify', message: 'assigned', to: ['org:d'] }])
    expect(play.refusal(ben, play.acting('a', 'agree')).code).toBe('cases.stale')
    expect(outcomeOf(play.act(dan, 'a', 'agree').act(cat, 'a', 'agree'))).toBe('agree')
  })

  it('keeps the place in the order of 依次', () => {
    const play = begun(place, 'bcd', { rule: 'sequence', mixed: 'object' })
    play.do(ben, passing(play, 'transfer', 'user:eve'))
    expect(play.refusal(cat, play.acting('a', 'agree')).code).toBe('cases.not_your_turn')
    play.act(eve, 'a', 'agree')
    expect(play.seats('a')).toEqual({ b: 'transferred', eve: 'acted', c: 'active', d: 'waiting' })
  })

  it('may be passed on', () => {
    const play = begun(place, 'b')
    play.do(ben, passing(play, 'transfer', 'org:c')).do(cat, passing(play, 'transfer', 'role:leader'))
    expect(play.seats('a')).toEqual({ b: 'transferred', c: 'transferred', leader: 'active' })
    expect(outcomeOf(play.act(boss, 'a', 'object'))).toBe('object')
  })

  it('refuses somebody who signs already, nobody, and no reason', () => {
    const play = begun(place, 'bc')
    expect(play.refusal(ben, passing(play, 'transfer', 'org:c')).code).toBe('cases.already_signer')
    expect(play.refusal(ben, passing(play, 'transfer', 'org:b')).code).toBe('cases.already_signer')
    expect(play.refusal(ben, passing(play, 'transfer', 'somebody')).code).toBe('cases.party_invalid')
    expect(play.refusal(ben, { ...passing(play, 'transfer', 'org:d'), reason: '' }).code).toBe(
      'cases.reason_required',
    )
    expect(play.refusal(dan, passing(play, 'transfer', 'org:d')).code).toBe('cases.not_yours')
  })
})

describe.each(places)('委派 %s', (place) => {
  it('comes back to the one who asked, who decides', () => {
    const play = begun(place, 'b')
    play.do(ben, passing(play, 'delegate', 'org:d'))
    expect(play.seats('a')).toEqual({ d: 'active', b: 'waiting' })
    expect(play.refusal(ben, play.acting('a', 'agree')).code).toBe('cases.not_your_turn')
    play.act(dan, 'a', 'object', { opinion: '建议不同意' })
    expect(play.seats('a')).toEqual({ d: 'acted', b: 'active' })
    expect(play.step('a').status).toBe('active')
    expect(outcomeOf(play.act(ben, 'a', 'agree'))).toBe('agree')
  })

  it('decides nothing, not even by an action at once', () => {
    const play = begun(place, 'b')
    play.do(ben, passing(play, 'delegate', 'org:d')).act(dan, 'a', 'veto')
    expect(play.seats('a')).toEqual({ d: 'acted', b: 'active' })
  })

  it('leaves no voice when the one who asked is taken out after the answer', () => {
    const play = begun(place, 'bc')
    play
      .do(ben, passing(play, 'delegate', 'org:d'))
      .act(dan, 'a', 'object')
      .do(cat, removing(play, 'org:b'))
    expect(outcomeOf(play.act(cat, 'a', 'agree'))).toBe('agree')
  })

  it('gives the delegate the opinion only: no passing on, no sending back', () => {
    const play = begun(place, 'b')
    play.do(ben, passing(play, 'delegate', 'org:d'))
    expect(play.refusal(dan, passing(play, 'transfer', 'org:e')).code).toBe('cases.not_allowed_here')
    expect(play.refusal(dan, passing(play, 'delegate', 'org:e')).code).toBe('cases.not_allowed_here')
    const back: CaseCommand = { kind: 'return', activation: play.step('a').id, to: 'initiator', reason }
    expect(play.refusal(dan, back).code).toBe('cases.not_allowed_here')
  })

  it('can be called off while the delegate has not answered', () => {
    const play = begun(place, 'b')
    play.do(ben, passing(play, 'delegate', 'org:d')).do(ben, removing(play, 'org:d'))
    expect(play.seats('a')).toEqual({ d: 'removed', b: 'active' })
  })
})

describe.each(places)('加签 %s', (place) => {
  it('前加签: the added one first, then the one who asked', () => {
    const play = begun(place, 'bc')
    play.do(ben, adding(play, 'before', 'org:d'))
    expect(play.seats('a')).toEqual({ d: 'active', b: 'waiting', c: 'active' })
    play.act(cat, 'a', 'agree').act(dan, 'a', 'object')
    expect(play.seats('a')).toMatchObject({ b: 'active' })
    // The voice of the seat is that of the last who signs at it.
    expect(outcomeOf(play.act(ben, 'a', 'agree'))).toBe('agree')
  })

  it('后加签: the added one after, with the last word', () => {
    const play = begun(place, 'b')
    play.do(ben, adding(play, 'after', 'org:d'))
    expect(play.seats('a')).toEqual({ b: 'active', d: 'waiting' })
    play.act(ben, 'a', 'agree')
    expect(play.step('a').status).toBe('active')
    expect(outcomeOf(play.act(dan, 'a', 'object'))).toBe('object')
  })

  it('several after one another, in the order in which they were added', () => {
    const play = begun(place, 'b')
    play.do(ben, adding(play, 'after', 'org:c')).do(ben, adding(play, 'after', 'org:d'))
    play.act(ben, 'a', 'agree')
    expect(play.seats('a')).toEqual({ b: 'acted', c: 'active', d: 'waiting' })
    play.act(cat, 'a', 'agree')
    expect(outcomeOf(play.act(dan, 'a', 'agree'))).toBe('agree')
  })

  it('before one who was added before', () => {
    const play = begun(place, 'b')
    play.do(ben, adding(play, 'before', 'org:c')).do(cat, adding(play, 'before', 'org:d'))
    expect(play.step('a').seats.map(({ party, state }) => [party, state])).toEqual([
      ['org:d', 'active'],
      ['org:c', 'waiting'],
      ['org:b', 'waiting'],
    ])
    play.act(dan, 'a', 'agree').act(cat, 'a', 'agree')
    expect(outcomeOf(play.act(ben, 'a', 'agree'))).toBe('agree')
  })

  it('in 依次 the next signer waits for those added', () => {
    const play = begun(place, 'bc', { rule: 'sequence', mixed: 'object' })
    play.do(ben, adding(play, 'after', 'org:d')).act(ben, 'a', 'agree')
    expect(play.seats('a')).toEqual({ b: 'acted', d: 'active', c: 'waiting' })
    play.act(dan, 'a', 'agree')
    expect(play.seats('a')).toMatchObject({ c: 'active' })
  })

  it('in 或签 the seat speaks once those added have signed', () => {
    const play = begun(place, 'bc', { rule: 'any' })
    play.do(ben, adding(play, 'after', 'org:d')).act(ben, 'a', 'object')
    expect(play.step('a').status).toBe('active')
    expect(outcomeOf(play.act(cat, 'a', 'agree'))).toBe('agree')
  })

  it('an action at once by an added signer decides', () => {
    const play = begun(place, 'bc')
    play.do(ben, adding(play, 'before', 'org:d'))
    expect(outcomeOf(play.act(dan, 'a', 'veto'))).toBe('veto')
  })

  it('refuses one who signs already', () => {
    const play = begun(place, 'bc')
    expect(play.refusal(ben, adding(play, 'after', 'org:c')).code).toBe('cases.already_signer')
  })
})

describe.each(places)('减签 %s', (place) => {
  it('takes out one who has not signed; the others decide', () => {
    const play = begun(place, 'bcd')
    play.act(cat, 'a', 'agree').do(ben, removing(play, 'org:d'))
    expect(play.seats('a')).toEqual({ b: 'active', c: 'acted', d: 'removed' })
    expect(outcomeOf(play.act(ben, 'a', 'agree'))).toBe('agree')
    expect(play.refusal(dan, play.acting('a', 'agree')).code).toMatch(/stale|closed/)
  })

  it('one who waits calls off those whom they added, and nobody else', () => {
    const play = begun(place, 'bcd', { rule: 'sequence', mixed: 'object' })
    play.do(ben, adding(play, 'before', 'org:e'))
    expect(play.refusal(cat, removing(play, 'org:e')).code).toBe('cases.not_your_turn')
    expect(play.refusal(ben, removing(play, 'org:c')).code).toBe('cases.not_removable')
    play.do(ben, removing(play, 'org:e'))
    expect(play.seats('a')).toEqual({ e: 'removed', b: 'active', c: 'waiting', d: 'waiting' })
  })

  it('refuses the last signer, oneself, and one who has signed', () => {
    const play = begun(place, 'bc')
    expect(play.refusal(ben, removing(play, 'org:b')).code).toBe('cases.not_removable')
    play.act(cat, 'a', 'agree')
    expect(play.refusal(ben, removing(play, 'org:c')).code).toBe('cases.not_removable')
    expect(play.refusal(cat, removing(play, 'org:b')).code).toBe('cases.stale')
    expect(play.refusal(eve, removing(play, 'org:b')).code).toBe('cases.not_yours')
  })

  it('keeps as many as must agree', () => {
    const play = begun(place, 'bcd', { rule: 'count', count: 2, mixed: 'object' })
    play.do(ben, removing(play, 'org:d'))
    expect(play.refusal(ben, removing(play, 'org:c')).code).toBe('cases.last_signer')
  })
})

describe('who signs an organisation’s seat', () => {
  it('is anybody of it with a role that the participant names, or a person named in their stead', () => {
    const definition = proceed('in the case itself', nodes(), {
      participants: { signers: { kind: 'field', field: 'signers', roles: ['chief'], name: text('负责人') } },
    })
    const play = new CasePlay(definition).submitted({ signers: ['b'] })
    expect(play.refusal(ben, play.acting('a', 'agree')).code).toBe('cases.not_yours')
    const chief = person('bea', 'b', { roles: ['chief'] })
    play.do(chief, passing(play, 'transfer', 'user:ben')).act(ben, 'a', 'agree')
    expect(play.state.outcome).toBe('agreed')
    expect(play.refusal(ann, { kind: 'comment', text: 'x', attachments: [] }).code).toBe('cases.closed')
  })
})

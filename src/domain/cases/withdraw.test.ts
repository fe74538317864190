import { describe, expect, it } from 'vitest'
import { ann, ben, CasePlay, cat, dan, person, places, proceed, text, type Place } from '#tests/case-play'
import type { CaseCommand } from './commands.ts'
import type { NodeDefinition, SignRule } from './definition.ts'

const end: NodeDefinition = { kind: 'end', name: text('结束'), outcome: 'done', tone: 'good' }

function nodes(to: string, sign?: SignRule): Record<string, NodeDefinition> {
  return {
    a: {
      kind: 'step',
      name: text('承办'),
      by: 'signers',
      ...(sign === undefined ? {} : { sign }),
      allow: ['withdraw', 'add-after'],
      actions: { agree: { name: text('同意'), to }, object: { name: text('不同意'), to: 'done' } },
    },
    b: {
      kind: 'step',
      name: text('复核'),
      by: 'second',
      actions: { agree: { name: text('同意'), to: 'done' } },
    },
    // Two more run side by side.
    fork: { kind: 'parallel', name: text('并联'), branches: ['x', 'y'], join: { rule: 'all' }, to: 'done' },
    x: {
      kind: 'step',
      within: 'fork',
      name: text('甲'),
      by: 'first',
      actions: { ok: { name: text('好'), to: 'ended' } },
    },
    y: {
      kind: 'step',
      within: 'fork',
      name: text('乙'),
      by: 'second',
      actions: { ok: { name: text('好'), to: 'ended' } },
    },
    ended: { kind: 'end', within: 'fork', name: text('支结束'), outcome: 'x', tone: 'plain' },
    sub: { kind: 'subcase', name: text('子件'), procedure: 'other', data: {}, wait: true, to: 'done' },
    done: end,
  }
}

const parties = { first: 'e', second: 'd', signers: ['b', 'c'] }

function begun(place: Place, to: string, sign?: SignRule): CasePlay {
  return new CasePlay(proceed(place, nodes(to, sign))).submitted(parties)
}

function withdrawing(play: CasePlay, node = 'a'): CaseCommand {
  return { kind: 'withdraw', activation: play.step(node).id, reason: '意见有误' }
}

describe.each(places)('撤回 %s', (place) => {
  const others = place === 'in the case itself' ? [] : ['side']

  it('takes the act back while the next has not acted', () => {
    const play = begun(place, 'b').act(ben, 'a', 'agree')
    play.do(ben, withdrawing(play))
    expect(play.active().toSorted()).toEqual(['a', ...others])
    expect(play.step('b')).toMatchObject({ status: 'cancelled', decision: 'withdrawn' })
    expect(play.seats('a')).toEqual({ b: 'active', c: 'active' })
    expect(play.step('a').seats[0]).toMatchObject({ action: null, opinion: null, actedBy: null })
    play.act(ben, 'a', 'object')
    expect(play.active()).toEqual(others)
  })

  it('comes too late once the next has acted', () => {
    const play = begun(place, 'b').act(ben, 'a', 'agree')
    const command = withdrawing(play)
    play.act(dan, 'b', 'agree')
    expect(play.refusal(ben, command).code).toBe(
      place === 'in the case itself' ? 'cases.closed' : 'cases.withdraw_too_late',
    )
  })

  it('is for one’s own act only', () => {
    const play = begun(place, 'b').act(ben, 'a', 'agree')
    expect(play.refusal(cat, withdrawing(play)).code).toBe('cases.nothing_to_withdraw')
    expect(play.refusal(person('bob', 'b'), withdrawing(play)).code).toBe('cases.nothing_to_withdraw')
    expect(play.refusal(dan, withdrawing(play, 'b')).code).toBe('cases.not_allowed_here')
    expect(play.refusal(ann, withdrawing(play, 'draft')).code).toBe('cases.not_allowed_here')
  })

  it('leaves what others signed beside it', () => {
    const play = begun(place, 'b', { rule: 'all', mixed: 'object' })
    play.act(ben, 'a', 'agree').act(cat, 'a', 'agree').do(ben, withdrawing(play))
    expect(play.seats('a')).toEqual({ b: 'active', c: 'acted' })
    play.act(ben, 'a', 'agree')
    expect(play.active()).toContain('b')
  })

  it('comes too late for one after whom an added signer acted', () => {
    const play = begun(place, 'b', { rule: 'any' })
    const activation = play.step('a').id
    play.do(ben, { kind: 'add-signer', activation, to: 'user:eve', where: 'after', reason: '请核' })
    play.act(ben, 'a', 'agree').act(person('eve', 'x'), 'a', 'agree')
    expect(play.refusal(ben, withdrawing(play)).code).toBe('cases.withdraw_too_late')
    play.do(person('eve', 'x'), withdrawing(play))
    expect(play.seats('a')).toEqual({ b: 'acted', c: 'active', eve: 'active' })
  })

  it('takes back parallel work that nobody has begun', () => {
    const play = begun(place, 'fork').act(ben, 'a', 'agree')
    expect(play.active()).toEqual(expect.arrayContaining(['x', 'y']))
    play.do(ben, withdrawing(play))
    expect(play.active().toSorted()).toEqual(['a', ...others])
    expect(
      play.state.branches.filter(({ node, status }) => node === 'fork' && status === 'cancelled'),
    ).toHaveLength(2)
    const started = begun(place, 'fork').act(ben, 'a', 'agree').act(person('eve', 'e'), 'x', 'ok')
    expect(started.refusal(ben, withdrawing(started)).code).toBe('cases.withdraw_too_late')
  })

  it('comes too late when another case was opened', () => {
    const play = begun(place, 'sub').act(ben, 'a', 'agree')
    expect(play.refusal(ben, withdrawing(play)).code).toBe('cases.withdraw_too_late')
  })
})

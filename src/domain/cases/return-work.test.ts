import { describe, expect, it } from 'vitest'
import { ann, ben, CasePlay, cat, dan, person, places, proceed, text } from '#tests/case-play'
import type { CaseCommand } from './commands.ts'
import type { NodeDefinition, StepNode } from './definition.ts'

const step = (by: string, to: string, more: Partial<StepNode> = {}): StepNode => ({
  kind: 'step',
  name: text(by),
  by,
  actions: { agree: { name: text('同意'), to } },
  ...more,
})

const end: NodeDefinition = { kind: 'end', name: text('结束'), outcome: 'done', tone: 'good' }
const side = person('sid', 'side')

/** a (甲) -> b (乙) -> c (会签) -> done; c may send back. */
function chain(afterReturn: 'direct' | 'walk', more: Partial<StepNode> = {}): Record<string, NodeDefinition> {
  return {
    a: step('first', 'b', {
      actions: { agree: { name: text('同意'), to: 'b' }, drop: { name: text('不办'), to: 'done' } },
    }),
    b: step('second', 'c', { returns: ['previous'] }),
    c: step('signers', 'done', { returns: ['initiator', 'previous', 'earlier'], afterReturn, ...more }),
    done: end,
  }
}

const parties = { first: 'b', second: 'c', signers: ['d'] }

function returning(play: CasePlay, node: string, to: string, reason = '材料不全'): CaseCommand {
  return { kind: 'return', activation: play.step(node).id, to, reason }
}

function atC(
  place: (typeof places)[number],
  afterReturn: 'direct' | 'walk' = 'walk',
  more: Partial<StepNode> = {},
) {
  const play = new CasePlay(proceed(place, chain(afterReturn, more))).submitted(parties)
  return play.act(ben, 'a', 'agree').act(cat, 'b', 'agree')
}

describe.each(places)('驳回 %s', (place) => {
  const others = place === 'in the case itself' ? [] : ['side']

  it('goes to the previous step and walks on from there', () => {
    const play = atC(place)
    play.do(dan, returning(play, 'c', 'previous'))
    expect(play.active().toSorted()).toEqual(['b', ...others].toSorted())
    expect(play.step('c')).toMatchObject({ status: 'done', decision: 'returned' })
    expect(play.step('c').seats[0]).toMatchObject({ state: 'acted', action: 'returned', opinion: '材料不全' })
    expect(play.effects).toMatchObject([{ kind: 'notify', message: 'returned', to: ['org:c'] }])
    expect(play.act(cat, 'b', 'agree').active()).toContain('c')
  })

  it('goes to any earlier step, and walks every step again', () => {
    const play = atC(place)
    const earlier = play.step('a').id
    play.do(dan, returning(play, 'c', earlier))
    expect(play.active()).toContain('a')
    play.act(ben, 'a', 'agree')
    expect(play.active()).toContain('b')
    expect(play.active()).not.toContain('c')
  })

  it('goes straight back to the sender where the step says so', () => {
    const play = atC(place, 'direct')
    play.do(dan, returning(play, 'c', play.step('a').id)).act(ben, 'a', 'agree')
    expect(play.active()).toContain('c')
    expect(play.active()).not.toContain('b')
    // What lies before the sender is as before, and can be gone back to again.
    play.do(dan, returning(play, 'c', 'previous'))
    expect(play.active()).toContain('b')
  })

  it('does not come straight back from an action that ends the matter', () => {
    const play = atC(place, 'direct')
    play.do(dan, returning(play, 'c', play.step('a').id)).act(ben, 'a', 'drop')
    expect(play.active()).toEqual(others)
  })

  it('goes back twice, each time one step', () => {
    const play = atC(place)
    play.do(dan, returning(play, 'c', 'previous'))
    play.do(cat, returning(play, 'b', 'previous'))
    expect(play.active()).toContain('a')
    play.act(ben, 'a', 'agree').act(cat, 'b', 'agree').act(dan, 'c', 'agree')
    expect(play.active()).toEqual(others)
  })

  it('ends the step for all its signers', () => {
    const play = new CasePlay(proceed(place, chain('walk', { sign: { rule: 'all', mixed: 'agree' } })))
    play
      .submitted({ ...parties, signers: ['d', 'e'] })
      .act(ben, 'a', 'agree')
      .act(cat, 'b', 'agree')
    const signing = play.acting('c', 'agree')
    play.do(dan, returning(play, 'c', 'previous'))
    expect(play.seats('c')).toEqual({ d: 'acted', e: 'skipped' })
    expect(play.refusal(person('eve', 'e'), signing).code).toBe('cases.stale')
  })

  it('goes to the initiator, leaving whatever runs beside it', () => {
    const play = atC(place)
    play.do(dan, returning(play, 'c', 'initiator'))
    expect(play.active()).toEqual(['draft'])
    if (place !== 'in the case itself') {
      expect(play.step('side')).toMatchObject({ status: 'cancelled' })
      expect(play.state.branches.map(({ status }) => status)).toEqual(['cancelled', 'cancelled'])
    }
    // Handed in once: number and moment stay.
    const { submittedAt } = play.state
    play.at(play.env.now + 60_000).act(ann, 'draft', 'submit')
    expect(play.state.submittedAt).toBe(submittedAt)
    expect(play.effects.filter(({ kind }) => kind === 'number')).toEqual([])
    expect(play.active().toSorted()).toEqual(['a', ...others].toSorted())
    if (place !== 'in the case itself') {
      play.act(ben, 'a', 'agree').act(cat, 'b', 'agree').act(dan, 'c', 'agree').act(side, 'side', 'done')
      expect(play.state.outcome).toBe('joined')
    }
  })

  it('counts how often work was sent back', () => {
    const guard = { agree: { name: text('同意'), to: 'done', guard: 'returns >= 1' } }
    const play = atC(place, 'walk', { actions: guard })
    expect(play.refusal(dan, play.acting('c', 'agree')).code).toBe('cases.guard')
    play
      .do(dan, returning(play, 'c', 'previous'))
      .act(cat, 'b', 'agree')
      .act(dan, 'c', 'agree')
    expect(play.active()).toEqual(others)
  })

  it('refuses without a reason, to an unknown place, where it is not foreseen, and from somebody else', () => {
    const play = atC(place)
    expect(play.refusal(dan, returning(play, 'c', 'previous', ' '))).toMatchObject({
      code: 'cases.reason_required',
      path: ['reason'],
    })
    expect(play.refusal(dan, returning(play, 'c', 'a99')).code).toBe('cases.return_target')
    expect(play.refusal(ben, returning(play, 'c', 'previous')).code).toBe('cases.not_yours')
    expect(play.refusal(ben, returning(play, 'a', 'previous')).code).toBe('cases.stale')
    const early = new CasePlay(proceed(place, chain('walk'))).submitted(parties)
    expect(early.refusal(ben, returning(early, 'a', 'previous')).code).toBe('cases.not_allowed_here')
  })
})

describe('驳回 from behind parallel work', () => {
  it('goes to the step before it, and the parallel work is walked again', () => {
    const play = new CasePlay(
      proceed('inside a parallel branch', { a: step('first', 'done'), done: end }, {}),
    )
    const definition = {
      ...play.definition,
      nodes: {
        ...play.definition.nodes,
        both: { ...play.definition.nodes.both, to: 'check' } as NodeDefinition,
        check: step('second', 'over', { returns: ['previous'] }),
      },
    }
    const again = new CasePlay(definition).submitted(parties)
    again.act(ben, 'a', 'agree').act(side, 'side', 'done')
    expect(again.active()).toEqual(['check'])
    again.do(cat, returning(again, 'check', 'previous'))
    expect(again.active()).toEqual(['draft'])
    again.act(ann, 'draft', 'submit')
    expect(again.active()).toEqual(['a', 'side'])
    expect(again.state.branches).toHaveLength(4)
    again.act(side, 'side', 'done').act(ben, 'a', 'agree').act(cat, 'check', 'agree')
    expect(again.state.outcome).toBe('joined')
  })
})

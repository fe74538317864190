import { describe, expect, it } from 'vitest'
import type { Json } from '#domain/kernel'
import { ann, buildProcedure, CasePlay, places, proceed, text, type Place } from '#tests/case-play'
import type { NodeDefinition, SubcaseNode } from './definition.ts'
import { decide, openCase } from './index.ts'

function nodes(sub: Partial<SubcaseNode>): Record<string, NodeDefinition> {
  return {
    a: {
      kind: 'subcase',
      name: text('子件'),
      procedure: 'notice',
      data: { matter: 'title' },
      wait: true,
      to: [{ when: 'outcome = "good"', to: 'happy' }, { to: 'unhappy' }],
      ...sub,
    },
    happy: { kind: 'end', name: text('好'), outcome: 'happy', tone: 'good' },
    unhappy: { kind: 'end', name: text('差'), outcome: 'unhappy', tone: 'bad' },
  }
}

const begun = (place: Place, sub: Partial<SubcaseNode> = {}, data: Record<string, Json> = {}) =>
  new CasePlay(proceed(place, nodes(sub))).submitted({ title: '甲事', ...data })

function opened(play: CasePlay, caseId: string): CasePlay {
  const activation = play.step('a').id
  return play.do(null, { kind: 'subcase-opened', activation, caseId, procedure: 'notice' })
}

const closed = (play: CasePlay, caseId: string, outcome: string) =>
  play.do(null, { kind: 'subcase-closed', caseId, outcome })

const list = { over: 'signers', data: { matter: 'title', body: 'item' } }

describe.each(places)('sub-cases %s', (place) => {
  const endOf = (play: CasePlay) =>
    place === 'in the case itself' ? play.state.outcome : play.state.branches[0]?.outcome

  it('asks for a case with its data, waits, and goes on by its outcome', () => {
    const play = begun(place)
    const activation = play.step('a').id
    const asked = play.effects.filter(({ kind }) => kind === 'open-case')
    expect(asked).toMatchObject([{ procedure: 'notice', data: { matter: '甲事' }, activation }])
    opened(play, 'n1')
    expect(play.active()).toContain('a')
    closed(play, 'n1', 'good')
    expect(endOf(play)).toBe('happy')
    expect(play.step('a')).toMatchObject({ status: 'done', decision: 'good' })
  })

  it('asks for one for each element of a list, and waits for all of them', () => {
    const play = begun(place, list, { signers: ['b', 'c'] })
    expect(play.effects.flatMap((effect) => (effect.kind === 'open-case' ? [effect.data] : []))).toEqual([
      { matter: '甲事', body: 'b' },
      { matter: '甲事', body: 'c' },
    ])
    // One is closed before the other is even opened.
    closed(opened(play, 'n1'), 'n1', 'good')
    expect(play.active()).toContain('a')
    closed(opened(play, 'n2'), 'n2', 'good')
    expect(endOf(play)).toBe('happy')
  })

  it('says that the outcomes differ', () => {
    const play = begun(place, list, { signers: ['b', 'c'] })
    closed(closed(opened(opened(play, 'n1'), 'n2'), 'n1', 'good'), 'n2', 'bad')
    expect(endOf(play)).toBe('unhappy')
  })

  it('goes on at once where it does not wait, or where there is nothing to open', () => {
    const idle = begun(place, { wait: false })
    expect(idle.effects).toContainEqual(expect.objectContaining({ kind: 'open-case', activation: null }))
    expect(endOf(idle)).toBe('unhappy')
    expect(endOf(begun(place, list, { signers: [] }))).toBe('unhappy')
  })

  it('takes each report once, and none of a case that it did not ask for', () => {
    const play = opened(begun(place, list, { signers: ['b', 'c'] }), 'n1')
    const again = {
      kind: 'subcase-opened',
      activation: play.step('a').id,
      caseId: 'n1',
      procedure: 'notice',
    } as const
    expect(play.refusal(null, again).code).toBe('cases.stale')
    closed(play, 'n1', 'good')
    expect(play.refusal(null, { kind: 'subcase-closed', caseId: 'n1', outcome: 'bad' }).code).toBe(
      'cases.stale',
    )
    expect(play.refusal(null, { kind: 'subcase-closed', caseId: 'n9', outcome: 'bad' }).code).toBe(
      'cases.subcase_unknown',
    )
  })

  it('records the end of a case that nobody waits for any more', () => {
    const play = opened(begun(place), 'n1')
    const boss = { ...ann, roles: ['leader'] }
    const stopping = new CasePlay({
      ...play.definition,
      termination: { by: ['leader'], outcome: 'stopped' },
    }).submitted({})
    opened(stopping, 'n1').do(boss, { kind: 'terminate', reason: '取消' })
    closed(stopping, 'n1', 'good')
    expect(stopping.state).toMatchObject({
      outcome: 'stopped',
      subcases: [{ caseId: 'n1', outcome: 'good' }],
    })
  })
})

describe('the case that was asked for', () => {
  it('is opened by the system whatever the role of the person, and tells its parent when it is over', () => {
    const definition = buildProcedure({
      openedBy: [],
      nodes: {
        draft: {
          kind: 'step',
          name: text('办'),
          by: 'initiator',
          actions: { end: { name: text('结'), to: 'done' } },
        },
        done: { kind: 'end', name: text('完'), outcome: 'good', tone: 'good' },
      },
    })
    const { env } = new CasePlay(definition)
    const request = { caseId: 'n1', actor: ann, origin: { kind: 'case', id: 'case-1' } as const, data: {} }
    expect(openCase(definition, request, env).ok).toBe(false)
    const born = openCase(definition, { ...request, bySystem: true }, env)
    if (!born.ok) throw new Error('refused')
    expect(born.value.events[0]).toMatchObject({ kind: 'opened', by: null, initiator: { userId: 'ann' } })
    const activation = born.value.state.steps[0]?.id ?? ''
    const act = { kind: 'act', activation, action: 'end', opinion: null, data: {}, attachments: [] } as const
    const over = decide(definition, born.value.state, act, ann, env)
    expect(over.ok && over.value.effects).toContainEqual(
      expect.objectContaining({ kind: 'tell-parent', outcome: 'good' }),
    )
  })
})

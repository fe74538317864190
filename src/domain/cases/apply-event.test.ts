import { describe, expect, it } from 'vitest'
import { ben, CasePlay, deepFreeze, proceed, text } from '#tests/case-play'
import { applyEvent, replay } from './apply-event.ts'
import type { CaseState } from './case-state.ts'
import { decide } from './decide.ts'
import type { CaseEvent } from './events.ts'

const play = new CasePlay(
  proceed('inside a parallel branch', {
    a: { kind: 'step', name: text('承办'), by: 'first', actions: { ok: { name: text('好'), to: 'done' } } },
    done: { kind: 'end', name: text('完'), outcome: 'done', tone: 'good' },
  }),
)
  .submitted({ first: 'b' })
  .act(ben, 'a', 'ok')
const { events } = play

describe('the state of a case from its events', () => {
  it('is the same one by one as all at once, and leaves each state before as it was', () => {
    let state: CaseState | null = null
    for (const event of events) state = deepFreeze(applyEvent(state, event))
    expect(state).toEqual(play.state)
    expect(replay(events)).toEqual(play.state)
  })

  it('is refused to a log with a gap, out of order, without a beginning, or with two', () => {
    const [first, second, third] = events
    if (first === undefined || second === undefined || third === undefined) throw new Error('too few events')
    expect(() => replay([])).toThrow('begins with an event')
    expect(() => replay(events.slice(1))).toThrow('begins with event 1')
    expect(() => replay([first, third])).toThrow('follows event 1')
    expect(() => replay([first, second, second])).toThrow('follows event 2')
    expect(() => replay([first, { ...first, sequence: 2 }])).toThrow('second time')
  })

  it('is refused to events that name what the case does not have', () => {
    const odd = (happening: Partial<CaseEvent>) =>
      ({ sequence: events.length + 1, at: 0, by: null, ...happening }) as CaseEvent
    for (const event of [
      odd({ kind: 'step-left', activation: 'a99', decision: 'ok', cancelled: false }),
      odd({ kind: 'branch-closed', branch: 'a2', outcome: null, cancelled: false }),
      odd({ kind: 'clock-stopped', clock: 'c99' }),
    ])
      expect(() => replay([...events, event])).toThrow('does not have')
  })

  it('follows a move to another version of the definition', () => {
    const moved = {
      sequence: events.length + 1,
      at: 0,
      by: null,
      kind: 'migrated',
      toVersion: 2,
      nodes: { side: 'next', both: 'all' },
    } as const
    const state = replay([...events, moved])
    expect(state.definitionVersion).toBe(2)
    expect(state.steps.map(({ node }) => node)).toEqual(['draft', 'a', 'next'])
    expect(state.branches.map(({ node }) => node)).toEqual(['all', 'all'])
    expect(() => decide(play.definition, state, { kind: 'tick' }, null, play.env)).toThrow('runs by test 2')
  })
})

import { describe, expect, it } from 'vitest'
import { beijing, shippedCalendars } from '#tests/calendars'
import { ann, ben, CasePlay, cat, MONDAY, places, proceed, text, type Place } from '#tests/case-play'
import type { ClockDefinition, NodeDefinition, ProcedureDefinition } from './definition.ts'
import { nextTimer } from './next-timer.ts'

const HOUR = 3_600_000
const source = { text: text('约定'), status: 'assumed' as const }

const nodes: Record<string, NodeDefinition> = {
  a: {
    kind: 'step',
    name: text('报到'),
    by: 'signers',
    sign: { rule: 'all', mixed: 'silent' },
    actions: {
      report: { name: text('报到'), to: 'b' },
      silent: { name: text('逾期未报到'), to: 'b', bySystem: true, set: { note: '"逾期"' } },
      fill: { name: text('补派'), to: 'c' },
    },
  },
  b: {
    kind: 'step',
    name: text('会商'),
    by: 'second',
    actions: { done: { name: text('办结'), to: 'over' } },
  },
  c: { kind: 'step', name: text('补派'), by: 'first', actions: { done: { name: text('办结'), to: 'over' } } },
  over: { kind: 'end', name: text('完'), outcome: 'over', tone: 'good' },
}

function parts(
  stages: ClockDefinition['stages'],
  more: Partial<ProcedureDefinition> = {},
): Partial<ProcedureDefinition> {
  return {
    settings: { report: { name: text('报到时限'), value: { amount: 2, unit: 'hour' }, source } },
    clocks: {
      report: {
        name: text('报到时限'),
        on: 'a',
        owner: 'signers',
        limit: 'report',
        calendar: 'workdays',
        dayRule: 'elapsed',
        stages,
      },
    },
    ...more,
  }
}

function begun(
  place: Place,
  stages: ClockDefinition['stages'],
  more?: Partial<ProcedureDefinition>,
): CasePlay {
  return new CasePlay(proceed(place, nodes, parts(stages, more))).submitted({
    signers: ['b', 'c'],
    second: 'd',
  })
}

const timer = (play: CasePlay) => nextTimer(play.definition, play.state, shippedCalendars)

describe.each(places)('time passing over a case %s', (place) => {
  it('reminds before the deadline and tells at it, the owner where nothing else is said', () => {
    const play = begun(place, [
      { code: 'soon', at: { before: { amount: 30, unit: 'minute' } } },
      { code: 'due', at: 'due' },
    ])
    // A moment counts as early as there is so much left, to the millisecond.
    expect(timer(play)).toBe(beijing('2026-03-02 10:30'))
    play.tick(MONDAY + HOUR)
    expect(play.effects).toEqual([])
    play.tick(MONDAY + 1.5 * HOUR)
    expect(play.effects).toMatchObject([
      { kind: 'notify', message: 'due-soon', to: ['org:b'], params: { stage: 'soon' } },
    ])
    expect(timer(play)).toBe(MONDAY + 2 * HOUR)
    play.tick(MONDAY + 2 * HOUR)
    expect(play.effects).toMatchObject([{ kind: 'notify', message: 'overdue', to: ['org:b'] }])
    expect(timer(play)).toBeNull()
  })

  it('fires everything due at once in the order of its moments, each once', () => {
    const play = begun(place, [
      { code: 'late', at: { after: { amount: 1, unit: 'hour' } } },
      { code: 'half', at: { share: 0.5 } },
      { code: 'due', at: 'due' },
    ])
    play.tick(MONDAY + 48 * HOUR)
    const fired = () => play.events.flatMap((event) => (event.kind === 'clock-stage' ? [event.stage] : []))
    expect(fired()).toEqual(['half', 'due', 'late'])
    const count = play.events.length
    play.tick(MONDAY + 48 * HOUR)
    expect(play.events).toHaveLength(count)
    expect(play.effects).toEqual([])
    expect(timer(play)).toBeNull()
  })

  it('takes an action in nobody’s name, with what hangs on it', () => {
    const play = begun(place, [{ code: 'due', at: 'due', do: [{ act: 'silent' }] }]).act(ben, 'a', 'report')
    play.tick(MONDAY + 3 * HOUR)
    expect(play.active()).toContain('b')
    expect(play.step('a')).toMatchObject({ status: 'done', decision: 'timeout' })
    expect(play.seats('a')).toEqual({ b: 'acted', c: 'skipped' })
    expect(play.state.data.note).toBe('逾期')
    expect(play.events.filter(({ sequence }) => sequence > 12).every(({ by }) => by === null)).toBe(true)
    expect(play.refusal(cat, { ...play.acting('a', 'report') }).code).toBe('cases.stale')
  })

  it('urges, and tells whom the stage names', () => {
    const play = begun(place, [
      { code: 'due', at: 'due', do: [{ urge: true }, { notify: 'late', to: ['second', 'initiator'] }] },
    ])
    play.act(ben, 'a', 'report').tick(MONDAY + 3 * HOUR)
    expect(play.step('a').seats.map(({ urged }) => urged)).toEqual([0, 1])
    expect(play.effects).toMatchObject([
      { kind: 'notify', message: 'urged', to: ['org:c'] },
      { kind: 'notify', message: 'late', to: ['org:d', 'org:park'] },
    ])
  })

  it('opens another case', () => {
    const play = begun(place, [
      { code: 'due', at: 'due', do: [{ open: 'supervision', data: { who: 'signers[1]' } }] },
    ])
    play.tick(MONDAY + 3 * HOUR)
    expect(play.effects).toMatchObject([
      { kind: 'open-case', procedure: 'supervision', data: { who: 'b' }, activation: null },
    ])
  })

  it('reaches the stage even where its action cannot be taken, and changes nothing by it', () => {
    // `first` is empty: there is nobody to give the work to.
    const play = begun(place, [{ code: 'due', at: 'due', do: [{ act: 'fill' }, { urge: true }] }])
    play.tick(MONDAY + 3 * HOUR)
    expect(play.active()).toContain('a')
    expect(play.step('a').seats.map(({ urged }) => urged)).toEqual([1, 1])
    expect(timer(play)).toBeNull()
  })

  it('takes no action on a barred case', () => {
    const bars = { stop: { when: 'title = "停"', text: text('停'), source } }
    const play = begun(place, [{ code: 'due', at: 'due', do: [{ act: 'silent' }] }], {
      bars: { stop: { ...bars.stop, when: 'count(related) > 0' } },
    })
    play.env = {
      ...play.env,
      related: [{ caseId: 'x', procedure: 'p', number: null, outcome: 'rejected', closed: true }],
    }
    play.tick(MONDAY + 3 * HOUR)
    expect(play.active()).toContain('a')
  })

  it('acts on the step inside the node that the clock runs on', () => {
    const inner = { ...nodes }
    const group: Record<string, NodeDefinition> = {
      ...inner,
      a: { kind: 'group', name: text('组'), initial: 'inner', to: 'over' },
      inner: { ...inner.a, within: 'a' } as NodeDefinition,
    }
    const play = new CasePlay(
      proceed(place, group, parts([{ code: 'due', at: 'due', do: [{ act: 'silent' }] }])),
    )
    play.submitted({ signers: ['b'], second: 'd' }).tick(MONDAY + 3 * HOUR)
    expect(play.step('inner').decision).toBe('timeout')
    expect(play.active()).toContain('b')
  })

  it('waits for nothing on a case that is over', () => {
    const play = begun(place, [{ code: 'due', at: 'due' }], {
      termination: { by: ['initiator'], outcome: 'stopped' },
    })
    play.do(ann, { kind: 'terminate', reason: '取消' })
    expect(timer(play)).toBeNull()
    const count = play.events.length
    expect(play.tick(MONDAY + 99 * HOUR).events).toHaveLength(count)
  })
})

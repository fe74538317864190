import { describe, expect, it } from 'vitest'
import { compileCalendar } from '#domain/kernel'
import {
  beijing,
  inBeijing,
  naturalTime,
  shippedCalendars,
  workdayCalendar,
  workdayTime,
} from '#tests/calendars'
import {
  ann,
  ben,
  CasePlay,
  cat,
  dan,
  MONDAY,
  person,
  places,
  proceed,
  text,
  type Place,
} from '#tests/case-play'
import type { CaseCommand } from './commands.ts'
import type { Clock } from './clock.ts'
import type { ClockDefinition, NodeDefinition, ProcedureDefinition, StepNode } from './definition.ts'
import { dueAt } from './clock-deadline.ts'
import { explainClock } from './explain-clock.ts'

const source = { text: text('约定'), status: 'assumed' as const }
const days = (amount: number) => ({ name: text('时限'), value: { amount, unit: 'day' as const }, source })

function step(by: string, to: string, more: Partial<StepNode> = {}): StepNode {
  return { kind: 'step', name: text(by), by, actions: { ok: { name: text('好'), to } }, ...more }
}

/** 甲 handles and asks for material; 乙 supplies it; then 甲 again. All within a group that has a clock of its own. */
const nodes: Record<string, NodeDefinition> = {
  a: { kind: 'group', name: text('办理'), initial: 'handle', to: 'done' },
  handle: step('first', 'handled', {
    within: 'a',
    allow: ['pause', 'extend', 'transfer'],
    returns: ['initiator'],
    actions: { ok: { name: text('办结'), to: 'handled' }, ask: { name: text('补正'), to: 'material' } },
  }),
  material: step('second', 'handle', { within: 'a' }),
  handled: { kind: 'end', within: 'a', name: text('办结'), outcome: 'handled', tone: 'good' },
  done: { kind: 'end', name: text('完'), outcome: 'done', tone: 'good' },
}

const stages: ClockDefinition['stages'] = [{ code: 'due', at: 'due' }]
const parts: Partial<ProcedureDefinition> = {
  settings: {
    whole: days(10),
    own: days(3),
    wait: days(5),
    urgent: { ...days(0), value: { amount: 4, unit: 'hour' } },
  },
  fields: { urgency: { label: text('缓急'), schema: { enum: ['high', 'low', 'odd'] } } },
  pauseReasons: {
    material: { name: text('补正'), evidence: 'optional', longest: 'wait' },
    expert: { name: text('专家评审'), evidence: 'required', longest: 'wait' },
  },
  clocks: {
    whole: {
      name: text('总时限'),
      on: 'a',
      owner: 'first',
      limit: 'whole',
      calendar: 'workdays',
      dayRule: 'day-end',
      pausedIn: [{ node: 'material', reason: 'material' }],
      stages,
    },
    own: {
      name: text('承办时限'),
      on: 'handle',
      owner: 'first',
      limit: { by: 'urgency', of: { high: 'urgent', low: 'own' } },
      calendar: 'workdays',
      dayRule: 'elapsed',
      stages,
    },
  },
}

const parties = { first: 'b', second: 'c', urgency: 'low' }
const HOUR = 3_600_000

function begun(place: Place, data: Record<string, string> = {}): CasePlay {
  return new CasePlay(proceed(place, nodes, parts)).submitted({ ...parties, ...data })
}

function clock(play: CasePlay, code: string): Clock {
  const own = play.state.clocks.filter((other) => other.code === code)
  const one = own[0]
  if (one === undefined || own.length > 1) throw new Error(`${own.length} clocks ${code}`)
  return one
}

function intervals(play: CasePlay, code: string): string[] {
  return clock(play, code).intervals.map(
    ({ kind, reason, from, to }) =>
      `${reason ?? kind} ${inBeijing(from)?.slice(5) ?? ''}–${inBeijing(to)?.slice(5) ?? ''}`,
  )
}

const pausing = (
  play: CasePlay,
  code: string,
  more: Partial<Extract<CaseCommand, { kind: 'pause' }>> = {},
): CaseCommand => ({
  kind: 'pause',
  clock: clock(play, code).id,
  reason: 'expert',
  note: null,
  evidence: ['sha-1'],
  expiresAt: MONDAY + 24 * HOUR,
  ...more,
})

describe.each(places)('clocks of nodes %s', (place) => {
  it('start on entering, each with its owner and limit, and stop on leaving', () => {
    const play = begun(place)
    expect(clock(play, 'whole')).toMatchObject({
      owner: 'org:b',
      limit: { amount: 10, unit: 'day' },
      calendarVersion: workdayCalendar.version,
    })
    expect(clock(play, 'own')).toMatchObject({
      activation: play.step('handle').id,
      limit: { amount: 3, unit: 'day' },
    })
    play.at(MONDAY + HOUR).act(ben, 'handle', 'ok')
    expect(clock(play, 'whole').stoppedAt).toBe(MONDAY + HOUR)
    expect(clock(play, 'own').stoppedAt).toBe(MONDAY + HOUR)
  })

  it('take the limit that the field’s value names, and refuse a value without one', () => {
    expect(clock(begun(place, { urgency: 'high' }), 'own').limit).toEqual({ amount: 4, unit: 'hour' })
    const odd = new CasePlay(proceed(place, nodes, parts)).open({ ...parties, urgency: 'odd' })
    expect(odd.refusal(ann, odd.acting('draft', 'submit'))).toMatchObject({
      code: 'cases.limit_unknown',
      path: ['urgency'],
    })
  })

  it('take the limit that the zone has set', () => {
    const settings = { own: { amount: 1, unit: 'day' as const } }
    const play = new CasePlay(proceed(place, nodes, parts), { settings }).submitted(parties)
    expect(clock(play, 'own').limit).toEqual({ amount: 1, unit: 'day' })
    // What runs keeps its limit when the rule changes.
    play.env = { ...play.env, settings: { own: { amount: 9, unit: 'day' } } }
    play
      .at(MONDAY + HOUR)
      .act(ben, 'handle', 'ask')
      .at(MONDAY + 2 * HOUR)
      .act(cat, 'material', 'ok')
    expect(clock(play, 'own').limit).toEqual({ amount: 1, unit: 'day' })
  })

  it('stand still while material is supplied, no longer than the rule allows', () => {
    const play = begun(place)
    play.at(MONDAY + HOUR).act(ben, 'handle', 'ask')
    expect(clock(play, 'whole').intervals.at(-1)).toMatchObject({
      kind: 'paused',
      reason: 'material',
      expiresAt: beijing('2026-03-09 18:00'),
      by: { userId: 'ben' },
    })
    play.at(MONDAY + 3 * HOUR).act(cat, 'material', 'ok')
    expect(intervals(play, 'whole')).toEqual([
      'running 03-02 09:00–03-02 10:00',
      'material 03-02 10:00–03-02 12:00',
      'running 03-02 12:00–',
    ])
  })

  it('run on where the work comes back, the time between counted as away: never a new clock', () => {
    const play = begun(place)
    const { id } = clock(play, 'own')
    play
      .at(MONDAY + HOUR)
      .act(ben, 'handle', 'ask')
      .at(MONDAY + 3 * HOUR)
      .act(cat, 'material', 'ok')
    expect(clock(play, 'own')).toMatchObject({ id, activation: play.step('handle').id, stoppedAt: null })
    expect(intervals(play, 'own')).toEqual([
      'running 03-02 09:00–03-02 10:00',
      'away 03-02 10:00–03-02 12:00',
      'running 03-02 12:00–',
    ])
  })

  it('run on after a return out of the group, and out of the parallel work', () => {
    const play = begun(place)
    play
      .at(MONDAY + HOUR)
      .do(ben, { kind: 'return', activation: play.step('handle').id, to: 'initiator', reason: '不清' })
    play.at(MONDAY + 2 * HOUR).act(ann, 'draft', 'submit')
    for (const code of ['whole', 'own'])
      expect(intervals(play, code)).toEqual([
        'running 03-02 09:00–03-02 10:00',
        'away 03-02 10:00–03-02 11:00',
        'running 03-02 11:00–',
      ])
  })

  it('know nothing of a change of hands', () => {
    const play = begun(place)
    const before = play.state.clocks
    play.do(ben, { kind: 'transfer', activation: play.step('handle').id, to: 'org:d', reason: '职责' })
    expect(play.state.clocks).toEqual(before)
  })

  it('add up to wall time whatever happened', () => {
    const play = begun(place)
    play
      .at(MONDAY + HOUR)
      .act(ben, 'handle', 'ask')
      .at(MONDAY + 30 * HOUR)
      .act(cat, 'material', 'ok')
    play.at(MONDAY + 31 * HOUR).do(ben, pausing(play, 'whole', { expiresAt: MONDAY + 50 * HOUR }))
    play.tick(MONDAY + 75 * HOUR).act(ben, 'handle', 'ok')
    for (const own of play.state.clocks) {
      const told = explainClock(own, shippedCalendars, play.env.now)
      expect(told.runningMs + told.overdueMs + told.pausedMs + told.closedMs).toBe(told.wallMs)
      expect(told.wallMs).toBe(75 * HOUR)
    }
  })
})

describe.each(places)('what people do with clocks %s', (place) => {
  it('pause, with evidence, and resume', () => {
    const play = begun(place)
    const id = clock(play, 'whole').id
    expect(play.refusal(ben, pausing(play, 'whole', { evidence: [] })).code).toBe('cases.evidence_required')
    expect(play.refusal(ben, pausing(play, 'whole', { reason: 'holiday' })).code).toBe(
      'cases.pause_reason_unknown',
    )
    expect(play.refusal(ben, pausing(play, 'whole', { expiresAt: MONDAY })).code).toBe(
      'cases.pause_expiry_past',
    )
    expect(
      play.refusal(ben, pausing(play, 'whole', { expiresAt: beijing('2026-03-09 18:01') })),
    ).toMatchObject({
      code: 'cases.pause_too_long',
      params: { longest: beijing('2026-03-09 18:00') },
    })
    expect(play.refusal(cat, pausing(play, 'whole')).code).toBe('cases.not_allowed_here')
    play.do(ben, pausing(play, 'whole'))
    expect(play.refusal(ben, pausing(play, 'whole')).code).toBe('cases.clock_not_running')
    play.at(MONDAY + HOUR).do(ben, { kind: 'resume', clock: id })
    expect(play.refusal(ben, { kind: 'resume', clock: id }).code).toBe('cases.clock_not_paused')
    expect(intervals(play, 'whole').slice(1)).toEqual([
      'expert 03-02 09:00–03-02 10:00',
      'running 03-02 10:00–',
    ])
  })

  it('a pause ends by itself, at its own moment, however late the system comes', () => {
    const play = begun(place).do(ben, pausing(begun(place), 'whole'))
    play.tick(MONDAY + 40 * HOUR)
    expect(intervals(play, 'whole').slice(1)).toEqual([
      'expert 03-02 09:00–03-03 09:00',
      'running 03-03 09:00–',
    ])
  })

  it('a pause of one kind gives way to that of the node that the work is in', () => {
    const play = begun(place)
    play
      .do(ben, pausing(play, 'whole', { expiresAt: MONDAY + 2 * HOUR }))
      .at(MONDAY + HOUR)
      .act(ben, 'handle', 'ask')
    play.tick(MONDAY + 3 * HOUR)
    expect(clock(play, 'whole').intervals.at(-1)).toMatchObject({ kind: 'paused', reason: 'material' })
    play.at(MONDAY + 4 * HOUR).act(cat, 'material', 'ok')
    expect(clock(play, 'whole').intervals.at(-1)).toMatchObject({ kind: 'running' })
  })

  it('extend before the deadline, with a reason', () => {
    const play = begun(place)
    const extending = {
      kind: 'extend',
      clock: clock(play, 'own').id,
      add: { amount: 1, unit: 'day' },
      reason: '案情复杂',
    } as const
    const before = dueAt(clock(play, 'own'), shippedCalendars)
    expect(play.refusal(ben, { ...extending, reason: '' }).code).toBe('cases.reason_required')
    expect(play.refusal(ben, { ...extending, add: { amount: 0, unit: 'day' } }).code).toBe(
      'cases.extension_empty',
    )
    expect(play.refusal(dan, extending).code).toBe('cases.not_allowed_here')
    play.do(ben, extending)
    expect(dueAt(clock(play, 'own'), shippedCalendars)).toBeGreaterThan(before ?? Infinity)
    play.at(beijing('2026-03-09 09:00'))
    expect(play.refusal(ben, extending).code).toBe('cases.extension_too_late')
  })

  it('moves deadlines when days of rest are announced anew, and says so', () => {
    const play = begun(place)
    const corrected = compileCalendar({
      ...workdayCalendar,
      version: workdayCalendar.version + 1,
      holidays: [...workdayCalendar.holidays, { on: '2026-03-04', name: '临时放假' }],
    })
    play.env = {
      ...play.env,
      calendars: new Map([
        ['workdays', corrected],
        ['natural', naturalTime],
      ]),
    }
    const command: CaseCommand = { kind: 'correct-calendar', before: workdayTime, after: corrected }
    play.at(MONDAY + HOUR).do(null, command)
    expect(clock(play, 'whole').corrections).toEqual([
      {
        at: MONDAY + HOUR,
        calendarVersion: workdayCalendar.version + 1,
        dueBefore: beijing('2026-03-16 18:00'),
        dueAfter: beijing('2026-03-17 18:00'),
      },
    ])
    const { events } = play
    play.do(null, command)
    expect(play.events).toHaveLength(events.length)
  })
})

describe('a clock over parallel work', () => {
  it('spans all of it, and each branch has its own', () => {
    const definition = proceed('inside a parallel branch', nodes, {
      ...parts,
      clocks: {
        ...parts.clocks,
        all: {
          name: text('并联时限'),
          on: 'both',
          owner: 'initiator',
          limit: 'whole',
          calendar: 'natural',
          dayRule: 'elapsed',
          stages,
        },
        side: {
          name: text('旁支时限'),
          on: 'side',
          owner: 'side',
          limit: 'own',
          calendar: 'natural',
          dayRule: 'elapsed',
          stages,
        },
      },
    })
    const play = new CasePlay(definition).submitted(parties)
    expect(clock(play, 'all')).toMatchObject({ activation: null, owner: 'org:park' })
    play.at(MONDAY + HOUR).act(person('sid', 'side'), 'side', 'done')
    expect(clock(play, 'side').stoppedAt).toBe(MONDAY + HOUR)
    expect(clock(play, 'all').stoppedAt).toBeNull()
    play.at(MONDAY + 2 * HOUR).act(ben, 'handle', 'ok')
    expect(clock(play, 'all').stoppedAt).toBe(MONDAY + 2 * HOUR)
  })
})

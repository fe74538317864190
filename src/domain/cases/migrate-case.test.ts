import { describe, expect, it } from 'vitest'
import type { Json } from '#domain/kernel'
import { beijing, shippedCalendars } from '#tests/calendars'
import { readProcedureExample } from '#tests/procedure-example'
import { replay } from './apply-event.ts'
import type { CaseActor, CaseState } from './case-state.ts'
import type { CaseCommand, CaseEnvironment, Decision } from './commands.ts'
import { decide } from './decide.ts'
import type { ProcedureDefinition } from './definition.ts'
import type { CaseEvent } from './events.ts'
import { explainClock } from './explain-clock.ts'
import { migrateCase, planMigration } from './migrate-case.ts'
import { openCase } from './open-case.ts'
import { parseDefinition } from './parse-definition.ts'

type Part = Record<string, Json>

const applicant: CaseActor = {
  ...{ userId: 'ann', organisationId: 'rail', name: '安', roles: ['enterprise'], substitutesFor: [] },
}
const office: CaseActor = {
  ...applicant,
  userId: 'bo',
  organisationId: 'office',
  name: '博',
  roles: ['zone_office'],
}
const body: CaseActor = {
  ...applicant,
  userId: 'cy',
  organisationId: 'transport',
  name: '才',
  roles: ['department'],
}

function at(text: string): CaseEnvironment {
  return { now: beijing(text), calendars: shippedCalendars, settings: {}, related: [] }
}

function version(
  number: number,
  change: (parts: { [table: string]: Record<string, Part> }) => void = () => undefined,
): ProcedureDefinition {
  const json = readProcedureExample()
  change(json as { [table: string]: Record<string, Part> })
  const parsed = parseDefinition({ ...json, version: number })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  return parsed.value
}

const one = version(1)

class Play {
  state: CaseState
  readonly events: CaseEvent[] = []

  constructor() {
    const opened = openCase(
      one,
      { caseId: 'c', actor: applicant, origin: null, data: {} },
      at('2026-03-02 09:00'),
    )
    if (!opened.ok) throw new Error(JSON.stringify(opened.issues))
    this.events.push(...opened.value.events)
    this.state = opened.value.state
  }

  take(decision: Decision): this {
    this.events.push(...decision.events)
    this.state = decision.state
    return this
  }

  act(
    definition: ProcedureDefinition,
    actor: CaseActor,
    node: string,
    action: string,
    when: string,
    data: Part = {},
  ): this {
    const activation =
      this.state.steps.find((step) => step.node === node && step.status === 'active')?.id ?? ''
    const command: CaseCommand = { kind: 'act', activation, action, opinion: '可', data, attachments: [] }
    const decided = decide(definition, this.state, command, actor, at(when))
    if (!decided.ok) throw new Error(JSON.stringify(decided.issues))
    return this.take(decided.value)
  }
}

function checking(): Play {
  return new Play().act(one, applicant, 'draft', 'submit', '2026-03-02 10:00', {
    purpose: '列车试验',
    hours: 'day',
    cars: 3,
  })
}

function asking(): Play {
  return checking().act(one, office, 'check', 'accept', '2026-03-03 10:00', {
    asked: ['transport', 'planning'],
  })
}

function codes(plan: { issues: readonly { code: string }[] }): string[] {
  return plan.issues.map(({ code }) => code)
}

describe('planMigration', () => {
  it('shows what differs without regard to the order of keys, and where the work would stand', () => {
    const two = version(2, (parts) => {
      const { check, ...others } = parts['nodes'] ?? {}
      parts['nodes'] = { ...others, check: { ...check, hint: { zh: '先看资质', en: 'Papers first' } } }
      delete parts['fields']?.['material']
      parts['nodes']['supplement'] = { ...parts['nodes']['supplement'], fields: {} }
      parts['nodes']['check'] = { ...parts['nodes']['check'], fields: { purpose: 'read', asked: 'edit' } }
      parts['settings'] = { ...parts['settings'], spare: parts['settings']?.['night'] ?? {} }
    })
    const plan = planMigration(one, two, checking().state)
    expect(plan.changes.map(({ kind, what, code }) => [kind, what, code])).toEqual([
      ['changed', 'node', 'check'],
      ['changed', 'node', 'supplement'],
      ['removed', 'field', 'material'],
      ['added', 'setting', 'spare'],
    ])
    expect(plan.changes[2]?.name).toEqual({ zh: '补充说明', en: 'Further explanation' })
    expect(plan.moves).toEqual({ check: 'check', acceptance: 'acceptance' })
    expect(plan.issues).toEqual([])
  })

  const renamed = version(2, (parts) => {
    const nodes = parts['nodes'] ?? {}
    nodes['review'] = nodes['check'] ?? {}
    delete nodes['check']
    nodes['acceptance'] = { ...nodes['acceptance'], initial: 'review' }
    const { answer } = nodes['supplement']?.['actions'] as Record<string, Part>
    nodes['supplement'] = { ...nodes['supplement'], actions: { answer: { ...answer, to: 'review' } } }
  })

  it('asks where to go on when a node where work stands is gone', () => {
    expect(codes(planMigration(one, renamed, checking().state))).toEqual(['cases.migration_node_missing'])
    expect(codes(planMigration(one, renamed, checking().state, { check: 'review' }))).toEqual([])
    expect(codes(planMigration(one, renamed, checking().state, { check: 'opinions' }))).toEqual([
      'cases.migration_node_changed',
    ])
    expect(codes(planMigration(one, renamed, checking().state, { check: 'draft' }))).toEqual([
      'cases.migration_place_changed',
    ])
  })

  it('does not mind a node that is gone where no work stands', () => {
    expect(codes(planMigration(one, renamed, asking().state))).toEqual([])
  })

  it.each<[string, string, (parts: { [table: string]: Record<string, Part> }) => void]>([
    [
      'a value does not fit any more',
      'cases.field_invalid',
      (parts) => {
        const fields = parts['fields'] ?? {}
        fields['cars'] = { ...fields['cars'], schema: { type: 'integer', minimum: 5 } }
      },
    ],
    [
      'a value is kept elsewhere',
      'cases.migration_field_moved',
      (parts) => {
        const fields = parts['fields'] ?? {}
        fields['hours'] = { ...fields['hours'], branch: 'open' }
      },
    ],
    [
      'a running clock belongs to another node',
      'cases.migration_clock_moved',
      (parts) => {
        const clocks = parts['clocks'] ?? {}
        clocks['acceptance'] = { ...clocks['acceptance'], on: 'check', pausedIn: [] }
      },
    ],
  ])('says so when %s', (_, code, change) => {
    expect(codes(planMigration(one, version(2, change), checking().state))).toEqual([code])
  })

  it('keeps to the branches that there are', () => {
    const fixed = version(2, (parts) => {
      const nodes = parts['nodes'] ?? {}
      const { each: _each, ...parallel } = nodes['opinions'] ?? {}
      nodes['opinions'] = { ...parallel, branches: ['opinion'] }
    })
    expect(codes(planMigration(one, fixed, asking().state))).toEqual(['cases.migration_node_changed'])
    const other = version(2, (parts) => {
      const nodes = parts['nodes'] ?? {}
      nodes['another'] = { ...nodes['opinion'] }
      nodes['opinions'] = { ...nodes['opinions'], each: { over: 'asked', node: 'another' } }
    })
    expect(codes(planMigration(one, other, asking().state))).toContain('cases.migration_place_changed')
  })

  it('refuses another procedure, the same version and a closed case', () => {
    const { state } = checking()
    expect(codes(planMigration(one, { ...version(2), code: 'other' }, state))).toEqual([
      'cases.migration_other_procedure',
    ])
    expect(codes(planMigration(one, version(1), state))).toEqual(['cases.migration_same_version'])
    const ended = decide(
      one,
      state,
      { kind: 'terminate', reason: '撤回申请' },
      applicant,
      at('2026-03-03 09:00'),
    )
    expect(ended.ok && codes(planMigration(one, version(2), ended.value.state))).toEqual(['cases.closed'])
  })
})

describe('migrateCase', () => {
  const longer = version(2, (parts) => {
    const settings = parts['settings'] ?? {}
    settings['acceptance'] = { ...settings['acceptance'], value: { amount: 9, unit: 'day' } }
  })

  it('goes on by the new version, with every clock as it was', () => {
    const play = checking()
    const before = play.state.clocks
    const now = beijing('2026-03-04 10:00')
    const moved = migrateCase(one, longer, play.state, {}, office, at('2026-03-04 10:00'))
    if (!moved.ok) throw new Error(JSON.stringify(moved.issues))
    play.take(moved.value)
    expect(moved.value.events.map(({ kind }) => kind)).toEqual(['migrated'])
    expect(play.state.definitionVersion).toBe(2)
    expect(play.state.clocks).toEqual(before)
    const clock = play.state.clocks[0]
    expect(clock && explainClock(clock, shippedCalendars, now).wallMs).toBe(now - beijing('2026-03-02 10:00'))
    play.act(longer, office, 'check', 'accept', '2026-03-05 10:00', { asked: ['transport'] })
    play.act(longer, body, 'opinion', 'agree', '2026-03-06 10:00')
    expect(play.state.outcome).toBe('granted')
    expect(replay(play.events)).toEqual(play.state)
  })

  it('stops a clock that the new version has no more, and keeps what it counted', () => {
    const play = checking()
    const without = version(2, (parts) => {
      delete parts['clocks']?.['acceptance']
      delete parts['measures']?.['prompt']
    })
    const moved = migrateCase(one, without, play.state, {}, office, at('2026-03-04 10:00'))
    if (!moved.ok) throw new Error(JSON.stringify(moved.issues))
    play.take(moved.value)
    expect(play.state.clocks).toHaveLength(1)
    expect(play.state.clocks[0]?.stoppedAt).toBe(beijing('2026-03-04 10:00'))
    expect(replay(play.events)).toEqual(play.state)
    play.act(without, office, 'check', 'accept', '2026-03-05 10:00', { asked: ['transport'] })
    expect(play.state.steps.some(({ node, status }) => node === 'opinion' && status === 'active')).toBe(true)
  })

  it('goes on where it was told to, although steps behind it are gone', () => {
    const play = asking()
    const renamed = version(2, (parts) => {
      const nodes = parts['nodes'] ?? {}
      nodes['review'] = { ...nodes['check'] }
      delete nodes['check']
      nodes['acceptance'] = { ...nodes['acceptance'], initial: 'review' }
      const { answer } = nodes['supplement']?.['actions'] as Record<string, Part>
      nodes['supplement'] = { ...nodes['supplement'], actions: { answer: { ...answer, to: 'review' } } }
      nodes['opinion'] = { ...nodes['opinion'], returns: ['previous', 'earlier'], allow: ['withdraw'] }
    })
    const moved = migrateCase(one, renamed, play.state, {}, office, at('2026-03-04 10:00'))
    if (!moved.ok) throw new Error(JSON.stringify(moved.issues))
    play.take(moved.value).act(renamed, body, 'opinion', 'object', '2026-03-05 10:00')
    expect(
      play.state.branches.filter(({ node, outcome }) => node === 'opinions' && outcome === 'objected'),
    ).toHaveLength(1)
  })

  it('refuses what the plan finds wrong and changes nothing', () => {
    const play = checking()
    const gone = version(2, (parts) => {
      const nodes = parts['nodes'] ?? {}
      nodes['acceptance'] = { ...nodes['acceptance'], kind: 'choice' }
      delete nodes['acceptance']['initial']
    })
    const before = JSON.stringify(play.state)
    expect(migrateCase(one, gone, play.state, {}, office, at('2026-03-04 10:00')).ok).toBe(false)
    expect(JSON.stringify(play.state)).toBe(before)
  })
})

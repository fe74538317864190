import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anyActor,
  anyDuty,
  anyFacts,
  buildDuty,
  bureau,
  neighbour,
  noFacts,
  office,
  park,
} from '#tests/duty-arbitraries'
import { ACT_RULES } from './act-rules.ts'
import { checkDuty } from './check-duty.ts'
import { decideDuty } from './decide-duty.ts'
import { DUTY_STATES } from './duty.ts'
import type { Decision, Duty } from './duty.ts'
import type { DutyAct, DutyActKind, DutyActor, DutyFacts } from './duty-acts.ts'
import { possibleActs } from './possible-acts.ts'

const decision: Decision = { reference: '领导小组第五次会议', on: '2024-05-20' }

const assignToPark: Extract<DutyAct, { kind: 'assign' }> = {
  kind: 'assign',
  leadId: 'park',
  personId: null,
  personName: '王明',
  supporting: ['bureau'],
  note: null,
}

function after(duty: Duty, act: DutyAct, actor: DutyActor, facts: DutyFacts = noFacts): Duty {
  const outcome = decideDuty(duty, act, actor, facts)
  if (!outcome.ok) throw new Error(outcome.issues.map(({ code }) => code).join(', '))
  return outcome.value.duty
}

function codes(duty: Duty, act: DutyAct, actor: DutyActor, facts: DutyFacts = noFacts): readonly string[] {
  const outcome = decideDuty(duty, act, actor, facts)
  return outcome.ok ? [] : outcome.issues.map(({ code, path }) => [code, ...(path ?? [])].join(' '))
}

describe('a duty that takes the straight way', () => {
  it('is assigned, accepted, reported on, completed with a file, verified and closed', () => {
    const listed = buildDuty({
      state: 'unassigned',
      leadId: null,
      personName: null,
      supporting: [],
      progress: 0,
    })
    const assigned = after(listed, assignToPark, office)
    expect(assigned).toMatchObject({ state: 'assigned', leadId: 'park', supporting: ['bureau'] })
    const taken = after(assigned, { kind: 'accept', personId: 'user-7', personName: '李华' }, park)
    expect(taken).toMatchObject({ state: 'accepted', personId: 'user-7', personName: '李华' })
    const begun = after(taken, { kind: 'report', percent: 35.5, text: '完成选址', files: 0 }, park)
    expect(begun).toMatchObject({ state: 'in-progress', progress: 35.5 })
    const done = after(begun, { kind: 'complete', text: '已投入使用', files: 1 }, park)
    expect(done).toMatchObject({ state: 'reported', progress: 100 })
    const checked = after(done, { kind: 'verify', text: '现场核验属实' }, office)
    expect(checked.state).toBe('verified')
    expect(after(checked, { kind: 'close', text: null }, office).state).toBe('closed')
  })

  it('says which fields an act has changed, with both values', () => {
    const outcome = decideDuty(
      buildDuty({ state: 'accepted', progress: 0 }),
      { kind: 'report', percent: 20, text: '已立项', files: 0 },
      park,
      noFacts,
    )
    expect(outcome).toMatchObject({
      ok: true,
      value: { changed: { state: ['accepted', 'in-progress'], progress: [0, 20] } },
    })
  })
})

describe('assigning', () => {
  it('goes to another body after the lead gave it back, and that body must answer', () => {
    const back = after(buildDuty({ state: 'assigned' }), { kind: 'return', reason: '不属本园职责' }, park)
    expect(back).toMatchObject({ state: 'returned', leadId: 'park' })
    const elsewhere = after(back, { ...assignToPark, leadId: 'college', supporting: [] }, office)
    expect(elsewhere).toMatchObject({ state: 'assigned', leadId: 'college' })
  })

  it('insists when the same body is told again', () => {
    expect(after(buildDuty({ state: 'returned' }), assignToPark, office).state).toBe('assigned')
  })

  it('keeps the state when the same lead only gets other helpers or another person', () => {
    const widened = after(buildDuty(), { ...assignToPark, supporting: ['bureau', 'college'] }, office)
    expect(widened).toMatchObject({ state: 'in-progress', supporting: ['bureau', 'college'] })
  })

  it('keeps the progress when another lead takes over', () => {
    const moved = after(buildDuty({ progress: 60 }), { ...assignToPark, leadId: 'college' }, office)
    expect(moved).toMatchObject({ state: 'assigned', progress: 60 })
  })

  it('sorts the supporting bodies and names each once', () => {
    const named = after(buildDuty(), { ...assignToPark, supporting: ['x', 'college', 'x', ' '] }, office)
    expect(named.supporting).toEqual(['college', 'x'])
  })

  it('keeps the person that the owner named when the lead names nobody', () => {
    const taken = after(
      buildDuty({ state: 'assigned' }),
      { kind: 'accept', personId: null, personName: ' ' },
      park,
    )
    expect(taken.personName).toBe('王明')
  })
})

describe('progress', () => {
  it('may reach 100 % by a report and is not complete by that', () => {
    expect(after(buildDuty(), { kind: 'report', percent: 100, text: '完成', files: 0 }, park)).toMatchObject({
      state: 'in-progress',
      progress: 100,
    })
  })

  it('stays where it is when a report has only words', () => {
    expect(after(buildDuty(), { kind: 'report', percent: null, text: '招标中', files: 0 }, park)).toEqual(
      buildDuty(),
    )
  })

  it('takes the contribution of a supporting body and leaves the duty as it is', () => {
    const taken = buildDuty({ state: 'accepted' })
    expect(after(taken, { kind: 'report', percent: null, text: '已批用地', files: 1 }, bureau)).toEqual(taken)
  })

  it('counts evidence of earlier reports for the completion', () => {
    const act: DutyAct = { kind: 'complete', text: '完成', files: 0 }
    expect(codes(buildDuty(), act, park, { ...noFacts, evidence: 1 })).toEqual([])
  })

  it('goes back to what the owner found, or to 90 %', () => {
    const done = buildDuty({ state: 'reported', progress: 100 })
    const act: DutyAct = { kind: 'send-back', reason: '缺验收单', percent: 70 }
    expect(after(done, act, office)).toMatchObject({ state: 'in-progress', progress: 70 })
    expect(after(done, { ...act, percent: null }, office).progress).toBe(90)
  })

  it('opens again what was closed', () => {
    const again = after(buildDuty({ state: 'closed' }), { kind: 'reopen', reason: '审计发现问题' }, office)
    expect(again.state).toBe('in-progress')
  })
})

describe('suspending, dropping, merging', () => {
  const suspend: DutyAct = { kind: 'suspend', reason: '等上位规划', decision }
  const resume: DutyAct = { kind: 'resume', reason: '规划已批' }

  it.each(['unassigned', 'assigned', 'returned', 'accepted', 'in-progress', 'reported'] as const)(
    'takes up where it was: %s',
    (state) => {
      const before = buildDuty({ state, leadId: state === 'unassigned' ? null : 'park' })
      const held = after(before, suspend, office)
      expect(held).toMatchObject({ state: 'suspended', suspendedFrom: state })
      expect(after(held, resume, office)).toEqual(before)
    },
  )

  it('goes by what the record shows when it is not known where it was', () => {
    const held = buildDuty({ state: 'suspended', suspendedFrom: null })
    expect(after(held, resume, office).state).toBe('in-progress')
    expect(after({ ...held, progress: 0 }, resume, office).state).toBe('assigned')
    expect(after({ ...held, leadId: null }, resume, office).state).toBe('unassigned')
  })

  it('keeps where a merged duty went and drops the colour set by hand', () => {
    const act: DutyAct = { kind: 'merge', into: 'other', reason: '内容重复', decision }
    const duty = buildDuty({ override: { light: 'red', reason: '领导批示' } })
    expect(after(duty, act, office, { ...noFacts, mergeable: true })).toMatchObject({
      state: 'merged',
      mergedInto: 'other',
      override: null,
    })
  })

  it('can drop what is suspended', () => {
    const held = buildDuty({ state: 'suspended', suspendedFrom: 'accepted' })
    expect(after(held, { kind: 'drop', reason: '政策调整', decision }, office)).toMatchObject({
      state: 'dropped',
      suspendedFrom: null,
    })
  })
})

describe('correcting', () => {
  const change = (fields: Extract<DutyAct, { kind: 'change' }>['fields'], reason: string | null = null) =>
    ({ kind: 'change', fields, reason }) satisfies DutyAct

  it('moves a date with a reason', () => {
    expect(
      after(buildDuty(), change({ dueOn: '2025-06-30', precision: 'half-year' }, '用地晚批'), office),
    ).toMatchObject({
      dueOn: '2025-06-30',
      precision: 'half-year',
    })
  })

  it('needs no reason for dates that nobody was given yet', () => {
    const listed = buildDuty({ state: 'unassigned', leadId: null })
    expect(codes(listed, change({ dueOn: '2025-12-31' }), office)).toEqual([])
  })

  it.each([
    ['the date of an assigned one', 'assigned', { dueOn: '2025-12-31' }, true],
    ['the date of one that was suspended before anybody had it', 'suspended', { dueOn: '2025-12-31' }, false],
    ['the title before it was accepted', 'assigned', { title: '另一名称' }, false],
    ['the title once it was accepted', 'accepted', { title: '另一名称' }, true],
    ['the readers', 'in-progress', { visibility: 'public' }, false],
    ['the person', 'in-progress', { personName: '赵云' }, false],
  ] as const)('asks for a reason or not: %s', (_, state, fields, isAsked) => {
    const duty = buildDuty({ state, suspendedFrom: state === 'suspended' ? 'unassigned' : null })
    expect(codes(duty, change(fields), office)).toEqual(isAsked ? ['ledger.reason_required reason'] : [])
    expect(codes(duty, change(fields, '按会议要求'), office)).toEqual([])
  })

  it('drops the rhythm with the precision periodic', () => {
    const yearly = buildDuty({ precision: 'periodic', rhythm: 'year' })
    const once = after(yearly, change({ precision: 'year' }, '改为一次性任务'), office)
    expect(once).toMatchObject({ precision: 'year', rhythm: null })
  })

  it('lets the lead name another person and nothing else', () => {
    expect(after(buildDuty(), change({ personName: '赵云' }), park).personName).toBe('赵云')
    expect(codes(buildDuty(), change({ personName: '赵云', dueOn: '2026-12-31' }, '忙'), park)).toEqual([
      'ledger.field_of_owner dueOn',
    ])
  })

  it('leaves what is closed or gone as it is, but for readers and the mark for evaluation', () => {
    const closed = buildDuty({ state: 'closed' })
    expect(codes(closed, change({ title: '改名' }, '笔误'), office)).toEqual(['ledger.field_frozen title'])
    expect(after(closed, change({ visibility: 'public', forEvaluation: true }), office)).toMatchObject({
      visibility: 'public',
      forEvaluation: true,
    })
    expect(codes(closed, change({ personName: '赵云' }), park)).toEqual(['ledger.not_yours'])
  })

  it('can correct a title although the dates taken over are wrong', () => {
    const imported = buildDuty({ state: 'unassigned', startsOn: '2025-01-01', dueOn: '2024-12-31' })
    expect(codes(imported, change({ title: '新名称' }), office)).toEqual([])
  })

  it.each([
    [{ title: '  ' }, 'ledger.title_required title'],
    [{ startsOn: '2025-02-01' }, 'ledger.dates_reversed dueOn'],
    [{ dueOn: '2025-02-30' }, 'ledger.date_invalid dueOn'],
    [{ dueOn: null }, 'ledger.due_required dueOn'],
    [{ precision: 'none' }, 'ledger.precision_required precision'],
    [{ precision: 'periodic' }, 'ledger.rhythm_required rhythm'],
    [{ rhythm: 'month' }, 'ledger.rhythm_not_periodic rhythm'],
    [{ weight: 0 }, 'ledger.weight_invalid weight'],
    [{ weight: -2 }, 'ledger.weight_invalid weight'],
    [{ weight: Number.NaN }, 'ledger.weight_invalid weight'],
    [{ weight: 1e6 }, 'ledger.weight_invalid weight'],
    [{ title: '建设一处公共中试平台' }, 'ledger.nothing_changed'],
    [{}, 'ledger.nothing_changed'],
  ] as const)('refuses %j', (fields, code) => {
    expect(codes(buildDuty(), change(fields, '更正'), office)).toEqual([code])
  })

  it('refuses a rhythm for one period of a series', () => {
    const instance = buildDuty({ kind: 'instance', parentId: 'series', period: '2024' })
    expect(codes(instance, change({ precision: 'periodic', rhythm: 'year' }, '更正'), office)).toEqual([
      'ledger.rhythm_not_periodic rhythm',
    ])
  })
})

describe('colours set by hand', () => {
  it('hold with their reason until they are cleared, and end with the duty', () => {
    const red = after(buildDuty(), { kind: 'override', light: 'red', reason: ' 领导批示 ' }, office)
    expect(red.override).toEqual({ light: 'red', reason: '领导批示' })
    expect(after(red, { kind: 'clear-override', reason: '已解决' }, office).override).toBeNull()
    expect(after({ ...red, state: 'verified' }, { kind: 'close', text: '销项' }, office).override).toBeNull()
  })
})

describe('refusals', () => {
  const reported = buildDuty({ state: 'reported', progress: 100 })
  const complete: DutyAct = { kind: 'complete', text: '完成', files: 1 }

  it.each<readonly [string, Duty, DutyAct, DutyActor, Partial<DutyFacts>, readonly string[]]>([
    [
      'a neighbour reports',
      buildDuty(),
      { kind: 'report', percent: 5, text: '好', files: 0 },
      neighbour,
      {},
      ['ledger.not_yours'],
    ],
    [
      'the office reports for the park',
      buildDuty(),
      { kind: 'report', percent: 5, text: '好', files: 0 },
      office,
      {},
      ['ledger.not_yours'],
    ],
    ['the park verifies itself', reported, { kind: 'verify', text: '好' }, park, {}, ['ledger.not_yours']],
    [
      'one of the park who does not work on it',
      buildDuty(),
      complete,
      { ...park, works: false },
      {},
      ['ledger.not_yours'],
    ],
    [
      'nobody’s account, for a duty without a lead',
      buildDuty({ leadId: null, state: 'assigned' }),
      { kind: 'accept', personId: null, personName: null },
      { organisationId: null, works: true },
      {},
      ['ledger.not_yours'],
    ],
    ['a supporting body completes', buildDuty(), complete, bureau, {}, ['ledger.not_yours']],
    [
      'a supporting body sets a percentage',
      buildDuty(),
      { kind: 'report', percent: 5, text: '好', files: 0 },
      bureau,
      {},
      ['ledger.percent_of_lead percent'],
    ],
    [
      'acceptance twice',
      buildDuty({ state: 'accepted' }),
      { kind: 'accept', personId: null, personName: null },
      park,
      {},
      ['ledger.wrong_state'],
    ],
    [
      'a report before acceptance',
      buildDuty({ state: 'assigned' }),
      { kind: 'report', percent: 5, text: '好', files: 0 },
      park,
      {},
      ['ledger.wrong_state'],
    ],
    [
      'a return of work begun',
      buildDuty(),
      { kind: 'return', reason: '做不了' },
      park,
      {},
      ['ledger.wrong_state'],
    ],
    ['closing unverified', reported, { kind: 'close', text: null }, office, {}, ['ledger.wrong_state']],
    [
      'dropping what is closed',
      buildDuty({ state: 'closed' }),
      { kind: 'drop', reason: '误', decision },
      office,
      {},
      ['ledger.wrong_state'],
    ],
    [
      'a return without a reason',
      buildDuty({ state: 'assigned' }),
      { kind: 'return', reason: ' \n' },
      park,
      {},
      ['ledger.reason_required reason'],
    ],
    [
      'a report without words',
      buildDuty(),
      { kind: 'report', percent: 5, text: '', files: 2 },
      park,
      {},
      ['ledger.text_required text'],
    ],
    [
      '101 %',
      buildDuty(),
      { kind: 'report', percent: 101, text: '好', files: 0 },
      park,
      {},
      ['ledger.percent_invalid percent'],
    ],
    [
      '-1 %',
      buildDuty(),
      { kind: 'report', percent: -1, text: '好', files: 0 },
      park,
      {},
      ['ledger.percent_invalid percent'],
    ],
    [
      'a percentage that is no number',
      buildDuty(),
      { kind: 'report', percent: Number.NaN, text: '好', files: 0 },
      park,
      {},
      ['ledger.percent_invalid percent'],
    ],
    [
      'completion without any file',
      buildDuty(),
      { kind: 'complete', text: '完成', files: 0 },
      park,
      {},
      ['ledger.evidence_required files'],
    ],
    ['completion with open parts', buildDuty(), complete, park, { openParts: 1 }, ['ledger.parts_open']],
    [
      'verification without words',
      reported,
      { kind: 'verify', text: '' },
      office,
      {},
      ['ledger.text_required text'],
    ],
    [
      'suspension without a decision',
      buildDuty(),
      { kind: 'suspend', reason: '等', decision: { reference: ' ', on: '2024-02-30' } },
      office,
      {},
      ['ledger.decision_required decision reference', 'ledger.date_invalid decision on'],
    ],
    [
      'dropping without reason',
      buildDuty(),
      { kind: 'drop', reason: '', decision },
      office,
      {},
      ['ledger.reason_required reason'],
    ],
    [
      'merging into itself',
      buildDuty(),
      { kind: 'merge', into: 'duty', reason: '重复', decision },
      office,
      { mergeable: true },
      ['ledger.merge_target into'],
    ],
    [
      'merging into what is not open',
      buildDuty(),
      { kind: 'merge', into: 'other', reason: '重复', decision },
      office,
      {},
      ['ledger.merge_target into'],
    ],
    [
      'assigning to nobody',
      buildDuty(),
      { ...assignToPark, leadId: ' ' },
      office,
      {},
      ['ledger.lead_required leadId'],
    ],
    [
      'a lead that supports itself',
      buildDuty(),
      { ...assignToPark, supporting: ['park'] },
      office,
      {},
      ['ledger.lead_supports supporting'],
    ],
    ['assigning as it is', buildDuty(), assignToPark, office, {}, ['ledger.nothing_changed']],
    [
      'clearing no colour',
      buildDuty(),
      { kind: 'clear-override', reason: '好了' },
      office,
      {},
      ['ledger.no_override'],
    ],
    [
      'a colour for what is suspended',
      buildDuty({ state: 'suspended', suspendedFrom: 'accepted' }),
      { kind: 'override', light: 'red', reason: '急' },
      office,
      {},
      ['ledger.wrong_state'],
    ],
    [
      'the same colour for the same reason',
      buildDuty({ override: { light: 'red', reason: '急' } }),
      { kind: 'override', light: 'red', reason: '急' },
      office,
      {},
      ['ledger.nothing_changed'],
    ],
  ])('%s', (_, duty, act, actor, facts, expected) => {
    expect(codes(duty, act, actor, { ...noFacts, ...facts })).toEqual(expected)
  })
})

/** Acts that carry all that they need, whoever does them and whatever the duty is. */
function wellFormed(duty: Duty): readonly DutyAct[] {
  return [
    { ...assignToPark, leadId: 'another', supporting: [] },
    { kind: 'accept', personId: 'user-1', personName: null },
    { kind: 'return', reason: '理由' },
    { kind: 'report', percent: null, text: '进展', files: 0 },
    { kind: 'complete', text: '完成', files: 1 },
    { kind: 'verify', text: '属实' },
    { kind: 'send-back', reason: '理由', percent: 50 },
    { kind: 'close', text: null },
    { kind: 'reopen', reason: '理由' },
    { kind: 'suspend', reason: '理由', decision },
    { kind: 'resume', reason: '理由' },
    { kind: 'drop', reason: '理由', decision },
    { kind: 'merge', into: 'other', reason: '理由', decision },
    { kind: 'override', light: 'yellow', reason: '新的理由' },
    { kind: 'clear-override', reason: '理由' },
    { kind: 'change', fields: { forEvaluation: !duty.forEvaluation }, reason: '理由' },
    { kind: 'change', fields: { personName: '新人' }, reason: '理由' },
  ]
}

describe('what is always true', () => {
  it('offers an act exactly when a well-formed one is accepted', () => {
    const offeredKinds = new Set<DutyActKind>()
    fc.assert(
      fc.property(anyDuty, anyActor, anyFacts, (duty, actor, facts) => {
        const accepted = wellFormed(duty).filter((act) => decideDuty(duty, act, actor, facts).ok)
        const offered = possibleActs(duty, actor, facts)
        expect(new Set(offered)).toEqual(new Set(accepted.map(({ kind }) => kind)))
        for (const kind of offered) offeredKinds.add(kind)
      }),
      { numRuns: 4000 },
    )
    expect([...offeredKinds].sort()).toEqual(Object.keys(ACT_RULES).sort())
  })

  it('leaves a record whose parts fit one another, and says every difference', () => {
    fc.assert(
      fc.property(anyDuty, anyActor, anyFacts, (duty, actor, facts) => {
        for (const act of wellFormed(duty)) {
          const outcome = decideDuty(duty, act, actor, facts)
          if (!outcome.ok) continue
          const { duty: now, changed } = outcome.value
          expect(checkDuty(now)).toEqual([])
          expect(DUTY_STATES).toContain(now.state)
          expect(now.state === 'suspended').toBe(now.suspendedFrom !== null)
          expect(now.state === 'merged').toBe(now.mergedInto !== null)
          if (!['suspended', 'merged', 'dropped'].includes(now.state)) {
            expect(now.state === 'unassigned').toBe(now.leadId === null)
          }
          const replayed = {
            ...duty,
            ...Object.fromEntries(Object.entries(changed).map(([k, v]) => [k, v[1]])),
          }
          expect(replayed).toEqual(now)
          expect(now.id).toBe(duty.id)
          expect(now.ownerId).toBe(duty.ownerId)
        }
      }),
      { numRuns: 1500 },
    )
  })

  it('takes nothing from a body that has no part in the duty, nor from one that does not work on it', () => {
    fc.assert(
      fc.property(anyDuty, anyFacts, fc.boolean(), (duty, facts, works) => {
        expect(possibleActs(duty, { organisationId: 'neighbour', works }, facts)).toEqual([])
        expect(possibleActs(duty, { organisationId: 'office', works: false }, facts)).toEqual([])
      }),
    )
  })
})

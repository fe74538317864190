import fc from 'fast-check'
import { DUE_PRECISIONS, DUTY_STATES, OPEN_STATES, RHYTHMS } from '#domain/ledger'
import type { Duty, DutyActor, DutyFacts, DutyProgress, LedgerRules } from '#domain/ledger'

/** The office orders, the park leads, the bureau helps, a neighbour has nothing to do with it. */
export const office: DutyActor = { organisationId: 'office', works: true }
export const park: DutyActor = { organisationId: 'park', works: true }
export const bureau: DutyActor = { organisationId: 'bureau', works: true }
export const neighbour: DutyActor = { organisationId: 'neighbour', works: true }

export function buildDuty(fields: Partial<Duty> = {}): Duty {
  return {
    id: 'duty',
    ownerId: 'office',
    kind: 'duty',
    parentId: null,
    title: '建设一处公共中试平台',
    content: '选址、立项、建成并投入使用。',
    number: '3.',
    categories: ['carrier'],
    parkId: null,
    leadId: 'park',
    personId: null,
    personName: '王明',
    supporting: ['bureau'],
    startsOn: '2024-01-01',
    dueOn: '2024-12-31',
    precision: 'year',
    dueText: '2024年底前',
    rhythm: null,
    period: null,
    reportEvery: 'quarter',
    weight: 1,
    rollUp: 'own',
    state: 'in-progress',
    suspendedFrom: null,
    progress: 40,
    override: null,
    mergedInto: null,
    visibility: 'zone',
    forEvaluation: false,
    ...fields,
  }
}

/** A year of 2024, reported on in June with a file. */
export function buildProgress(fields: Partial<DutyProgress> = {}): DutyProgress {
  return {
    state: 'in-progress',
    startsOn: '2024-01-01',
    dueOn: '2024-12-31',
    precision: 'year',
    reportEvery: 'quarter',
    assignedOn: '2024-01-10',
    lastReportOn: '2024-06-20',
    progress: 50,
    evidence: 1,
    override: null,
    completedOn: null,
    ...fields,
  }
}

export const noFacts: DutyFacts = { openParts: 0, evidence: 0, mergeable: false }

export const somePercent = fc.integer({ min: 0, max: 10_000 }).map((n) => n / 100)
export const someDay = fc
  .date({
    min: new Date('2022-01-01T00:00:00Z'),
    max: new Date('2027-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString().slice(0, 10))
const maybeDay = fc.option(someDay, { nil: null })
const someOverride = fc.option(
  fc.record({ light: fc.constantFrom('green', 'yellow', 'red'), reason: fc.constant('另有安排') }),
  { nil: null },
)

/** Records as they can stand in the ledger: what hangs together does. */
export const anyDuty: fc.Arbitrary<Duty> = fc
  .record({
    state: fc.constantFrom(...DUTY_STATES),
    suspendedFrom: fc.constantFrom(...OPEN_STATES),
    hasLead: fc.boolean(),
    leadIsOwner: fc.boolean(),
    supporting: fc.subarray(['bureau', 'college']),
    days: fc.tuple(maybeDay, maybeDay),
    precision: fc.constantFrom(...DUE_PRECISIONS),
    rhythm: fc.constantFrom(...RHYTHMS),
    progress: somePercent,
    override: someOverride,
  })
  .map((seed) => {
    const { state } = seed
    const from = state === 'suspended' ? seed.suspendedFrom : state
    const isGone = from === 'merged' || from === 'dropped'
    const hasLead = from !== 'unassigned' && (!isGone || seed.hasLead)
    const [a, b] = seed.days
    const dueOn = seed.precision === 'none' ? null : a !== null && b !== null && a > b ? a : (b ?? a)
    return buildDuty({
      state,
      suspendedFrom: state === 'suspended' ? seed.suspendedFrom : null,
      leadId: hasLead ? (seed.leadIsOwner ? 'office' : 'park') : null,
      supporting: seed.supporting,
      startsOn: dueOn === null || a === null || a > dueOn ? null : a,
      dueOn,
      precision: dueOn === null ? 'none' : seed.precision,
      rhythm: dueOn !== null && seed.precision === 'periodic' ? seed.rhythm : null,
      progress: seed.progress,
      override: state === 'closed' || isGone ? null : seed.override,
      mergedInto: state === 'merged' ? 'other' : null,
    })
  })

export const anyActor: fc.Arbitrary<DutyActor> = fc.record({
  organisationId: fc.constantFrom('office', 'park', 'bureau', 'college', 'neighbour', null),
  works: fc.boolean(),
})

export const anyFacts: fc.Arbitrary<DutyFacts> = fc.record({
  openParts: fc.nat(2),
  evidence: fc.nat(2),
  mergeable: fc.boolean(),
})

export const anyProgress: fc.Arbitrary<DutyProgress> = fc
  .record({
    state: fc.constantFrom(...DUTY_STATES),
    days: fc.tuple(maybeDay, maybeDay),
    reportEvery: fc.option(fc.constantFrom(...RHYTHMS), { nil: null }),
    assignedOn: maybeDay,
    lastReportOn: maybeDay,
    progress: somePercent,
    evidence: fc.nat(1),
    override: someOverride,
    completedOn: maybeDay,
  })
  .map(({ days: [a, b], ...rest }) => ({
    ...rest,
    startsOn: a !== null && b !== null && a > b ? b : a,
    dueOn: a !== null && b !== null && a > b ? a : b,
    precision: b === null && a === null ? 'none' : 'day',
  }))

export const anyRules: fc.Arbitrary<LedgerRules> = fc
  .record({
    dueSoonDays: fc.nat(60),
    dueSoonProgress: fc.nat(100),
    lateRedDays: fc.nat(60),
    reportGraceDays: fc.nat(40),
    staleRedDays: fc.nat(60),
    behind: fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 })),
    answerDays: fc.nat(30),
    evidenceFrom: fc.integer({ min: 1, max: 100 }),
  })
  .map(({ behind: [a, b], ...rest }) => ({
    ...rest,
    behindYellow: Math.min(a, b),
    behindRed: Math.max(a, b),
  }))

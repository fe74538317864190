import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyProgress, anyRules, buildProgress, someDay } from '#tests/duty-arbitraries'
import { assessDuty, expectedProgress, lightOn, reportDueOn, reportedPeriod } from './assess-duty.ts'
import type { Assessment, DutyProgress } from './duty-acts.ts'
import { parseLedgerRules, rulesOf } from './parse-rules.ts'
import { addDays, daysBetween } from './periods.ts'

const parsed = parseLedgerRules(
  JSON.parse(readFileSync(new URL('../../../data/ledger/rules.json', import.meta.url), 'utf8')),
)
if (!parsed.ok) throw new Error('shipped rules')
/** ▲ 30 days before the end below 80 %; late ■ from day 15; reports 10 days of grace, ■ after 30; behind 20 and 40; 10 days to answer. */
const rules = rulesOf(parsed.value)

function fired(fields: Partial<DutyProgress>, today: string): readonly string[] {
  return assessDuty(buildProgress(fields), today, rules).because.map(({ rule, light }) => `${rule} ${light}`)
}

describe('the colour of a duty by the shipped rules', () => {
  it('is green while it is half done in the middle of its year', () => {
    expect(assessDuty(buildProgress(), '2024-07-01', rules)).toEqual({
      light: 'green',
      ruled: 'green',
      flags: [],
      because: [],
      reportDueOn: '2024-09-30',
      // 70 % of the 365 days have passed: 50 + 20.
      changesOn: '2024-09-13',
    })
  })

  it('says by how much it lags the time', () => {
    expect(assessDuty(buildProgress(), '2024-09-13', rules)).toMatchObject({
      light: 'yellow',
      flags: ['behind'],
      because: [{ rule: 'behind', light: 'yellow', params: { expected: 70.14, progress: 50, lag: 20.14 } }],
      changesOn: '2024-10-11',
    })
  })

  it.each<readonly [string, Partial<DutyProgress>, string, readonly string[]]>([
    [
      'nobody leads it',
      { state: 'unassigned', progress: 0, lastReportOn: null },
      '2024-01-20',
      ['unassigned yellow'],
    ],
    [
      'the lead gave it back',
      { state: 'returned', progress: 0, lastReportOn: null },
      '2024-01-20',
      ['returned yellow'],
    ],
    ['on the last day to answer', { state: 'assigned', progress: 0 }, '2024-01-20', []],
    ['a day after that', { state: 'assigned', progress: 0 }, '2024-01-21', ['unanswered yellow']],
    ['on the last day of the grace for a report', { lastReportOn: '2024-03-30' }, '2024-07-10', []],
    ['a day after the grace', { lastReportOn: '2024-03-30' }, '2024-07-11', ['stale yellow']],
    ['30 days after the grace', { lastReportOn: '2024-03-30' }, '2024-08-09', ['stale red']],
    ['31 days before the end', { progress: 79, reportEvery: null }, '2024-11-30', []],
    ['30 days before the end', { progress: 79, reportEvery: null }, '2024-12-01', ['due-soon yellow']],
    ['30 days before the end, nearly done', { progress: 80, reportEvery: null }, '2024-12-01', []],
    ['on the last day', { progress: 85, reportEvery: null }, '2024-12-31', []],
    ['a day later', { progress: 85, reportEvery: null }, '2025-01-01', ['late yellow']],
    ['fifteen days later', { progress: 85, reportEvery: null }, '2025-01-15', ['late red']],
    [
      'nothing done by the end',
      { progress: 0, evidence: 0, reportEvery: null },
      '2024-12-31',
      ['behind red', 'due-soon yellow'],
    ],
    ['half done without a file', { evidence: 0 }, '2024-07-01', ['no-evidence yellow']],
    ['less than half without a file', { evidence: 0, progress: 49.99 }, '2024-07-01', []],
    [
      'without dates',
      { startsOn: null, dueOn: null, precision: 'none', reportEvery: null },
      '2030-01-01',
      [],
    ],
    [
      'begun and ended on one day',
      { startsOn: '2024-12-31', reportEvery: null, progress: 0 },
      '2024-12-31',
      ['due-soon yellow'],
    ],
    [
      'complete in time, waiting for the office',
      { state: 'reported', progress: 100, completedOn: '2024-12-31' },
      '2025-06-01',
      ['complete green'],
    ],
    [
      'complete five days late',
      { state: 'reported', progress: 100, completedOn: '2025-01-05' },
      '2025-06-01',
      ['completed-late yellow', 'complete green'],
    ],
    [
      'complete a month late',
      { state: 'reported', progress: 100, completedOn: '2025-01-31' },
      '2025-06-01',
      ['completed-late red', 'complete green'],
    ],
    ['suspended', { state: 'suspended', progress: 0, evidence: 0 }, '2026-01-01', ['not-counted grey']],
    ['dropped', { state: 'dropped' }, '2026-01-01', ['not-counted grey']],
    ['merged', { state: 'merged' }, '2026-01-01', ['not-counted grey']],
  ])('%s', (_, fields, today, expected) => {
    expect(fired(fields, today)).toEqual(expected)
  })

  it('puts the worst first and takes its colour', () => {
    const { light, because, flags } = assessDuty(
      buildProgress({ lastReportOn: '2024-12-20', progress: 75 }),
      '2025-02-01',
      rules,
    )
    expect(because.map(({ rule, light: by }) => [rule, by])).toEqual([
      ['late', 'red'],
      ['behind', 'yellow'],
    ])
    expect(light).toBe('red')
    expect(flags).toEqual(['late', 'behind'])
  })

  it('keeps late work known as late once it is verified and closed, in green', () => {
    for (const state of ['verified', 'closed'] as const) {
      const done = assessDuty(
        buildProgress({ state, progress: 100, completedOn: '2025-03-01' }),
        '2025-06-01',
        rules,
      )
      expect(done).toMatchObject({ light: 'green', flags: ['late'], changesOn: null })
      expect(done.because).toContainEqual({
        rule: 'completed-late',
        light: 'green',
        params: { dueOn: '2024-12-31', completedOn: '2025-03-01', days: 60 },
      })
    }
  })

  it('shows the colour set by hand beside that of the rules, while the duty counts', () => {
    const override = { light: 'red', reason: '领导批示' } as const
    expect(assessDuty(buildProgress({ override }), '2024-07-01', rules)).toMatchObject({
      light: 'red',
      ruled: 'green',
    })
    expect(assessDuty(buildProgress({ override, state: 'closed' }), '2024-07-01', rules).light).toBe('green')
    expect(assessDuty(buildProgress({ override, state: 'suspended' }), '2024-07-01', rules).light).toBe(
      'grey',
    )
  })

  it('turns red at once where the rule says so', () => {
    const strict = { ...rules, lateRedDays: 0 }
    const late = assessDuty(buildProgress({ progress: 99, reportEvery: null }), '2025-01-01', strict)
    expect(late).toMatchObject({ light: 'red', changesOn: null })
  })
})

describe('share of the time that has passed', () => {
  it.each([
    ['2023-06-01', 0],
    ['2024-01-01', 0],
    ['2024-07-01', 49.86],
    ['2024-12-31', 100],
    ['2025-06-01', 100],
  ])('%s: %d %%', (today, expected) => {
    expect(expectedProgress({ startsOn: '2024-01-01', dueOn: '2024-12-31' }, today)).toBe(expected)
  })
})

describe('the next report', () => {
  it.each<readonly [string, Partial<DutyProgress>, string | null]>([
    [
      'the first, of the period in which it was assigned',
      { lastReportOn: null, assignedOn: '2024-02-15' },
      '2024-03-31',
    ],
    [
      'the first, of the period in which work begins',
      { lastReportOn: null, startsOn: '2024-05-01' },
      '2024-06-30',
    ],
    ['after a report in a period, of the next', { lastReportOn: '2024-06-20' }, '2024-09-30'],
    ['after a report early in a period, of that period', { lastReportOn: '2024-07-05' }, '2024-09-30'],
    ['on the last day that counts for the period before', { lastReportOn: '2024-07-23' }, '2024-09-30'],
    ['on the day after', { lastReportOn: '2024-07-24' }, '2024-12-31'],
    ['by the month', { lastReportOn: '2024-07-20', reportEvery: 'month' }, '2024-08-31'],
    ['by the week, on a Monday', { lastReportOn: '2024-07-22', reportEvery: 'week' }, '2024-07-28'],
    ['by the week, on a Friday', { lastReportOn: '2024-07-26', reportEvery: 'week' }, '2024-08-04'],
    [
      'of a new lead, not that of the one before',
      { lastReportOn: '2024-02-20', assignedOn: '2024-08-01' },
      '2024-09-30',
    ],
    ['none, only when complete', { reportEvery: null }, null],
    ['none before it is accepted', { state: 'assigned' }, null],
    ['none while it waits for the office', { state: 'reported' }, null],
    ['none when it is not known since when', { lastReportOn: null, assignedOn: null, startsOn: null }, null],
  ])('%s', (_, fields, expected) => {
    expect(reportDueOn(buildProgress(fields))).toBe(expected)
  })
})

describe('the period that a report is about', () => {
  it.each([
    ['2025-01-22', 'quarter', '2024-Q4'],
    ['2025-01-23', 'quarter', '2025-Q1'],
    ['2025-02-07', 'month', '2025-01'],
    ['2025-02-08', 'month', '2025-02'],
    ['2024-08-07', 'month', '2024-07'],
    ['2024-08-08', 'month', '2024-08'],
    ['2024-07-22', 'week', '2024-W29'],
    ['2024-07-23', 'week', '2024-W30'],
    ['2025-03-01', 'year', '2024'],
    ['2025-06-01', 'year', '2025'],
  ] as const)('%s by the %s: %s', (on, rhythm, id) => {
    expect(reportedPeriod(on, rhythm).id).toBe(id)
  })
})

describe('when time alone changes the answer', () => {
  /** Everything but the figures in the reasons. */
  function shown({ light, ruled, flags, because, reportDueOn: due }: Assessment): unknown {
    return { light, ruled, flags, because: because.map(({ rule, light: by }) => [rule, by]), due }
  }

  it('is the very day on which it does, and never where it does not', () => {
    let withChange = 0
    fc.assert(
      fc.property(anyProgress, someDay, anyRules, (progress, today, someRules) => {
        const now = assessDuty(progress, today, someRules)
        const changesOn = now.changesOn
        if (changesOn !== null) {
          withChange++
          expect(changesOn > today).toBe(true)
          expect(shown(assessDuty(progress, changesOn, someRules))).not.toEqual(shown(now))
        }
        // Beyond ten years nothing here has anything left to change.
        const last = changesOn === null ? 3700 : daysBetween(today, changesOn) - 1
        const days = last <= 60 ? Array.from({ length: last }, (_, at) => at + 1) : [1, 2, last - 1, last]
        for (const later of days) {
          expect(shown(assessDuty(progress, addDays(today, later), someRules))).toEqual(shown(now))
        }
      }),
      { numRuns: 1500 },
    )
    expect(withChange).toBeGreaterThan(100)
  })

  it('leads through every day of ten years as looking daily does', () => {
    fc.assert(
      fc.property(anyProgress, anyRules, (progress, someRules) => {
        let held = assessDuty(progress, '2022-01-01', someRules)
        for (let at = 1; at <= 2600; at++) {
          const today = addDays('2022-01-01', at)
          if (held.changesOn === today) held = assessDuty(progress, today, someRules)
          if (at % 5 === 0 || held.changesOn === addDays(today, 1)) {
            expect(shown(assessDuty(progress, today, someRules))).toEqual(shown(held))
          }
        }
      }),
      { numRuns: 25 },
    )
  })

  it('gives the worst of its reasons, and each flag a reason', () => {
    fc.assert(
      fc.property(anyProgress, someDay, anyRules, (progress, today, someRules) => {
        const { ruled, light, because, flags } = assessDuty(progress, today, someRules)
        const order = ['green', 'grey', 'yellow', 'red']
        const worst = Math.max(0, ...because.map((reason) => order.indexOf(reason.light)))
        expect(ruled).toBe(order[worst])
        expect(because[0]?.light ?? 'green').toBe(ruled)
        if (progress.override === null) expect(light).toBe(ruled)
        expect(new Set(flags).size).toBe(flags.length)
        expect(flags.length).toBeLessThanOrEqual(because.length)
      }),
    )
  })

  it('never grows better by time alone, and is the same when asked for by itself', () => {
    fc.assert(
      fc.property(anyProgress, someDay, anyRules, fc.nat(800), (progress, today, someRules, days) => {
        const order = ['green', 'grey', 'yellow', 'red']
        const [now, later] = [today, addDays(today, days)].map((day) => lightOn(progress, day, someRules))
        expect(order.indexOf(later ?? '')).toBeGreaterThanOrEqual(order.indexOf(now ?? ''))
        expect(now).toBe(assessDuty(progress, today, someRules).light)
      }),
      { numRuns: 1000 },
    )
  })
})

it('a duty with parts is not asked for files of its own: each part is', () => {
  const done = buildProgress({ progress: 80, evidence: 0 })
  expect(assessDuty(done, '2024-07-01', rules).flags).toContain('no-evidence')
  expect(assessDuty({ ...done, hasParts: true }, '2024-07-01', rules).flags).not.toContain('no-evidence')
})

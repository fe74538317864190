import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extractPlan } from '#domain/plan'
import { buildDuty, someDay } from '#tests/duty-arbitraries'
import { checkDuty } from './check-duty.ts'
import { RHYTHMS } from './duty.ts'
import type { Rhythm } from './duty.ts'
import { resolveDue } from './resolve-due.ts'
import type { PlanTime } from './resolve-due.ts'

type Written = Parameters<typeof resolveDue>[0]
type Precision = NonNullable<Written>['precision']

/** A plan for 2023 to 2025, issued in the middle of its first year. */
const plan: PlanTime = { horizonTo: 2025, issuedOn: '2023-06-30' }
const undated: PlanTime = { horizonTo: 2025, issuedOn: null }
const endless: PlanTime = { horizonTo: null, issuedOn: '2023-06-30' }

function words(text: string, precision: Precision, on: string | null = null): Written {
  return { text, precision, on }
}

describe('the date that a document means', () => {
  it.each<readonly [string, Written, PlanTime, string | null, string, Rhythm | null, string | null]>([
    // As written.
    ['2024年6月15日前', words('2024年6月15日前', 'day', '2024-06-15'), plan, '2024-06-15', 'day', null, null],
    ['2024年6月底前', words('2024年6月底前', 'month', '2024-06-30'), plan, '2024-06-30', 'month', null, null],
    ['2024年6月上旬', words('2024年6月上旬', 'month', '2024-06-10'), plan, '2024-06-10', 'month', null, null],
    [
      '2024年第三季度',
      words('2024年第三季度', 'quarter', '2024-09-30'),
      plan,
      '2024-09-30',
      'quarter',
      null,
      null,
    ],
    [
      '2024年上半年',
      words('2024年上半年', 'half-year', '2024-06-30'),
      plan,
      '2024-06-30',
      'half-year',
      null,
      null,
    ],
    ['2025年', words('2025年', 'year', '2025-12-31'), plan, '2025-12-31', 'year', null, null],
    [
      'a year set by hand to a day within',
      words('2025年', 'year', '2025-03-01'),
      plan,
      '2025-12-31',
      'year',
      null,
      null,
    ],
    [
      '“十四五”期间',
      words('“十四五”期间', 'plan-period', '2025-12-31'),
      plan,
      '2025-12-31',
      'plan-period',
      null,
      null,
    ],
    // As long as the plan.
    ['长期坚持', words('长期坚持', 'plan-period'), plan, '2025-12-31', 'plan-period', null, 'long-term'],
    [
      '长期坚持, a plan without end',
      words('长期坚持', 'plan-period'),
      endless,
      null,
      'none',
      null,
      'long-term',
    ],
    ['no words', null, plan, '2025-12-31', 'plan-period', null, 'plan-end'],
    ['no words, a plan without end', null, endless, null, 'none', null, null],
    // Counted from the issue.
    ['6个月内', words('6个月内', 'relative'), plan, '2023-12-30', 'day', null, 'from-issue'],
    ['两年内', words('两年内', 'relative'), plan, '2025-06-30', 'day', null, 'from-issue'],
    ['一年半内', words('一年半内', 'relative'), plan, '2024-12-30', 'day', null, 'from-issue'],
    ['半年内', words('半年内', 'relative'), plan, '2023-12-30', 'day', null, 'from-issue'],
    ['一个季度内', words('一个季度内', 'relative'), plan, '2023-09-30', 'day', null, 'from-issue'],
    [
      '三年内, beyond the plan',
      words('三年内', 'relative'),
      plan,
      '2025-12-31',
      'plan-period',
      null,
      'within-plan',
    ],
    [
      '三至五年内, a plan without end',
      words('三至五年内', 'relative'),
      endless,
      '2028-06-30',
      'day',
      null,
      'from-issue',
    ],
    ['30日内', words('30日内', 'relative'), plan, '2023-07-30', 'day', null, 'from-issue'],
    [
      '30日内, read as a year',
      words('30日内', 'year', '2023-12-31'),
      plan,
      '2023-07-30',
      'day',
      null,
      'from-issue',
    ],
    [
      '自印发之日起30日内',
      words('自印发之日起30日内', 'relative'),
      plan,
      '2023-07-30',
      'day',
      null,
      'from-issue',
    ],
    ['两周内', words('两周内', 'relative'), plan, '2023-07-14', 'day', null, 'from-issue'],
    // 30 June 2023 is a Friday.
    ['5个工作日内', words('5个工作日内', 'relative'), plan, '2023-07-07', 'day', null, 'from-issue-weekdays'],
    [
      '十五个工作日内',
      words('十五个工作日内', 'relative'),
      plan,
      '2023-07-21',
      'day',
      null,
      'from-issue-weekdays',
    ],
    [
      '1个月内, from the last of January',
      words('1个月内', 'relative'),
      { horizonTo: 2025, issuedOn: '2023-01-31' },
      '2023-02-28',
      'day',
      null,
      'from-issue',
    ],
    ['三年内, issue unknown', words('三年内', 'relative'), undated, null, 'none', null, 'issue-unknown'],
    // In March, not in three months.
    ['三月内', words('三月内', 'month', '2024-03-31'), plan, '2024-03-31', 'month', null, null],
    ['2024年内', words('2024年内', 'year', '2024-12-31'), plan, '2024-12-31', 'year', null, null],
    // Again and again.
    ['每年', words('每年', 'periodic'), plan, '2025-12-31', 'periodic', 'year', null],
    ['每季度', words('每季度', 'periodic'), endless, null, 'periodic', 'quarter', null],
    ['定期', words('定期', 'periodic'), plan, '2025-12-31', 'plan-period', null, 'rhythm-needed'],
    ['定期, a plan without end', words('定期', 'periodic'), endless, null, 'none', null, 'rhythm-needed'],
    // The year is not known.
    ['年底前', words('年底前', 'year'), undated, null, 'none', null, 'year-unknown'],
  ])('%s', (_, deadline, time, dueOn, precision, rhythm, assumption) => {
    expect(resolveDue(deadline, time)).toMatchObject({ dueOn, precision, rhythm, assumption })
  })

  it('takes the rhythm that a person has chosen before the words', () => {
    expect(resolveDue(words('定期', 'periodic'), plan, 'half-year')).toEqual({
      startsOn: '2023-06-30',
      dueOn: '2025-12-31',
      precision: 'periodic',
      rhythm: 'half-year',
      assumption: null,
    })
    expect(resolveDue(words('每年', 'periodic'), plan, 'month')).toMatchObject({ rhythm: 'month' })
    expect(resolveDue(words('2024年底前', 'year', '2024-12-31'), plan, 'month').dueOn).toBe('2024-12-31')
  })

  it('begins on the day of issue, unless that comes after the last day', () => {
    expect(resolveDue(null, plan).startsOn).toBe('2023-06-30')
    expect(resolveDue(words('2022年', 'year', '2022-12-31'), plan).startsOn).toBeNull()
    expect(resolveDue(null, undated).startsOn).toBeNull()
  })

  it('goes on from what the plan engine reads', () => {
    const extraction = extractPlan(
      [
        '某区促进园区发展行动方案（2023—2025年）',
        '一、主要任务',
        '1.建立企业走访机制。2024年6月底前建立企业走访台账，由区科信局牵头。',
        '2.建设公共测试平台。6个月内完成平台选址，由区发展改革委牵头。',
      ].join('\n'),
    )
    if (!extraction.ok) throw new Error('not read')
    const due = extraction.value.tasks.map((task) => resolveDue(task.deadline, plan).dueOn)
    expect(due).toEqual(['2024-06-30', '2023-12-30'])
  })

  it('always fits what a duty may say', () => {
    const texts = [
      '三年内',
      '30日内',
      '10个工作日内',
      '每年',
      '定期',
      '长期',
      '2024年底',
      '半年内',
      '五百年内',
      '',
    ]
    const precisions = [
      'day',
      'month',
      'quarter',
      'half-year',
      'year',
      'plan-period',
      'periodic',
      'relative',
    ] as const
    fc.assert(
      fc.property(
        fc.option(
          fc.record({
            text: fc.oneof(fc.constantFrom(...texts), fc.string()),
            on: fc.option(someDay, { nil: null }),
            precision: fc.constantFrom(...precisions),
          }),
          { nil: null },
        ),
        fc.record({
          horizonTo: fc.option(fc.integer({ min: 2020, max: 2035 }), { nil: null }),
          issuedOn: fc.option(someDay, { nil: null }),
        }),
        fc.option(fc.constantFrom(...RHYTHMS), { nil: null }),
        (deadline, time, chosen) => {
          const { assumption: _, ...due } = resolveDue(deadline, time, chosen)
          expect(checkDuty(buildDuty(due))).toEqual([])
        },
      ),
      { numRuns: 2000 },
    )
  })
})

import { describe, expect, test } from 'vitest'
import type { DutyView } from '#contract/ledger'
import { faultsOf, hasHalfFigure, inputOf, partsOf, reportedPeriod, startOf } from './act-values.ts'
import { changeOf, faultsOfChange, faultsOfNew, newDutyOf, EMPTY_DUTY, valuesOf } from './duty-form-values.ts'
import { dutyView, OFFICE, PARK } from './duty-view.fixture.ts'
import { rollUpSum } from './roll-up-words.ts'
import { fitting } from './use-kept-edits.ts'

const TODAY = '2026-11-22'
const partsWith = (view: DutyView, kind: Parameters<typeof startOf>[1], organisation: string) =>
  faultsOf(view, inputOf(kind, startOf(view, kind, organisation, TODAY), []), organisation)

describe('what the form of an act asks for', () => {
  test('a supporting body reports without a percentage', () => {
    expect(partsOf('report', true)).toContain('percent')
    expect(partsOf('report', false)).not.toContain('percent')
  })

  test('a report begins with the progress that was last reported', () => {
    expect(startOf(dutyView({ ownProgress: 40 }), 'report', PARK.id, TODAY).percent).toBe(40)
    expect(startOf(dutyView({ ownProgress: 40 }), 'report', OFFICE.id, TODAY).percent).toBeNull()
  })

  test('a report is about the period that is overdue, else about the running one', () => {
    const view = dutyView({ reportEvery: 'quarter' })
    const withDue = (reportDueOn: string | null) => ({ ...view, duty: { ...view.duty, reportDueOn } })
    expect(reportedPeriod(withDue('2026-09-30'), TODAY)).toBe('2026-Q3')
    expect(reportedPeriod(withDue('2026-12-31'), TODAY)).toBe('2026-Q4')
    expect(reportedPeriod(withDue(null), TODAY)).toBe('2026-Q4')
    expect(reportedPeriod({ ...view, reportEvery: null }, TODAY)).toBeNull()
  })
})

describe('the engine’s refusals stand at the fields of the form', () => {
  test('a report wants words', () => {
    const { parts } = partsWith(dutyView({}), 'report', PARK.id)
    expect([...parts.keys()]).toEqual(['text'])
    expect(parts.get('text')?.[0]?.code).toBe('ledger.text_required')
  })

  test('completion wants words and a file, unless there is one already', () => {
    expect([...partsWith(dutyView({}), 'complete', PARK.id).parts.keys()]).toEqual(['text', 'files'])
    const withFile = dutyView({})
    const view = { ...withFile, duty: { ...withFile.duty, evidence: 2 } }
    expect([...partsWith(view, 'complete', PARK.id).parts.keys()]).toEqual(['text'])
  })

  test('a decision wants its number', () => {
    const { parts } = partsWith(dutyView({}), 'drop', OFFICE.id)
    expect([...parts.keys()].toSorted()).toEqual(['decision', 'reason'])
  })

  test('assigning to the same bodies says that nothing changes', () => {
    const { general } = partsWith(dutyView({}), 'assign', OFFICE.id)
    expect(general.map(({ code }) => code)).toEqual(['ledger.nothing_changed'])
  })

  test('a percentage beyond 100 is the percentage’s fault, also when sending back', () => {
    const reported = dutyView({})
    const view = { ...reported, duty: { ...reported.duty, state: 'reported' as const } }
    const values = { ...startOf(view, 'send-back', OFFICE.id, TODAY), reason: '缺验收报告', percentBack: 120 }
    const { parts } = faultsOf(view, inputOf('send-back', values, []), OFFICE.id)
    expect([...parts.keys()]).toEqual(['percentBack'])
  })
})

test('figures that were begun and not finished are not sent silently', () => {
  expect(hasHalfFigure({ figures: [{ name: '', value: null, unit: '' }] })).toBe(false)
  expect(hasHalfFigure({ figures: [{ name: '新增企业', value: null, unit: '家' }] })).toBe(true)
  const values = {
    ...startOf(dutyView({}), 'report', PARK.id, TODAY),
    text: '  完成选址。 ',
    figures: [
      { name: ' 新增企业 ', value: 12, unit: '家' },
      { name: '', value: null, unit: '' },
    ],
  }
  expect(inputOf('report', values, ['f1'])).toMatchObject({
    text: '完成选址。',
    figures: [{ name: '新增企业', value: 12, unit: '家' }],
    files: ['f1'],
  })
})

describe('a change', () => {
  const view = dutyView({})
  test('sends only what differs', () => {
    const values = { ...valuesOf(view), title: '建设共性技术平台（二期）', dueOn: '2026-12-31' }
    expect(changeOf(view, valuesOf(view))).toEqual({})
    expect(changeOf(view, values)).toEqual({ title: '建设共性技术平台（二期）', dueOn: '2026-12-31' })
  })

  test('of a date needs a reason once it was assigned; the lead changes only the person', () => {
    const fields = changeOf(view, { ...valuesOf(view), dueOn: '2026-12-31' })
    expect(faultsOfChange(view, fields, '', OFFICE.id).get('reason')?.code).toBe('ledger.reason_required')
    expect(faultsOfChange(view, fields, '市里调整了节点', OFFICE.id).size).toBe(0)
    expect(faultsOfChange(view, fields, '想晚些', PARK.id).get('dueOn')?.code).toBe('ledger.field_of_owner')
  })

  test('of a date that is exact to the month means its last day', () => {
    expect(changeOf(view, { ...valuesOf(view), dueOn: '2026-12-03' })).toEqual({ dueOn: '2026-12-31' })
    expect(changeOf(view, { ...valuesOf(view), dueOn: '2026-10-05' })).toEqual({})
  })

  test('without a date has no precision, and no rhythm unless it is periodic', () => {
    const values = { ...valuesOf(view), precision: 'none' as const }
    expect(changeOf(view, values)).toEqual({ precision: 'none', dueOn: null })
  })
})

describe('a new duty', () => {
  test('needs a title, and a date where it says how exact the date is', () => {
    expect([...faultsOfNew(EMPTY_DUTY).keys()]).toEqual(['title'])
    expect([...faultsOfNew({ ...EMPTY_DUTY, title: '设立基金', precision: 'year' }).keys()]).toEqual([
      'dueOn',
    ])
  })

  test('that is periodic needs its rhythm', () => {
    const values = { ...EMPTY_DUTY, title: '召开例会', precision: 'periodic' as const }
    expect(faultsOfNew(values).get('rhythm')?.code).toBe('ledger.rhythm_required')
    expect(faultsOfNew({ ...values, rhythm: 'quarter' }).size).toBe(0)
  })

  test('without a date is sent as one without', () => {
    expect(newDutyOf({ ...EMPTY_DUTY, title: ' 设立基金 ' })).toMatchObject({
      title: '设立基金',
      dueOn: null,
      precision: 'none',
      rhythm: null,
    })
  })
})

test('the arithmetic of a roll-up is written out', () => {
  const parts = [
    { id: 'a', weight: 1, progress: 40, share: 0.25, points: 10 },
    { id: 'b', weight: 3, progress: 56.67, share: 0.75, points: 42.5025 },
  ]
  expect(rollUpSum(parts, 52.5)).toBe('0.25 × 40% + 0.75 × 56.67% = 52.5%')
})

test('a draft takes up only what the form still has', () => {
  const start = { text: '', percent: null, figures: [] as string[] }
  expect(fitting({ text: '写了一半', percent: 40, figures: 'x', gone: 1 }, start)).toEqual({
    text: '写了一半',
    percent: 40,
  })
  expect(fitting('broken', start)).toEqual({})
})

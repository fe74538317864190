import { describe, expect, it } from 'vitest'
import { compileCalendar } from '#domain/kernel'
import { naturalCalendar, workdayCalendar } from '#tests/calendars'
import { checkRoundDays, parseCalendarSettings, proposeCalendar } from './round-calendar.ts'

const times = {
  freezeAfterDays: 90,
  runWorkdays: 5,
  reviewWorkdays: 10,
  confirmWorkdays: 5,
  publishWorkdays: 3,
}
const json = {
  version: 1,
  about: { zh: '示例', en: 'Example' },
  source: { text: { zh: '建议值', en: 'Proposal' }, status: 'assumed' },
  rhythms: { year: times, quarter: times, month: times },
}
const workdays = compileCalendar(workdayCalendar)

function proposed(period: string, calendar = workdays, change: object = {}) {
  const settings = parseCalendarSettings({
    ...json,
    rhythms: { ...json.rhythms, year: { ...times, ...change } },
  })
  if (!settings.ok) throw new Error(JSON.stringify(settings.issues))
  const days = proposeCalendar(settings.value, period, calendar)
  if (!days.ok) throw new Error(days.issues.map(({ code }) => code).join())
  return days.value
}

describe('the calendar of a round', () => {
  it('falls on working days, over the spring festival and May days', () => {
    // 90 days after 2024 is Monday 31 March; Qingming 4 April and May days are off, 27 April is worked.
    expect(proposed('2024')).toEqual({
      freezeOn: '2025-03-31',
      reviewFrom: '2025-04-08',
      reviewTo: '2025-04-21',
      confirmOn: '2025-04-27',
      publishOn: '2025-04-30',
    })
  })

  it('moves a day of rest to the next working day', () => {
    // The first of January 2025 is a holiday.
    expect(proposed('2024', workdays, { freezeAfterDays: 1 }).freezeOn).toBe('2025-01-02')
  })

  it('counts natural days by a calendar of natural days', () => {
    expect(proposed('2024', compileCalendar(naturalCalendar), { freezeAfterDays: 1 })).toEqual({
      freezeOn: '2025-01-01',
      reviewFrom: '2025-01-06',
      reviewTo: '2025-01-15',
      confirmOn: '2025-01-20',
      publishOn: '2025-01-23',
    })
  })

  it('refuses a period that there is not, and settings of another shape', () => {
    expect(() => proposed('2024-13')).toThrow('evaluation.period_unknown')
    expect(() => proposed('2024-H1')).toThrow('evaluation.period_unknown')
    expect(parseCalendarSettings({ ...json, rhythms: { year: times } })).toMatchObject({
      ok: false,
      issues: [{ code: 'evaluation.calendar_shape' }, { code: 'evaluation.calendar_shape' }],
    })
  })

  it('names each day that comes before the one it follows', () => {
    const days = proposed('2024')
    expect(checkRoundDays(days)).toEqual([])
    expect(checkRoundDays({ ...days, reviewTo: '2025-04-01' })).toEqual([
      {
        code: 'evaluation.calendar_order',
        path: ['calendar', 'reviewTo'],
        params: { day: 'reviewTo', on: '2025-04-01', before: '2025-04-08' },
      },
    ])
  })
})

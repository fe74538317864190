import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compileCalendar } from '#domain/kernel'
import { naturalCalendar, workdayCalendar } from '#tests/calendars'
import { checkRoundDays, parseCalendarSettings, proposeCalendar } from './round-calendar.ts'

const shipped = JSON.parse(
  readFileSync(new URL('../../../data/evaluation/calendar.json', import.meta.url), 'utf8'),
) as { freeze: object; steps: object[] }
const workdays = compileCalendar(workdayCalendar)

function proposed(period: string, calendar = workdays, freeze: object = {}) {
  const settings = parseCalendarSettings({ ...shipped, freeze: { ...shipped.freeze, ...freeze } })
  if (!settings.ok) throw new Error(JSON.stringify(settings.issues))
  const days = proposeCalendar(settings.value, period, calendar)
  if (!days.ok) throw new Error(days.issues.map(({ code }) => code).join())
  return days.value
}

describe('the calendar of a round', () => {
  it('falls on working days: no weekend, no Dragon Boat festival', () => {
    // 31 May 2025 is a Saturday, 2 June the festival.
    expect(proposed('2024')).toEqual({
      freezeOn: '2025-06-03',
      reviewFrom: '2025-06-11',
      reviewTo: '2025-06-25',
      confirmOn: '2025-07-23',
      publishOn: '2025-07-30',
    })
  })

  it('works on the weekends that were made working days', () => {
    // 8 February 2025, a Saturday, made up for the spring festival; the Sunday after it was free.
    expect(proposed('2024', workdays, { month: 2, day: 8 }).freezeOn).toBe('2025-02-08')
    expect(proposed('2024', workdays, { month: 2, day: 9 }).freezeOn).toBe('2025-02-10')
  })

  it('counts natural days by a calendar of natural days', () => {
    expect(proposed('2024', compileCalendar(naturalCalendar))).toEqual({
      freezeOn: '2025-05-31',
      reviewFrom: '2025-06-06',
      reviewTo: '2025-06-16',
      confirmOn: '2025-07-06',
      publishOn: '2025-07-11',
    })
  })

  it('is proposed for years only', () => {
    expect(() => proposed('2024-Q1')).toThrow('evaluation.no_calendar')
    expect(() => proposed('2024-13')).toThrow('evaluation.no_calendar')
  })

  it('refuses settings whose steps hang in the air, or lead to no publication', () => {
    const places = (change: object): unknown[] => {
      const parsed = parseCalendarSettings({ ...shipped, ...change })
      return parsed.ok ? [] : parsed.issues.map(({ params }) => params?.['place'])
    }
    expect(places({})).toEqual([])
    expect(places({ steps: shipped.steps.toReversed() })).toContain('rectification-opens')
    expect(places({ steps: shipped.steps.slice(0, 2) })).toEqual(['review-closes', 'confirmed', 'published'])
    expect(places({ freeze: { ...shipped.freeze, month: 2, day: 30 } })).toEqual(['freeze'])
    expect(places({ freeze: { ...shipped.freeze, month: 13 } })).toEqual(['freeze.month'])
  })

  it('names each day that comes before the one it follows', () => {
    const days = proposed('2024')
    expect(checkRoundDays(days)).toEqual([])
    expect(checkRoundDays({ ...days, reviewTo: '2025-06-01' })).toEqual([
      {
        code: 'evaluation.calendar_order',
        path: ['calendar', 'reviewTo'],
        params: { day: 'reviewTo', on: '2025-06-01', before: '2025-06-11' },
      },
    ])
  })
})

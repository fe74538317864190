import { describe, expect, it } from 'vitest'
import { naturalCalendar, workdayCalendar } from '#tests/calendars'
import { compileCalendar } from './compile-calendar.ts'
import type { WorkCalendar } from './work-calendar.ts'

const changed = (change: Partial<WorkCalendar>): WorkCalendar => ({ ...workdayCalendar, ...change })
const week = (monday: WorkCalendar['shiftedDay']) => [monday, ...workdayCalendar.week.slice(1)]

describe('compiling a calendar', () => {
  it('takes the shipped ones', () => {
    expect(compileCalendar(workdayCalendar).dayMs).toBe(7.5 * 3_600_000)
    expect(compileCalendar(naturalCalendar).dayMs).toBe(24 * 3_600_000)
  })

  it('shares the week among its working days when they differ in length', () => {
    const short = [{ from: '09:00', to: '12:00' }]
    // Four days of 7.5 hours and one of 3: 33 in five days.
    expect(compileCalendar(changed({ week: week(short) })).dayMs).toBe(23_760_000)
  })

  it('takes windows that touch, and a day that ends at 24:00', () => {
    const long = [
      { from: '08:00', to: '12:00' },
      { from: '12:00', to: '24:00' },
    ]
    expect(compileCalendar(changed({ week: week(long) })).dayMs).toBe(33_120_000)
  })

  const refusals: readonly (readonly [string, Partial<WorkCalendar>, RegExp])[] = [
    ['a week of six days', { week: workdayCalendar.week.slice(1) }, /seven days/],
    ['a week without work', { week: [[], [], [], [], [], [], []] }, /no working time/],
    [
      'a window that ends before it begins',
      { week: week([{ from: '12:00', to: '09:00' }]) },
      /ends before it begins/,
    ],
    ['an empty window', { week: week([{ from: '09:00', to: '09:00' }]) }, /ends before it begins/],
    ['a time without leading zero', { week: week([{ from: '9:00', to: '12:00' }]) }, /HH:MM/],
    ['minutes past 59', { week: week([{ from: '09:00', to: '12:75' }]) }, /HH:MM/],
    ['an hour past 24', { week: week([{ from: '09:00', to: '24:01' }]) }, /HH:MM/],
    [
      'windows that overlap',
      {
        week: week([
          { from: '09:00', to: '12:00' },
          { from: '11:00', to: '18:00' },
        ]),
      },
      /overlap or are out of order/,
    ],
    [
      'windows out of order',
      {
        shiftedDay: [
          { from: '13:00', to: '18:00' },
          { from: '09:00', to: '12:00' },
        ],
      },
      /overlap or are out of order/,
    ],
    ['a holiday that is no date', { holidays: [{ on: '2025-02-29', name: '元旦' }] }, /no date/],
    [
      'a holiday listed twice',
      {
        holidays: [
          { on: '2025-01-01', name: '元旦' },
          { on: '2025-01-01', name: '元旦' },
        ],
      },
      /twice/,
    ],
    ['a holiday outside the known days', { holidays: [{ on: '2027-01-01', name: '元旦' }] }, /outside/],
    [
      'a day both holiday and working weekend',
      {
        holidays: [{ on: '2025-02-08', name: '春节' }],
        workingWeekends: [{ on: '2025-02-08', name: '春节' }],
      },
      /both a holiday and a working weekend/,
    ],
    [
      'a working weekend on a Wednesday',
      { workingWeekends: [{ on: '2025-02-12', name: '春节' }] },
      /no day of rest/,
    ],
    ['working weekends without windows', { shiftedDay: [] }, /shiftedDay/],
    [
      'known days in the wrong order',
      { knownTo: '2023-12-31', holidays: [], workingWeekends: [] },
      /knownFrom/,
    ],
    ['an end of the known days that is no date', { knownTo: '2026-12-32' }, /knownTo/],
    ['a broken offset', { utcOffsetMinutes: 0.5 }, /utcOffsetMinutes/],
    ['a version that is no version', { version: 0 }, /version/],
  ]
  it.each(refusals)('refuses %s', (_, change, sentence) => {
    expect(() => compileCalendar(changed(change))).toThrow(sentence)
    expect(() => compileCalendar(changed(change))).toThrow(/^Calendar workdays: /)
  })
})

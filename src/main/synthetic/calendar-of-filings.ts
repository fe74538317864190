import { periodById, periodsBetween, type DateOn } from '#domain/kernel'
import type { DemoParameters } from './demo-parameters.ts'

export const YEARLY_FORMS = ['GQ-001', 'GQ-002', 'GQ-003', 'GQ-005'] as const
export const MONTHLY_FORM = 'ZK-M01'
export const PARK_FORMS = ['ZK-P01', 'ZK-L01'] as const
export type DemoForm = (typeof YEARLY_FORMS)[number] | typeof MONTHLY_FORM | (typeof PARK_FORMS)[number]
export const DEMO_FORMS: readonly DemoForm[] = [...YEARLY_FORMS, MONTHLY_FORM, ...PARK_FORMS]

/** When a period opens and is due, by the zone's work calendar. */
export interface PeriodDays {
  readonly opensOn: DateOn
  readonly dueOn: DateOn
}
export type DaysOf = (form: DemoForm, period: string) => PeriodDays

/** Periods of which there are filings, in order. */
export function demoPeriods(parameters: DemoParameters, form: DemoForm): readonly string[] {
  const { years, months } = parameters
  if (form === MONTHLY_FORM)
    return periodsBetween(`${months.first}-01`, `${months.last}-01`, 'month').map(({ id }) => id)
  return periodsBetween(`${String(years.first)}-01-01`, `${String(years.lastFiled)}-12-31`, 'year').map(
    ({ id }) => id,
  )
}

/** The one period that is not locked yet. */
export function isOpen(parameters: DemoParameters, form: DemoForm, period: string): boolean {
  return form === MONTHLY_FORM && period === parameters.open.period
}

export function lastDayOfPeriod(period: string): DateOn {
  const found = periodById(period)
  if (found === null) throw new RangeError(`no period ${period}`)
  return found.to
}

/** A whole number for a form and period, to draw by. */
export function streamOf(form: DemoForm, period: string): number {
  return DEMO_FORMS.indexOf(form) * 1_000_000 + Number(period.replace('-', '').padEnd(6, '0'))
}

import type { DateOn } from '#domain/kernel'
import { dayNumber, weekday } from '#domain/kernel'
import { numberOf } from '#domain/plan'
import type { Deadline } from '#domain/plan'
import type { DuePrecision, Rhythm } from './duty.ts'
import { addDays, endOfDue } from './periods.ts'
import { rhythmOfWords } from './rhythm-of-words.ts'

/** What a plan's document says of its own time. */
export interface PlanTime {
  /** Last year of the plan's period. */
  readonly horizonTo: number | null
  readonly issuedOn: DateOn | null
}

/** How a date was arrived at where the document does not simply say it. */
export const DUE_ASSUMPTIONS = [
  /** The text has no time of its own: the end of the plan's period is proposed. */
  'plan-end',
  /** 长期, 持续: no end is meant; the end of the plan's period is taken. */
  'long-term',
  /** 三年内, 30日内: counted from the day of issue. */
  'from-issue',
  /** 20个工作日内: counted from the day of issue, Monday to Friday, holidays not known here. */
  'from-issue-weekdays',
  /** Counted from the day of issue it would end after the plan: the plan's end is taken. */
  'within-plan',
  /** 三年内, and the day of issue is not known: no date. */
  'issue-unknown',
  /** 年底前, 6月底前, and the year is not known: no date. */
  'year-unknown',
  /** 定期, or words with several rhythms: a person must choose; until then the plan's end. */
  'rhythm-needed',
] as const
export type DueAssumption = (typeof DUE_ASSUMPTIONS)[number]

export interface ResolvedDue {
  /** The day of issue, where it is known and not after the last day. */
  readonly startsOn: DateOn | null
  readonly dueOn: DateOn | null
  readonly precision: DuePrecision
  readonly rhythm: Rhythm | null
  readonly assumption: DueAssumption | null
}

/**
 * The date of a duty from what the plan engine has read. Every answer fits `checkDuty`. `chosenRhythm` is what a person chose
 * for a periodic duty and goes before the words.
 */
export function resolveDue(
  deadline: Pick<Deadline, 'text' | 'on' | 'precision'> | null,
  plan: PlanTime,
  chosenRhythm: Rhythm | null = null,
): ResolvedDue {
  const found = lastDay(deadline, plan, chosenRhythm)
  const isBefore = plan.issuedOn !== null && (found.dueOn === null || plan.issuedOn <= found.dueOn)
  return { startsOn: isBefore ? plan.issuedOn : null, ...found }
}

type LastDay = Omit<ResolvedDue, 'startsOn'>

function lastDay(
  deadline: Pick<Deadline, 'text' | 'on' | 'precision'> | null,
  plan: PlanTime,
  chosenRhythm: Rhythm | null,
): LastDay {
  const planEnd = plan.horizonTo === null ? null : `${String(plan.horizonTo).padStart(4, '0')}-12-31`
  if (chosenRhythm !== null) {
    const dueOn = deadline?.on ?? planEnd
    return { dueOn, precision: 'periodic', rhythm: chosenRhythm, assumption: null }
  }
  if (deadline === null) return upToPlanEnd(planEnd, 'plan-end')
  const length = lengthOf(deadline.text)
  if (length !== null) return afterIssue(length, plan.issuedOn, planEnd)
  switch (deadline.precision) {
    case 'relative':
      return unknown('issue-unknown')
    case 'periodic': {
      const rhythm = rhythmOfWords(deadline.text)
      if (rhythm === null) return upToPlanEnd(planEnd, 'rhythm-needed')
      return { dueOn: deadline.on ?? planEnd, precision: 'periodic', rhythm, assumption: null }
    }
    case 'plan-period':
      if (deadline.on === null) return upToPlanEnd(planEnd, 'long-term')
      return { dueOn: deadline.on, precision: 'plan-period', rhythm: null, assumption: null }
    case 'day':
    case 'month':
    case 'quarter':
    case 'half-year':
    case 'year': {
      const { on, precision } = deadline
      if (on === null) return unknown('year-unknown')
      // 6月上旬 ends before its month.
      const dueOn = /[上中]旬/u.test(deadline.text) ? on : endOfDue(precision, on)
      return { dueOn, precision, rhythm: null, assumption: null }
    }
  }
}

function upToPlanEnd(planEnd: DateOn | null, assumption: DueAssumption): LastDay {
  if (planEnd !== null) return { dueOn: planEnd, precision: 'plan-period', rhythm: null, assumption }
  // Of a plan without an end nothing was assumed, except that somebody still has to choose a rhythm.
  return unknown(assumption === 'plan-end' ? null : assumption)
}

function unknown(assumption: DueAssumption | null): LastDay {
  return { dueOn: null, precision: 'none', rhythm: null, assumption }
}

/* ---- so long after the issue ---- */

interface Length {
  readonly amount: number
  readonly unit: 'month' | 'day' | 'weekday'
}

/** 三个月内, and not 三月内, which is before the end of March. */
const WITHIN =
  /^(?:自?(?:本\p{Script=Han}{1,4})?(?:印发|发布|公布|施行|实施)(?:之日起|后|起))?(?:[\d一二两三四五六七八九十]{1,3}[-—–~至到])?(?<amount>[\d一二两三四五六七八九十百半]{1,4})(?<unit>年半|年|个月|个?季度|个?周|个?星期|个?工作日|个?自然日|日|天)(?:之内|以内|内)/u

/** Of 三至五年内 the longer counts, since then all is done. */
function lengthOf(text: string): Length | null {
  const groups = WITHIN.exec(text.replace(/\s/gu, ''))?.groups
  if (groups === undefined) return null
  const written = groups['amount'] ?? ''
  const unit = (groups['unit'] ?? '').replace('个', '')
  const amount = written === '半' ? 0.5 : numberOf(written)
  if (amount === null || amount <= 0 || amount > 1000) return null
  if (amount === 0.5 && unit !== '年' && unit !== '月') return null
  switch (unit) {
    case '年':
      return { amount: amount * 12, unit: 'month' }
    case '年半':
      return amount === 0.5 ? null : { amount: amount * 12 + 6, unit: 'month' }
    case '季度':
      return { amount: amount * 3, unit: 'month' }
    case '月':
      return amount === 0.5 ? { amount: 15, unit: 'day' } : { amount, unit: 'month' }
    case '周':
    case '星期':
      return { amount: amount * 7, unit: 'day' }
    case '工作日':
      return { amount, unit: 'weekday' }
    default:
      return { amount, unit: 'day' }
  }
}

/**
 * Of a period the day on which it begins is not counted; one in months or years ends on the same day of the month, or on the
 * month's last where it has no such day: Civil Code (民法典) art. 201, 202.
 */
function afterIssue(length: Length, issuedOn: DateOn | null, planEnd: DateOn | null): LastDay {
  if (issuedOn === null) return unknown('issue-unknown')
  const dueOn =
    length.unit === 'month'
      ? addMonths(issuedOn, length.amount)
      : length.unit === 'day'
        ? addDays(issuedOn, length.amount)
        : addWeekdays(issuedOn, length.amount)
  if (planEnd !== null && issuedOn <= planEnd && dueOn > planEnd) {
    return { dueOn: planEnd, precision: 'plan-period', rhythm: null, assumption: 'within-plan' }
  }
  const assumption = length.unit === 'weekday' ? 'from-issue-weekdays' : 'from-issue'
  return { dueOn, precision: 'day', rhythm: null, assumption }
}

function addMonths(on: DateOn, months: number): DateOn {
  const index = Number(on.slice(0, 4)) * 12 + Number(on.slice(5, 7)) - 1 + months
  const year = String(Math.floor(index / 12)).padStart(4, '0')
  const month = `${year}-${String((index % 12) + 1).padStart(2, '0')}`
  const last = endOfDue('month', `${month}-01`)
  const same = `${month}-${on.slice(8, 10)}`
  return same <= last ? same : last
}

function addWeekdays(on: DateOn, days: number): DateOn {
  let day = on
  for (let left = days; left > 0;) {
    day = addDays(day, 1)
    if (weekday(dayNumber(day) ?? 0) < 5) left--
  }
  return day
}

import type { CellValue, FilingValues, FilingState } from '#domain/indicators'
import { addDays, daysBetween, type DateOn } from '#domain/kernel'
import { isOpen, MONTHLY_FORM, streamOf, type DemoForm, type PeriodDays } from './calendar-of-filings.ts'
import type { DemoParameters } from './demo-parameters.ts'
import type { PlantedFault } from './plant-faults.ts'
import { randomFor, type Random } from './random.ts'

/** Who does something: the enterprise (or the park for its own form), the park that approves, the zone's office. */
export type FilingSide = 'filer' | 'park' | 'office'

export interface FilingStep {
  readonly act: 'save' | 'submit' | 'return' | 'approve' | 'accept' | 'correct' | 'import' | 'explain'
  /** A moment, ISO 8601 in UTC. */
  readonly at: string
  readonly side: FilingSide
  readonly reason: string | null
  readonly changed: Readonly<Record<string, readonly [CellValue, CellValue]>>
}

/** A question on a cell with what was said. */
export interface FilingQuestion {
  readonly field: string | null
  readonly state: 'open' | 'answered' | 'closed'
  readonly at: string
  readonly closedAt: string | null
  readonly messages: readonly {
    readonly side: 'asker' | 'filer'
    readonly text: string
    readonly at: string
  }[]
}

/** How a filing came to stand as it stands. */
export interface FilingStory {
  readonly state: FilingState
  readonly final: boolean
  readonly submittedAt: string | null
  readonly late: boolean | null
  readonly approvedAt: string | null
  readonly acceptedAt: string | null
  readonly returnReason: string | null
  /** Since when the values stand as final. */
  readonly knownFrom: string | null
  readonly steps: readonly FilingStep[]
  /** Final values that were overtaken by a correction. */
  readonly past: readonly { readonly values: FilingValues; readonly from: string; readonly to: string }[]
  readonly question: FilingQuestion | null
}

export interface StoryAsked {
  readonly parameters: DemoParameters
  readonly form: DemoForm
  readonly period: string
  /** Number of the enterprise, or minus that of the park. */
  readonly unit: number
  readonly days: PeriodDays
  readonly twoSteps: boolean
  readonly fault: PlantedFault | null
  /** Values as they stand at the end. */
  readonly values: FilingValues
}

/** The day on which the zone locks a period. */
export function lockDay(form: DemoForm, { dueOn }: PeriodDays): DateOn {
  return addDays(dueOn, form === MONTHLY_FORM ? 14 : 35)
}

/** A correction after locking: the reopening begins so many days after the lock. */
export const REOPENED_AFTER = 21

/** Null: not begun, which happens in the open period only. */
export function tellFiling(asked: StoryAsked): FilingStory | null {
  const random = randomFor(asked.parameters.seed, asked.unit, 'filing', streamOf(asked.form, asked.period))
  return isOpen(asked.parameters, asked.form, asked.period)
    ? tellOpen(asked, random)
    : tellLocked(asked, random)
}

/** Approved before the period was locked. */
function tellLocked(asked: StoryAsked, random: Random): FilingStory {
  const { fault, form, days, twoSteps } = asked
  const late = fault?.kind === 'late'
  const steps: FilingStep[] = []
  const span = Math.max(1, Math.min(daysBetween(days.opensOn, days.dueOn), form === MONTHLY_FORM ? 10 : 30))
  const early = late ? -1 - random.below(6) : Math.floor(span * random.next() * random.next())
  const submittedOn = addDays(days.dueOn, -early)
  const byPark = asked.unit < 0
  tellBefore(asked, steps, submittedOn, random)
  const submittedAt = moment(submittedOn, 15, random)
  steps.push(step('submit', submittedAt, 'filer'))
  const approvedOn = addDays(submittedOn, 1 + random.below(4))
  const approvedAt = moment(approvedOn, 10, random)
  steps.push(step('approve', approvedAt, byPark ? 'office' : 'park'))
  const acceptedAt = twoSteps ? moment(addDays(approvedOn, 2 + random.below(9)), 14, random) : null
  if (acceptedAt !== null) steps.push(step('accept', acceptedAt, 'office'))
  let knownFrom = acceptedAt ?? approvedAt
  const past: { values: FilingValues; from: string; to: string }[] = []
  if (fault?.kind === 'revised') {
    const correctedAt = moment(addDays(lockDay(form, days), REOPENED_AFTER + 2), 11, random)
    past.push({ values: spoiled(asked), from: knownFrom, to: correctedAt })
    steps.push({
      ...step('correct', correctedAt, twoSteps ? 'office' : 'park'),
      reason: '企业复核账目后申请更正，附完税凭证（演示）',
      changed: changedBy(fault),
    })
    knownFrom = correctedAt
  }
  return {
    state: twoSteps ? 'accepted' : 'approved',
    final: true,
    submittedAt,
    late,
    approvedAt,
    acceptedAt,
    returnReason: null,
    knownFrom,
    steps,
    past,
    question: fault?.kind === 'outlier-jump' ? closedQuestion(asked, steps) : null,
  }
}

/** What went wrong before it was filed as it stands: noticed while typing, or by the park. */
function tellBefore(asked: StoryAsked, steps: FilingStep[], submittedOn: DateOn, random: Random): void {
  const { fault } = asked
  if (fault === null || fault.kind === 'revised' || fault.kind === 'late' || fault.kind === 'missing') return
  if (fault.kind === 'outlier-jump') {
    steps.push(step('submit', moment(addDays(submittedOn, -3), 9, random), 'filer'))
    steps.push({
      ...step('return', moment(addDays(submittedOn, -2), 10, random), 'park'),
      reason: '与历史数据相差数倍，请核实金额单位（演示）',
    })
  } else steps.push(step('import', moment(addDays(submittedOn, -1), 9, random), 'filer'))
  steps.push({ ...step('save', moment(submittedOn, 9, random), 'filer'), changed: changedBy(fault) })
}

function closedQuestion(asked: StoryAsked, steps: readonly FilingStep[]): FilingQuestion {
  const [, returned, saved] = steps
  const asking = returned?.at ?? ''
  const answered = saved?.at ?? ''
  return {
    field: asked.values['QC05_0'] === undefined ? null : 'QC05_0',
    state: 'closed',
    at: asking,
    closedAt: steps.find(({ act }) => act === 'approve')?.at ?? answered,
    messages: [
      { side: 'asker', text: '营业收入是上年同期的数倍，是否填错单位？（演示）', at: asking },
      { side: 'filer', text: '填报时单位有误，已按千元更正。（演示）', at: answered },
    ],
  }
}

/** The month that is being collected: every state in its share, planted faults where they can stand. */
function tellOpen(asked: StoryAsked, random: Random): FilingStory | null {
  const { parameters, fault, days, unit } = asked
  const lot = random.next()
  const submittedOn = addDays(days.dueOn, -Math.floor(10 * random.next()))
  const submittedAt = moment(submittedOn, 10, random)
  const blank = {
    final: false,
    late: null,
    approvedAt: null,
    acceptedAt: null,
    returnReason: null,
    knownFrom: null,
    past: [],
    question: null,
  }
  // The accounts of the demonstration find one that is owed, one that came back and one with a question.
  if (unit === 1) return null
  if (unit === 2) return returnedStory(asked, submittedAt, submittedOn, random)
  if (unit === 3) return questionStory(asked, submittedAt, submittedOn, random)
  if (fault !== null) {
    // What breaks a rule cannot be submitted; what only looks odd can.
    if (fault.kind === 'outlier-jump') return questionStory(asked, submittedAt, submittedOn, random)
    return {
      ...blank,
      state: 'draft',
      submittedAt: null,
      steps: [step('import', moment(submittedOn, 9, random), 'filer')],
    }
  }
  const { open } = parameters
  let bar = open.approved
  if (lot < bar) {
    const approvedAt = moment(addDays(submittedOn, 1 + random.below(3)), 15, random)
    return {
      ...blank,
      state: 'approved',
      final: true,
      submittedAt,
      late: false,
      approvedAt,
      knownFrom: approvedAt,
      steps: [step('submit', submittedAt, 'filer'), step('approve', approvedAt, 'park')],
    }
  }
  if (lot < (bar += open.submitted))
    return {
      ...blank,
      state: 'submitted',
      submittedAt,
      late: false,
      steps: [step('submit', submittedAt, 'filer')],
    }
  if (lot < (bar += open.draft))
    return { ...blank, state: 'draft', submittedAt: null, steps: [step('save', submittedAt, 'filer')] }
  if (lot < (bar += open.returned)) return returnedStory(asked, submittedAt, submittedOn, random)
  if (lot < bar + open.queried) return questionStory(asked, submittedAt, submittedOn, random)
  return null
}

function returnedStory(
  asked: StoryAsked,
  submittedAt: string,
  submittedOn: DateOn,
  random: Random,
): FilingStory {
  const returnedAt = moment(addDays(submittedOn, 1), 11, random)
  const reason = '请核对本月技术收入与合同登记是否一致后重新提交（演示）'
  return {
    state: 'returned',
    final: false,
    submittedAt,
    late: false,
    approvedAt: null,
    acceptedAt: null,
    returnReason: reason,
    knownFrom: null,
    steps: [step('submit', submittedAt, 'filer'), { ...step('return', returnedAt, 'park'), reason }],
    past: [],
    question: null,
  }
}

function questionStory(
  asked: StoryAsked,
  submittedAt: string,
  submittedOn: DateOn,
  random: Random,
): FilingStory {
  const askedAt = moment(addDays(submittedOn, 1), 14, random)
  const answered = asked.fault === null && random.next() < 0.4
  const text =
    asked.fault === null
      ? '本月研究开发费用的口径是否与年报一致？（演示）'
      : '营业收入与上年同期相差数倍，请说明或更正。（演示）'
  return {
    state: 'submitted',
    final: false,
    submittedAt,
    late: false,
    approvedAt: null,
    acceptedAt: null,
    returnReason: null,
    knownFrom: null,
    steps: [step('submit', submittedAt, 'filer')],
    past: [],
    question: {
      field: asked.fault === null ? 'QJ20' : 'QC05_0',
      state: answered ? 'answered' : 'open',
      at: askedAt,
      closedAt: null,
      messages: [
        { side: 'asker', text, at: askedAt },
        ...(answered
          ? [
              {
                side: 'filer' as const,
                text: '一致，委托外部研发按合同进度计入。（演示）',
                at: moment(addDays(submittedOn, 2), 9, random),
              },
            ]
          : []),
      ],
    },
  }
}

/** The values with the fault in them. */
export function spoiled({ values, fault }: Pick<StoryAsked, 'values' | 'fault'>): FilingValues {
  if (fault === null) return values
  return {
    ...values,
    ...Object.fromEntries(Object.entries(fault.cells).map(([code, { wrong }]) => [code, wrong])),
  }
}

function changedBy(fault: PlantedFault): Record<string, readonly [CellValue, CellValue]> {
  return Object.fromEntries(
    Object.entries(fault.cells).map(([code, { wrong, right }]) => [code, [wrong, right] as const]),
  )
}

function step(act: FilingStep['act'], at: string, side: FilingSide): FilingStep {
  return { act, at, side, reason: null, changed: {} }
}

/** Some minute of the two hours after this hour of a day of Beijing; from 9 on, when it is the same day in UTC. */
function moment(on: DateOn, hour: number, random: Random): string {
  const minutes = (hour - 8) * 60 + random.below(110)
  const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  return `${on}T${time}:00.000Z`
}

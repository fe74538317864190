import type { DuePrecision, Rhythm } from '#domain/ledger'
import type { takePlanDuties } from '#contract/ledger'
import type { BodyInputOf } from '../../../../src/features/route-contract.ts'
import type { PlanDutyRow } from './take-queries.ts'

/** What the reader has changed of a suggestion; what is not here is as suggested. */
export interface TakeEdit {
  readonly leadId?: string | null
  readonly supporting?: readonly string[]
  readonly dueOn?: string | null
  readonly precision?: DuePrecision
  readonly rhythm?: Rhythm | null
  readonly categories?: readonly string[]
}
export type TakeEdits = Readonly<Record<string, TakeEdit>>

/** One task as it would be taken in now. */
export interface TakeRow {
  readonly task: PlanDutyRow
  readonly leadId: string | null
  readonly supporting: readonly string[]
  readonly dueOn: string | null
  readonly precision: DuePrecision
  readonly rhythm: Rhythm | null
  readonly categories: readonly string[]
  /** Named in the text without a body that it clearly means. */
  readonly unmatchedLead: string | null
  readonly unmatchedSupporting: readonly string[]
}

export function rowOf(task: PlanDutyRow, edit: TakeEdit = {}): TakeRow {
  const leadId = edit.leadId === undefined ? (task.lead?.body?.id ?? null) : edit.leadId
  const suggested = task.supporting.flatMap(({ body }) => (body ? [body.id] : []))
  return {
    task,
    leadId,
    // The text may name the lead among those who help.
    supporting: edit.supporting ?? [...new Set(suggested)].filter((id) => id !== leadId),
    dueOn: edit.dueOn === undefined ? task.dueOn : edit.dueOn,
    precision: edit.precision ?? task.precision,
    rhythm: edit.rhythm === undefined ? task.rhythm : edit.rhythm,
    categories: edit.categories ?? [],
    unmatchedLead: leadId === null && task.lead && !task.lead.body ? task.lead.name : null,
    unmatchedSupporting: task.supporting.flatMap(({ name, body }) => (body ? [] : [name])),
  }
}

export type TakeFault = 'leadSupports' | 'rhythm'

/** What must be put right before it can be taken in. A missing lead is none: it waits to be assigned. */
export function faultOf({ leadId, supporting, precision, rhythm }: TakeRow): TakeFault | null {
  if (leadId !== null && supporting.includes(leadId)) return 'leadSupports'
  return precision === 'periodic' && rhythm === null ? 'rhythm' : null
}

/** Something that the reader should look at: no lead, no date, or a fault. */
export function isIncomplete(row: TakeRow): boolean {
  return (
    row.leadId === null ||
    faultOf(row) !== null ||
    (row.dueOn === null && row.precision !== 'periodic') ||
    row.task.assumption !== null
  )
}

export type TakeItem = BodyInputOf<typeof takePlanDuties>['items'][number]

/** As the server takes it; a date is sent only where the reader changed it, so that the assumption stays known as one. */
export function itemOf(row: TakeRow, edit: TakeEdit | undefined): TakeItem {
  const { task, leadId, supporting, categories } = row
  return {
    itemId: task.itemId,
    leadId,
    supporting: [...supporting],
    categories: [...categories],
    ...(edit?.dueOn === undefined ? {} : { dueOn: edit.dueOn }),
    ...(edit?.precision === undefined ? {} : { precision: edit.precision }),
    ...(edit?.rhythm === undefined ? {} : { rhythm: edit.rhythm }),
  }
}

export interface TakeSection {
  readonly key: string
  readonly path: readonly string[]
  readonly rows: readonly TakeRow[]
}

/** Tasks under their headings, in the order of the document. */
export function sectionsOf(rows: readonly TakeRow[]): readonly TakeSection[] {
  const sections: { key: string; path: readonly string[]; rows: TakeRow[] }[] = []
  for (const row of rows) {
    const key = row.task.headingPath.join(' / ')
    const last = sections.at(-1)
    if (last?.key === key) last.rows.push(row)
    else sections.push({ key, path: row.task.headingPath, rows: [row] })
  }
  return sections
}

import type { Rhythm, BilingualText } from '#domain/kernel'
import type { Rule } from './relation.ts'

/**
 * A statistical form as data. One version holds for the periods from `validFrom` until a later version's; filings keep the
 * version that they were filed with. Files: data/statistics/forms.
 */
export interface FormDefinition {
  /** As printed in the head of the form: GQ-002. */
  readonly code: string
  readonly version: number
  readonly title: BilingualText
  readonly rhythm: Extract<Rhythm, 'year' | 'quarter' | 'month'>
  /** First period of this version: 2020, 2024-11. */
  readonly validFrom: string
  /** Who made and approved it, as the head of the form prints it; null for a form of our own. */
  readonly authority: {
    readonly madeBy: string
    readonly approvedBy: string
    readonly approvalNumber: string
  } | null
  /** True for a form that no authority issued: every page says so. */
  readonly own: boolean
  readonly source: string
  readonly filers: FilerRule
  readonly calendar: FormCalendar
  /** `approve`: the park's approval is final; `approve-then-accept`: the zone accepts after it. */
  readonly approval: 'approve' | 'approve-then-accept'
  readonly sections: readonly FormSection[]
  readonly rules: readonly Rule[]
}

export interface FormSection {
  readonly id: string
  readonly title: BilingualText
  readonly fields: readonly FormField[]
}

export const FIELD_TYPES = ['integer', 'decimal', 'text', 'choice', 'flag', 'day', 'year'] as const

export interface FormField {
  /** As printed: QC05_0. Unique within the form. */
  readonly code: string
  readonly label: BilingualText
  /** integer and decimal are figures; a flag is true or false; a day is YYYY-MM-DD; a year has four digits. */
  readonly type: (typeof FIELD_TYPES)[number]
  /** Unit code of units.ts; null for what has none. Money is an integer of the form's unit (千元). */
  readonly unit: string | null
  /** Of decimal: digits after the point that are kept. */
  readonly decimals?: number
  readonly choices?: readonly { readonly value: string; readonly label: BilingualText }[]
  readonly compulsory: boolean
  /** The field exists only where this holds; else it must be empty. */
  readonly onlyIf?: FieldCondition
  /** The field that this one is a part of (其中): for indentation. */
  readonly partOf?: string
  readonly minimum?: number
  readonly maximum?: number
  /** Of text: a regular expression for the whole value. */
  readonly pattern?: string
  readonly maxLength?: number
  readonly note?: BilingualText
}

export type FieldCondition =
  | { readonly field: string; readonly is: 'filled' | 'empty' }
  | { readonly field: string; readonly is: 'one-of'; readonly values: readonly (string | number | boolean)[] }

/**
 * Who must file: enterprises that are active on the last day of the period and of which all conditions hold then, or the parks
 * themselves (no conditions).
 */
export interface FilerRule {
  readonly unit: 'enterprise' | 'park'
  readonly where: readonly {
    readonly attribute: 'sizeClass' | 'rung' | 'field' | 'industry' | 'highTech' | 'aboveScale'
    /** Industry codes match by their beginning (C26 holds all of 26). */
    readonly in: readonly string[]
  }[]
}

/** Days are civil days of the zone; `roll` moves a day off work to the next working day. */
export interface FormCalendar {
  /** So many days after the end of the period the form opens; negative: before the end. */
  readonly opensAfterDays: number
  /** Due on this day of the month that is so many months after the period's last month. */
  readonly dueMonth: number
  readonly dueDay: number
  readonly roll: 'next-working-day' | 'none'
  /** Where the due day comes from; null where it is the zone's own setting. */
  readonly source: string | null
}

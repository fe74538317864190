import type { MarkStyle } from './numbering.ts'
import type { FormalLine } from './title-lines.ts'
import type { HeadingKind } from './types.ts'

/** title-line: a heading that stands alone without a number; lead: a title sentence in front of its paragraph. */
export type OutlineStyle = MarkStyle | 'title-chapter' | 'title-line' | TableGroupStyle | 'lead' | 'ordinal'
/** Lines between the rows of a table of tasks that name a group of rows, and a group of groups. */
export type TableGroupStyle = 'group-chapter' | 'group'

export interface OutlineHeading {
  readonly type: 'heading'
  readonly kind: HeadingKind
  readonly style: OutlineStyle
  readonly ordinal: number
  readonly number: string | null
  readonly title: string
  /** Clean offsets of the heading, its number included. */
  readonly from: number
  readonly to: number
  /** After the number or dash. */
  readonly titleFrom: number
  /** Whether text goes on behind the title. */
  readonly runIn: boolean
}

/** Running text: a line, or the part of a line behind a title. */
export interface OutlineText {
  readonly type: 'text'
  readonly from: number
  readonly to: number
  /** Title, addressees, signature and the like; tables; what closes a document. Null for ordinary text. */
  readonly form: FormalLine | 'table' | 'closing' | null
}

export type OutlineItem = OutlineHeading | OutlineText

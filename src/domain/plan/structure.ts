import type { HeadingKind, TaskKind } from './types.ts'

/**
 * What a section is for, told by its headings and, where those are lost, by its wording. Figures in `goals` and `duties`
 * tend to be targets, figures in `background` baselines; only `duties` and `safeguards` hold tasks. `articles` are the
 * provisions of a regulation (第X条).
 */
export type SectionRole =
  | 'preamble'
  | 'background'
  | 'ideas'
  | 'principles'
  | 'goals'
  | 'duties'
  | 'safeguards'
  | 'articles'
  | 'annex'
  | 'closing'

/** A heading in clean offsets, with the text that stands under it. */
export interface HeadingNode {
  readonly from: number
  readonly to: number
  readonly level: number
  readonly number: string | null
  readonly title: string
  readonly kind: HeadingKind
  /** The text under it, sub-headings included; a run-in heading's text goes on in the same line. */
  readonly bodyFrom: number
  readonly bodyTo: number
  readonly parent: HeadingNode | null
  readonly role: SectionRole
}

export interface TaskDraft {
  readonly from: number
  readonly to: number
  readonly kind: TaskKind
  readonly number: string | null
  readonly title: string
  readonly headingPath: readonly string[]
}

/** A stretch of running text (one line of the clean text, or part of it) with the section that it stands in. */
export interface Block {
  readonly from: number
  readonly to: number
  readonly role: SectionRole
  readonly heading: HeadingNode | null
}

export interface Structure {
  readonly headings: readonly HeadingNode[]
  readonly tasks: readonly TaskDraft[]
  readonly blocks: readonly Block[]
}

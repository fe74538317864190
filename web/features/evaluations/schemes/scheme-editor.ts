import { createContext, useContext } from 'react'
import type { ColumnSource } from '#contract/evaluations'
import type { NodeWeight, Scheme } from '#domain/evaluation'
import type { PlacedIssue } from './issue-places.ts'
import type { SchemeChoices } from './scheme-queries.ts'
import type { TreeRow } from './scheme-tree.ts'

export type SchemeEdit = (scheme: Scheme) => Scheme
/** `place`: what is typed into, so that typing on is one step to undo; null for an act of its own. */
export type ChangeScheme = (edit: SchemeEdit, place: string | null) => void

/** What all parts of a scheme's page share. */
export interface SchemeEditor {
  readonly scheme: Scheme
  /** Null: only read. */
  readonly change: ChangeScheme | null
  readonly rows: readonly TreeRow[]
  /** Weights as a computation on the trial data found them, by node. */
  readonly found: ReadonlyMap<string, NodeWeight>
  readonly selected: string | null
  readonly select: (code: string | null) => void
  readonly issues: readonly PlacedIssue[]
  readonly issueWords: (issue: PlacedIssue) => string
  /** Where a column of the trial data came from. */
  readonly sources: Readonly<Record<string, ColumnSource>>
}

export const SchemeEditorContext = createContext<SchemeEditor | null>(null)

export function useSchemeEditor(): SchemeEditor {
  const editor = useContext(SchemeEditorContext)
  if (editor === null) throw new Error('useSchemeEditor outside a scheme’s page')
  return editor
}

/** What can be chosen, with names where they are known. */
export interface NamedChoices {
  readonly indicators: SchemeChoices['indicators']
  /** Facts and panels of the scheme's kind of units. */
  readonly columns: SchemeChoices['unitKinds'][number]['columns']
  readonly unitKinds: readonly string[]
  readonly groupings: readonly { readonly code: string; readonly name: string }[]
  readonly unitNames: ReadonlyMap<string, string>
}

export const NO_CHOICES: NamedChoices = {
  indicators: [],
  columns: [],
  unitKinds: [],
  groupings: [],
  unitNames: new Map(),
}

export const SchemeChoicesContext = createContext<NamedChoices>(NO_CHOICES)

export function useSchemeChoices(): NamedChoices {
  return useContext(SchemeChoicesContext)
}

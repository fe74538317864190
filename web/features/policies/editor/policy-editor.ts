import { createContext, useContext } from 'react'
import type { PolicyFindingView, PolicyTestResult, readPolicyChoices } from '#contract/policies'
import type { PolicyDefinition } from '#domain/matching'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import type { ExpressionNames } from '../../../ui/rule-editor/expression-names.ts'
import type { ChangePolicy } from './use-policy-draft.ts'

export interface PolicyEditor {
  readonly definition: PolicyDefinition
  readonly change: ChangePolicy
  readonly note: string
  readonly changeNote: (note: string) => void
  readonly names: ExpressionNames
  /** The day of which parameters are told. */
  readonly on: string
  readonly choices: ResponseOf<typeof readPolicyChoices> | undefined
  readonly findings: readonly PolicyFindingView[]
  readonly results: readonly PolicyTestResult[]
  /** Of a park: level and park are its own. */
  readonly isOfPark: boolean
}

const EditorContext = createContext<PolicyEditor | null>(null)
export const PolicyEditorProvider = EditorContext.Provider

export function usePolicyEditor(): PolicyEditor {
  const editor = useContext(EditorContext)
  if (editor === null) throw new Error('a part of the editor outside of it')
  return editor
}

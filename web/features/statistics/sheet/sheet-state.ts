import type { FilingSheet } from '#contract/statistics'
import type { sheetTexts } from '../../../text/filing-sheet.ts'

export type SheetAct = FilingSheet['possibilities'][number]['act']

export function possibility(
  view: FilingSheet,
  act: SheetAct,
): FilingSheet['possibilities'][number] | undefined {
  return view.possibilities.find((each) => each.act === act)
}

export function isPossible(view: FilingSheet, act: SheetAct): boolean {
  return possibility(view, act)?.possible === true
}

type ReadOnlyKey = Extract<keyof (typeof sheetTexts)['zh-CN'], `readOnly.${string}`>

/** Why the sheet can only be looked at, and what can be done about it; null where it can be filled in. */
export function whyReadOnly(view: FilingSheet): ReadOnlyKey | null {
  if (isPossible(view, 'save')) return null
  const { collection, state } = view
  if (collection.state === 'planned') return 'readOnly.planned'
  switch (state) {
    case 'submitted':
      if (possibility(view, 'approve') !== undefined) return 'readOnly.submittedApprove'
      return isPossible(view, 'withdraw') ? 'readOnly.submittedWithdraw' : 'readOnly.submitted'
    case 'approved':
      return isPossible(view, 'correct') ? 'readOnly.approvedCorrect' : 'readOnly.approved'
    case 'accepted':
      return isPossible(view, 'correct') ? 'readOnly.acceptedCorrect' : 'readOnly.accepted'
    case 'draft':
    case 'returned':
    case null:
      return collection.state === 'locked' ? 'readOnly.locked' : 'readOnly.other'
  }
}

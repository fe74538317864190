import { useMutation, useQueryClient } from '@tanstack/react-query'
import { actOnPolicyVersion } from '#contract/policies'
import type { PolicyFindingView, PolicyView } from '#contract/policies'
import type { PolicyDefinition } from '#domain/matching'
import { ApiError, call } from '../../../app/api-client.ts'
import { policyEditorTexts } from '../../../text/policy-editor.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { keepVersion } from './editor-queries.ts'
import { isContradiction } from './finding-places.ts'
import { useFindingWords } from './finding-words.ts'

export type VersionAct = 'propose' | 'return' | 'publish' | 'withdraw'

/** Asks for the reason, does the act; why it is refused stands in the dialog, a contradiction with its conditions by name. */
export function ActDialog({
  act,
  view,
  definition,
  findings,
  prepare,
  onClose,
  onDone,
}: {
  readonly act: VersionAct
  readonly view: PolicyView
  readonly definition: PolicyDefinition
  /** Of the check beside it: what a refusal counts. */
  readonly findings: readonly PolicyFindingView[]
  /** Saves what is not saved; the row version that then stands, or null where that failed. */
  readonly prepare: () => Promise<number | null>
  readonly onClose: () => void
  readonly onDone: (view: PolicyView) => void
}) {
  const t = useText(policyEditorTexts)
  const client = useQueryClient()
  const acting = useMutation({
    mutationFn: async (reason: string) => {
      const rowVersion = await prepare()
      if (rowVersion === null) return null
      return call(actOnPolicyVersion, {
        params: { versionId: view.version.id },
        body: { act, rowVersion, reason },
      })
    },
    onSuccess: (done) => {
      if (done === null) {
        // Why it was not saved stands on the page.
        onClose()
        return
      }
      keepVersion(client, done)
      onDone(done)
    },
  })
  const reasons = useReasons(acting.error, definition, findings)
  return (
    <AskDialog
      title={t(act)}
      why={t(`${act}Why`)}
      button={t(act)}
      danger={act === 'return' || act === 'withdraw'}
      reason={{
        label: t(`${act}Reason`),
        missing: t('reasonMissing'),
        ...(act === 'propose' ? { hint: t('proposeHint') } : {}),
        most: 2000,
      }}
      busy={acting.isPending}
      error={acting.error}
      onClose={onClose}
      onDone={(reason) => acting.mutate(reason)}
    >
      {reasons.length === 0 ? null : (
        <ul className="act-reasons">
          {reasons.map((reason) => (
            <li key={reason} className="mark-bad">
              <span aria-hidden="true">■</span> {reason}
            </li>
          ))}
        </ul>
      )}
    </AskDialog>
  )
}

/** Reasons that are told at once; the rest stands in the check. */
const MOST_REASONS = 5

/** Why an act was refused, one by one: the conditions that exclude each other by name, or what the check found. */
function useReasons(
  error: unknown,
  definition: PolicyDefinition,
  findings: readonly PolicyFindingView[],
): readonly string[] {
  const wordsOf = useFindingWords(definition)
  if (!(error instanceof ApiError)) return []
  const issue = error.issues.find(({ code }) => code === 'policies.contradiction')
  const code = issue?.params?.['finding']
  if (issue !== undefined && typeof code === 'string') {
    const { finding: _code, ...params } = issue.params ?? {}
    return [
      wordsOf({
        code,
        severity: 'error',
        from: 'rules',
        path: ['eligibility'],
        condition: null,
        range: null,
        params: JSON.parse(JSON.stringify(params)) as PolicyFindingView['params'],
      }),
    ]
  }
  if (!error.has('policies.not_publishable')) return []
  const errors = findings.filter(({ severity }) => severity === 'error')
  const ordered = [...errors.filter(isContradiction), ...errors.filter((each) => !isContradiction(each))]
  return [...new Set(ordered.map(wordsOf))].slice(0, MOST_REASONS)
}

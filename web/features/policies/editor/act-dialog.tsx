import { useMutation, useQueryClient } from '@tanstack/react-query'
import { actOnPolicyVersion } from '#contract/policies'
import type { PolicyFindingView, PolicyView } from '#contract/policies'
import type { PolicyDefinition } from '#domain/matching'
import { ApiError, call } from '../../../app/api-client.ts'
import { policyEditorTexts } from '../../../text/policy-editor.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { keepVersion } from './editor-queries.ts'
import { useFindingWords } from './finding-words.ts'

export type VersionAct = 'propose' | 'return' | 'publish'

/** Asks for the reason, does the act; why it is refused stands in the dialog, a contradiction with its conditions by name. */
export function ActDialog({
  act,
  view,
  definition,
  prepare,
  onClose,
  onDone,
}: {
  readonly act: VersionAct
  readonly view: PolicyView
  readonly definition: PolicyDefinition
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
  const clash = useContradiction(acting.error, definition)
  return (
    <AskDialog
      title={t(act)}
      why={t(`${act}Why`)}
      button={t(act)}
      danger={act === 'return'}
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
      {clash === null ? null : (
        <p className="mark-bad">
          <span aria-hidden="true">■</span> {clash}
        </p>
      )}
    </AskDialog>
  )
}

/** Which conditions exclude each other, where an act was refused for that. */
function useContradiction(error: unknown, definition: PolicyDefinition): string | null {
  const wordsOf = useFindingWords(definition)
  const issue =
    error instanceof ApiError ? error.issues.find(({ code }) => code === 'policies.contradiction') : undefined
  const code = issue?.params?.['finding']
  if (issue === undefined || typeof code !== 'string') return null
  const { finding: _code, ...params } = issue.params ?? {}
  const finding: PolicyFindingView = {
    code,
    severity: 'error',
    from: 'rules',
    path: ['eligibility'],
    condition: null,
    range: null,
    params: JSON.parse(JSON.stringify(params)) as PolicyFindingView['params'],
  }
  return wordsOf(finding)
}

import Input from 'antd/es/input/Input'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { startRun } from '#contract/evaluations'
import type { RunRow, SchemeRow } from '#contract/evaluations'
import { call } from '../../../app/api-client.ts'
import { evaluationWorkspaceTexts } from '../../../text/evaluation-workspace.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { refreshEvaluations } from '../shared/evaluation-queries.ts'

/** Runs a scheme on the frozen data of an official run. */
export function RunVariantDialog({
  scheme,
  base,
  onClose,
}: {
  readonly scheme: SchemeRow
  readonly base: RunRow
  readonly onClose: () => void
}) {
  const t = useText(evaluationWorkspaceTexts)
  const say = useSay()
  const { language } = useFormat()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const starting = useMutation({
    mutationFn: () =>
      call(startRun, {
        body: {
          roundId: null,
          schemeId: scheme.id,
          snapshotId: base.snapshotId,
          period: base.period,
          name: name.trim() === '' ? null : name.trim(),
          replications: null,
          seed: null,
        },
      }),
    onSuccess: async () => {
      await refreshEvaluations(client)
      onClose()
    },
  })
  return (
    <AskDialog
      title={t('runTitle', { name: say(scheme.name) })}
      why={t('runWhy', { period: periodWords(base.period, language), serial: String(base.serial) })}
      button={t('runNow')}
      busy={starting.isPending}
      error={starting.error}
      onClose={onClose}
      onDone={() => starting.mutate()}
    >
      <Field label={t('runName')}>
        {(field) => (
          <Input
            {...field}
            value={name}
            maxLength={200}
            autoFocus
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
    </AskDialog>
  )
}

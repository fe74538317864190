import App from 'antd/es/app'
import Input from 'antd/es/input/Input'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { decideLayoutPark } from '#contract/policies'
import type { LayoutProposalView } from '#contract/policies'
import { ApiError, call } from '../../../app/api-client.ts'
import { layoutTexts } from '../../../text/layout.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useSay } from '../../../ui/say.ts'
import { layoutKey, proposalsQuery } from './layout-queries.ts'

export interface Decision {
  readonly decision: 'adopt' | 'decline'
  readonly proposalId: string
  readonly on: string
  readonly row: LayoutProposalView['parks'][number]
}

/** The changes of one park are taken up from a day on, or declined; both with the reason. */
export function DecideDialog({
  deciding: { decision, proposalId, on, row },
  onClose,
}: {
  readonly deciding: Decision
  readonly onClose: () => void
}) {
  const t = useText(layoutTexts)
  const say = useSay()
  const { message } = App.useApp()
  const client = useQueryClient()
  const [from, setFrom] = useState(on)
  const isAdoption = decision === 'adopt'
  const park = say(row.park.name)
  const asking = useMutation({
    mutationFn: (reason: string) =>
      call(decideLayoutPark, {
        params: { proposalId, parkId: row.park.id },
        body: { decision, from: isAdoption ? from : null, reason, version: row.version },
      }),
    onSuccess: async (view) => {
      client.setQueryData(proposalsQuery.queryKey, (before) =>
        before === undefined
          ? before
          : { proposals: before.proposals.map((each) => (each.id === view.id ? view : each)) },
      )
      await client.invalidateQueries({ queryKey: layoutKey })
      message.success(t('decisionDone'))
      onClose()
    },
    onError: async (error) => {
      // Somebody decided first: the table behind shows what.
      if (error instanceof ApiError && error.has('policies.stale'))
        await client.invalidateQueries({ queryKey: proposalsQuery.queryKey })
    },
  })
  return (
    <AskDialog
      title={t(`${decision}Title`, { park })}
      why={t(`${decision}Why`, { park })}
      button={t(decision)}
      reason={{ label: t('reason'), missing: t('needReason'), most: 2000 }}
      busy={asking.isPending}
      error={asking.error}
      onClose={onClose}
      onDone={(reason) => {
        if (!isAdoption || from !== '') asking.mutate(reason)
      }}
    >
      {isAdoption ? (
        <Field label={t('from')} error={from === '' ? t('needFrom') : undefined}>
          {(field) => (
            <Input {...field} type="date" value={from} onChange={({ target }) => setFrom(target.value)} />
          )}
        </Field>
      ) : null}
    </AskDialog>
  )
}

import App from 'antd/es/app'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { withdrawConsent } from '#contract/cultivation'
import type { Consent } from '#contract/cultivation'
import { ApiError, call } from '../../../app/api-client.ts'
import { consentTexts } from '../../../text/consents.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { StatusMark } from '../../../ui/marks.tsx'
import { consentsKey } from './consent-queries.ts'

/** The enterprise takes its consent back from now on. `consent` is as the list knows it now. */
export function WithdrawDialog({
  consent,
  onClose,
}: {
  readonly consent: Consent
  readonly onClose: () => void
}) {
  const t = useText(consentTexts)
  const client = useQueryClient()
  const { message } = App.useApp()
  const [stale, setStale] = useState(false)
  const withdrawing = useMutation({
    mutationFn: (reason: string) =>
      call(withdrawConsent, {
        params: { consentId: consent.id },
        body: { version: consent.version, reason: reason || null },
      }),
    onMutate: () => setStale(false),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: consentsKey })
      message.success(t('withdrawDone'))
      onClose()
    },
    onError: async (error) => {
      if (!(error instanceof ApiError) || !error.has('cultivation.stale')) return
      await client.invalidateQueries({ queryKey: consentsKey })
      setStale(true)
    },
  })
  return (
    <AskDialog
      title={t('withdrawTitle')}
      why={t('withdrawWhy', { receiver: consent.receiver.name, n: consent.sharings.length })}
      button={t('withdraw')}
      danger
      reason={{ label: t('withdrawReason'), most: 1000 }}
      busy={withdrawing.isPending}
      error={stale ? null : withdrawing.error}
      onClose={onClose}
      onDone={(reason) => withdrawing.mutate(reason)}
    >
      {stale ? (
        <p role="alert">
          <StatusMark tone="warn">{t('staleNow', { state: t(`state.${consent.state}`) })}</StatusMark>
        </p>
      ) : null}
    </AskDialog>
  )
}

import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { answerInvitation } from '#contract/policies'
import type { ApplicationView } from '#contract/policies'
import { call } from '../../../app/api-client.ts'
import { policyApplicationTexts } from '../../../text/policy-applications.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { useSay } from '../../../ui/say.ts'
import { useKeepApplication } from './use-keep-application.ts'

/** 免申即享: the enterprise says here whether it takes what it was put on the list for; nothing for everybody else. */
export function InvitationBar({ application }: { readonly application: z.infer<typeof ApplicationView> }) {
  const t = useText(policyApplicationTexts)
  const say = useSay()
  const { message } = App.useApp()
  const { keep } = useKeepApplication()
  const [asking, setAsking] = useState<'confirm' | 'decline' | null>(null)
  const answering = useMutation({
    mutationFn: ({ answer, reason }: { answer: 'confirm' | 'decline'; reason: string }) =>
      call(answerInvitation, {
        params: { applicationId: application.id },
        body: { answer, reason: reason || null, version: application.version },
      }),
    onSuccess: async (view) => {
      await keep(view)
      message.success(t('answered'))
      setAsking(null)
    },
  })
  // The one who may take an invitation back is the one who may answer it.
  if (application.state !== 'invited' || !application.can.includes('withdraw')) return null
  return (
    <div className="invitation-bar no-print">
      <span>{t('invitation')}</span>
      <Button type="primary" onClick={() => setAsking('confirm')}>
        {t('confirm')}
      </Button>
      <Button onClick={() => setAsking('decline')}>{t('decline')}</Button>
      {asking ? (
        <AskDialog
          title={t(`${asking}Title`, { policy: say(application.policy.title) })}
          why={t(`${asking}Why`)}
          button={t(asking)}
          danger={asking === 'decline'}
          {...(asking === 'decline' ? { reason: { label: t('declineReason'), most: 1000 } } : {})}
          busy={answering.isPending}
          error={answering.error}
          onClose={() => setAsking(null)}
          onDone={(reason) => answering.mutate({ answer: asking, reason })}
        />
      ) : null}
    </div>
  )
}

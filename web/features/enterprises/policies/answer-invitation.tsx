import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { answerInvitation, readApplication } from '#contract/policies'
import type { PolicyMatch } from '#contract/policies'
import { call } from '../../../app/api-client.ts'
import { enterprisePolicyTexts } from '../../../text/enterprises-policies.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { useSay } from '../../../ui/say.ts'
import { refreshEnterprise } from '../queries.ts'

/** 免申即享: the enterprise says whether it takes what it was put on the list for. */
export function AnswerInvitation({
  match,
  applicationId,
}: {
  readonly match: z.infer<typeof PolicyMatch>
  readonly applicationId: string
}) {
  const t = useText(enterprisePolicyTexts)
  const say = useSay()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [asking, setAsking] = useState<'confirm' | 'decline' | null>(null)
  const { data } = useQuery({
    queryKey: ['policies', 'application', applicationId],
    queryFn: ({ signal }) => call(readApplication, { params: { applicationId }, signal }),
  })
  const answering = useMutation({
    mutationFn: ({ answer, reason }: { answer: 'confirm' | 'decline'; reason: string }) =>
      call(answerInvitation, {
        params: { applicationId },
        body: { answer, reason: reason || null, version: data?.version ?? 0 },
      }),
    onSuccess: async () => {
      await Promise.all([
        refreshEnterprise(client),
        client.invalidateQueries({ queryKey: ['policies'] }),
        client.invalidateQueries({ queryKey: ['home'] }),
      ])
      message.success(t('answered'))
      setAsking(null)
    },
  })
  return (
    <>
      <Button type="primary" disabled={!data} onClick={() => setAsking('confirm')}>
        {t('confirmInvitation')}
      </Button>
      <Button disabled={!data} onClick={() => setAsking('decline')}>
        {t('declineInvitation')}
      </Button>
      {asking ? (
        <AskDialog
          title={t(`${asking}Title`, { policy: say(match.title) })}
          why={t(`${asking}Why`)}
          button={t(`${asking}Invitation`)}
          danger={asking === 'decline'}
          {...(asking === 'decline' ? { reason: { label: t('declineReason'), most: 1000 } } : {})}
          busy={answering.isPending}
          error={answering.error}
          onClose={() => setAsking(null)}
          onDone={(reason) => answering.mutate({ answer: asking, reason })}
        />
      ) : null}
    </>
  )
}

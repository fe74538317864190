import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { reversePayment } from '#contract/policies'
import type { ApplicationView, PaymentView } from '#contract/policies'
import { call } from '../../../app/api-client.ts'
import { policyApplicationTexts } from '../../../text/policy-applications.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { useKeepApplication } from './use-keep-application.ts'

type Payment = z.infer<typeof PaymentView>

/** What was paid; a payment taken back stays, struck out, with its reason. */
export function PaymentsPanel({
  application: { payments, can },
}: {
  readonly application: z.infer<typeof ApplicationView>
}) {
  const t = useText(policyApplicationTexts)
  const format = useFormat()
  const [reversing, setReversing] = useState<Payment | null>(null)
  const mayReverse = can.includes('reverse')
  return (
    <Panel title={t('payments')}>
      {payments.length === 0 ? (
        <p className="soft">{t('paymentsNone')}</p>
      ) : (
        <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('payments')}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('paidOn')}</th>
                <th scope="col" className="number">
                  {t('amount')}
                </th>
                <th scope="col">{t('reference')}</th>
                <th scope="col">{t('recordedBy')}</th>
                {mayReverse ? <td className="no-print" /> : null}
              </tr>
            </thead>
            <tbody>
              {payments.map((payment) => {
                const { id, amount, on, reference, byName, at, reversed } = payment
                return (
                  <tr key={id} className={reversed === null ? undefined : 'application-reversed'}>
                    <td className="application-day">{format.date(on)}</td>
                    <td className="number">
                      {reversed === null ? format.number(amount) : <s>{format.number(amount)}</s>}
                    </td>
                    <td lang="zh">{reference}</td>
                    <td className="small">
                      {t('byAt', { name: byName, at: format.moment(at) })}
                      {reversed === null ? null : (
                        <div className="mark-bad">
                          <span aria-hidden="true">■</span>{' '}
                          {t('reversed', {
                            reason: reversed.reason,
                            name: reversed.byName,
                            at: format.moment(reversed.at),
                          })}
                        </div>
                      )}
                    </td>
                    {mayReverse ? (
                      <td className="no-print">
                        {reversed === null ? (
                          <Button
                            size="small"
                            aria-label={`${t('reverse')} ${reference}`}
                            onClick={() => setReversing(payment)}
                          >
                            {t('reverse')}
                          </Button>
                        ) : null}
                      </td>
                    ) : null}
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
      {reversing ? <ReverseDialog payment={reversing} onClose={() => setReversing(null)} /> : null}
    </Panel>
  )
}

function ReverseDialog({ payment, onClose }: { readonly payment: Payment; readonly onClose: () => void }) {
  const t = useText(policyApplicationTexts)
  const { message } = App.useApp()
  const { keep } = useKeepApplication()
  const reversing = useMutation({
    mutationFn: (reason: string) =>
      call(reversePayment, { params: { paymentId: payment.id }, body: { reason } }),
    onSuccess: async (view) => {
      await keep(view)
      message.success(t('reverseDone'))
      onClose()
    },
  })
  return (
    <AskDialog
      title={t('reverseTitle', { reference: payment.reference })}
      why={t('reverseWhy', { amount: payment.amount })}
      button={t('reverse')}
      danger
      reason={{ label: t('reverseReason'), missing: t('reasonNeeded'), most: 1000 }}
      busy={reversing.isPending}
      error={reversing.error}
      onClose={onClose}
      onDone={(reason) => reversing.mutate(reason)}
    />
  )
}

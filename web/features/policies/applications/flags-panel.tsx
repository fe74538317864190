import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { decideFlag } from '#contract/policies'
import type { ApplicationView, FlagView } from '#contract/policies'
import { call } from '../../../app/api-client.ts'
import { policyApplicationTexts } from '../../../text/policy-applications.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import type { Tone } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import type { FactNames } from '../../../ui/rules/fact-words.ts'
import { FindingWords } from './finding-words.tsx'
import { useKeepApplication } from './use-keep-application.ts'

type Flag = z.infer<typeof FlagView>
const DECISIONS = ['accepted', 'dismissed'] as const
type Decision = (typeof DECISIONS)[number]
const TONES = { open: 'bad', accepted: 'warn', dismissed: 'neutral' } as const satisfies Record<
  Flag['state'],
  Tone
>

/** What was noticed about it, and what became of that. */
export function FlagsPanel({
  application: { flags, can },
  names,
}: {
  readonly application: z.infer<typeof ApplicationView>
  readonly names: FactNames
}) {
  const t = useText(policyApplicationTexts)
  const format = useFormat()
  const [deciding, setDeciding] = useState<{ readonly flag: Flag; readonly decision: Decision } | null>(null)
  return (
    <Panel title={t('flagsTitle')}>
      {flags.length === 0 ? <p className="soft">{t('flagsNone')}</p> : null}
      <ul className="application-lines">
        {flags.map((flag) => (
          <li key={flag.id}>
            <b>{t(`flag.${flag.kind}`)}</b>{' '}
            <StatusMark tone={TONES[flag.state]}>{t(`flagState.${flag.state}`)}</StatusMark>{' '}
            <span className="soft small">{format.moment(flag.at)}</span>
            <div>
              <FindingWords kind={flag.kind} detail={flag.detail} names={names} />
            </div>
            {flag.decision === null ? null : (
              <div className="soft small">
                {t('decided', {
                  name: flag.decision.byName,
                  at: format.moment(flag.decision.at),
                  reason: flag.decision.reason,
                })}
              </div>
            )}
            {flag.state === 'open' && can.includes('decide-flag') ? (
              <div className="application-flag-acts no-print">
                {DECISIONS.map((decision) => (
                  <Button key={decision} size="small" onClick={() => setDeciding({ flag, decision })}>
                    {t(decision)}
                  </Button>
                ))}
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      {deciding ? <DecideDialog {...deciding} onClose={() => setDeciding(null)} /> : null}
    </Panel>
  )
}

function DecideDialog({
  flag,
  decision,
  onClose,
}: {
  readonly flag: Flag
  readonly decision: Decision
  readonly onClose: () => void
}) {
  const t = useText(policyApplicationTexts)
  const { message } = App.useApp()
  const { keep } = useKeepApplication()
  const deciding = useMutation({
    mutationFn: (reason: string) =>
      call(decideFlag, { params: { flagId: flag.id }, body: { decision, reason } }),
    onSuccess: async (view) => {
      await keep(view)
      message.success(t('decideDone'))
      onClose()
    },
  })
  return (
    <AskDialog
      title={t(`${decision}Title`, { flag: t(`flag.${flag.kind}`) })}
      why={t(`${decision}Why`)}
      button={t(decision)}
      reason={{ label: t('decideReason'), missing: t('reasonNeeded'), most: 1000 }}
      busy={deciding.isPending}
      error={deciding.error}
      onClose={onClose}
      onDone={(reason) => deciding.mutate(reason)}
    />
  )
}

import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { actOnSandbox } from '#contract/policies'
import type { SandboxView } from '#contract/policies'
import type { BodyInputOf } from '../../../../src/features/route-contract.ts'
import { ApiError, call } from '../../../app/api-client.ts'
import { policySandboxTexts } from '../../../text/policy-sandbox.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { useKeepEntry } from './sandbox-queries.ts'

type Act = BodyInputOf<typeof actOnSandbox>['act']
const DANGER: readonly Act[] = ['refuse', 'terminate', 'withdraw']

/** Admit or refuse, let out or terminate, take back; each with its words. */
export function SandboxActs({ entry }: { readonly entry: SandboxView }) {
  const t = useText(policySandboxTexts)
  const format = useFormat()
  const { message } = App.useApp()
  const { keep, readAgain } = useKeepEntry()
  const [act, setAct] = useState<Act | null>(null)
  const acting = useMutation({
    mutationFn: (body: { readonly act: Act; readonly conclusion: string }) =>
      call(actOnSandbox, { params: { entryId: entry.id }, body: { ...body, version: entry.version } }),
    onSuccess: async (view) => {
      await keep(view)
      message.success(t('acted'))
      setAct(null)
    },
    onError: async (error) => {
      if (error instanceof ApiError && error.status === 409) await readAgain(entry.id)
    },
  })
  const acts = entry.can.filter((each) => each !== 'observe')
  const stale = acting.error instanceof ApiError && acting.error.has('policies.stale')
  if (acts.length === 0 && act === null) return null
  return (
    <div className="page-actions no-print">
      {acts.map((each) => (
        <Button
          key={each}
          type={DANGER.includes(each) ? 'default' : 'primary'}
          danger={DANGER.includes(each)}
          onClick={() => {
            acting.reset()
            setAct(each)
          }}
        >
          {t(`act.${each}`)}
        </Button>
      ))}
      {act === null ? null : (
        <AskDialog
          title={t(`act.${act}`)}
          why={t(`why.${act}`, { to: format.date(entry.to) })}
          button={t(`act.${act}`)}
          danger={DANGER.includes(act)}
          reason={{
            label: t(`words.${act}`),
            missing: t('needed', { what: t(`words.${act}`) }),
            most: 5000,
          }}
          busy={acting.isPending}
          error={stale ? null : acting.error}
          onClose={() => setAct(null)}
          onDone={(conclusion) => acting.mutate({ act, conclusion })}
        >
          {stale ? (
            <p role="alert">
              <StatusMark tone="warn">{t('stale')}</StatusMark>
            </p>
          ) : null}
        </AskDialog>
      )}
    </div>
  )
}

import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { actOnPilot } from '#contract/policies'
import type { PilotView } from '#contract/policies'
import type { BodyInputOf } from '../../../../src/features/route-contract.ts'
import { ApiError, call } from '../../../app/api-client.ts'
import { useSession } from '../../../app/session.ts'
import { policyCoverageTexts } from '../../../text/policy-coverage.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { todayOf } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { coverageQuery } from '../coverage/coverage-queries.ts'
import { ParksField } from '../coverage/parks-field.tsx'
import { EvaluateDialog } from './evaluate-dialog.tsx'
import { useKeepPilot } from './use-keep-pilot.ts'
import '../coverage/coverage.css'

type Act = BodyInputOf<typeof actOnPilot>['act']
export type PilotActBody = Omit<BodyInputOf<typeof actOnPilot>, 'version'>
const DECISIONS: readonly Act[] = ['extend', 'adjust', 'stop']
const DANGER: readonly Act[] = ['drop', 'stop']

/** What can be done with a pilot now, and why a decision cannot be where the same person evaluated it. */
export function PilotActs({ pilot }: { readonly pilot: PilotView }) {
  const t = useText(policyCoverageTexts)
  const { roles } = useSession()
  const { message } = App.useApp()
  const { keep, readAgain } = useKeepPilot()
  const [act, setAct] = useState<Act | null>(null)
  const acting = useMutation({
    mutationFn: (body: PilotActBody) =>
      call(actOnPilot, { params: { pilotId: pilot.id }, body: { ...body, version: pilot.version } }),
    onSuccess: async (view) => {
      await keep(view)
      message.success(t('acted'))
      setAct(null)
    },
    onError: async (error) => {
      if (error instanceof ApiError && error.status === 409) await readAgain(pilot.id)
    },
  })
  const acts = pilot.can.filter((each) => each !== 'attach')
  const decidesOtherwise = roles.includes('zone_office') || roles.includes('leader')
  const isOwnEvaluation = pilot.state === 'evaluated' && decidesOtherwise && acts.length === 0
  const offered = isOwnEvaluation ? DECISIONS : acts
  const close = () => {
    setAct(null)
    acting.reset()
  }
  const open = (each: Act) => {
    acting.reset()
    setAct(each)
  }
  const stale = acting.error instanceof ApiError && acting.error.has('policies.stale')
  const error = stale ? null : acting.error
  const changed = stale ? (
    <p role="alert">
      <StatusMark tone="warn">{t('stale')}</StatusMark>
    </p>
  ) : null
  if (offered.length === 0) return null
  return (
    <div>
      <div className="page-actions no-print">
        {offered.map((each, index) => (
          <Button
            key={each}
            type={index === 0 ? 'primary' : 'default'}
            danger={DANGER.includes(each)}
            disabled={isOwnEvaluation}
            title={isOwnEvaluation ? t('fourEyes') : undefined}
            onClick={() => open(each)}
          >
            {t(`act.${each}`)}
          </Button>
        ))}
      </div>
      {isOwnEvaluation ? <p className="soft small">{t('fourEyes')}</p> : null}
      {act === 'evaluate' ? (
        <EvaluateDialog
          changed={changed}
          busy={acting.isPending}
          error={error}
          onClose={close}
          onDone={(reason, findings) => acting.mutate({ act, reason, findings })}
        />
      ) : act === 'extend' ? (
        <ExtendDialog
          pilot={pilot}
          changed={changed}
          busy={acting.isPending}
          error={error}
          onClose={close}
          onDone={(reason, parks, from) => acting.mutate({ act, reason, parks, from })}
        />
      ) : act === null ? null : (
        <AskDialog
          title={t(`act.${act}`)}
          why={t(`why.${act}`)}
          button={t(`act.${act}`)}
          danger={DANGER.includes(act)}
          reason={{ label: t('reason'), missing: t('reasonNeeded'), most: 2000 }}
          busy={acting.isPending}
          error={error}
          onClose={close}
          onDone={(reason) => acting.mutate({ act, reason })}
        >
          {changed}
        </AskDialog>
      )}
    </div>
  )
}

function ExtendDialog({
  pilot,
  changed,
  busy,
  error,
  onClose,
  onDone,
}: {
  readonly pilot: PilotView
  readonly changed: ReactNode
  readonly busy: boolean
  readonly error: unknown
  readonly onClose: () => void
  readonly onDone: (reason: string, parks: string[], from: string) => void
}) {
  const t = useText(policyCoverageTexts)
  const { data } = useQuery(coverageQuery({}))
  const others = (data?.parks ?? []).filter(({ id }) => pilot.parks.every((park) => park.id !== id))
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [from, setFrom] = useState(() => todayOf(new Date()))
  const [tried, setTried] = useState(false)
  return (
    <AskDialog
      title={t('act.extend')}
      why={t('why.extend')}
      button={t('act.extend')}
      reason={{ label: t('reason'), missing: t('reasonNeeded'), most: 2000 }}
      busy={busy}
      error={error}
      onClose={onClose}
      onDone={(reason) => {
        setTried(true)
        if (chosen.length > 0 && from !== '') onDone(reason, [...chosen], from)
      }}
    >
      {changed}
      <ParksField
        label={t('extendParks')}
        parks={others}
        chosen={chosen}
        error={tried && chosen.length === 0 ? t('parksNeeded') : undefined}
        onChosen={setChosen}
      />
      <Field label={t('extendFrom')} error={tried && from === '' ? t('fromNeeded') : undefined}>
        {(field) => (
          <Input {...field} type="date" value={from} onChange={({ target }) => setFrom(target.value)} />
        )}
      </Field>
    </AskDialog>
  )
}

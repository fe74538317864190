import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { actOnRound, startRun } from '#contract/evaluations'
import type { RoundView } from '#contract/evaluations'
import type { BodyInputOf } from '../../../../src/features/route-contract.ts'
import { useAddress } from '../../../app/address.ts'
import { call } from '../../../app/api-client.ts'
import { useSession } from '../../../app/session.ts'
import { evaluationRoundTexts } from '../../../text/evaluation-rounds.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { Choice } from '../../../ui/choice.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { refreshEvaluations } from '../shared/evaluation-queries.ts'
import { ChangeDialog } from './change-dialog.tsx'
import { useRoundErrorWords } from './round-issue-words.ts'
import { isStale, keepRound, roundQuery } from './round-queries.ts'
import { readWhole } from '../shared/read-figure.ts'

type Step = BodyInputOf<typeof actOnRound>['act']

/** In the order of the way; the first that can be done is the one to do. */
const STEPS = [
  'freeze',
  'adopt',
  'open-review',
  'close-review',
  'confirm',
  'publish',
  'refreeze',
  'abandon',
] as const satisfies readonly Step[]
const NEEDS_REASON: readonly Step[] = ['refreeze', 'abandon']

/** What may be done now; the next step of the way stands out. */
export function RoundActs({ view }: { readonly view: RoundView }) {
  const t = useText(evaluationRoundTexts)
  const { roles } = useSession()
  const [, change] = useAddress<'tab'>()
  const [open, setOpen] = useState<Step | 'run' | 'change' | null>(null)
  const { can, row, standings } = view
  const steps = STEPS.filter((step) => can.includes(step))
  const forward = steps.find((step) => step !== 'refreeze' && step !== 'abandon')
  const primary =
    forward === 'close-review' && can.includes('refreeze')
      ? 'refreeze'
      : (forward ?? (can.includes('run') && row.state === 'frozen' ? 'run' : null))
  const close = () => setOpen(null)
  const isPark = roles.includes('park_committee')
  return (
    <div className="page-actions no-print">
      {isPark && standings.length > 0 && row.unitKind === 'park' ? (
        <LinkButton href={`/evaluations/rounds/${row.id}/own`}>{t('openOwn')}</LinkButton>
      ) : null}
      {can.includes('change') ? <Button onClick={() => setOpen('change')}>{t('act.change')}</Button> : null}
      {steps
        .filter((step) => step !== primary)
        .toReversed()
        .map((step) => (
          <Button key={step} danger={step === 'abandon'} onClick={() => setOpen(step)}>
            {t(`act.${step}`)}
          </Button>
        ))}
      {can.includes('run') ? (
        <Button type={primary === 'run' ? 'primary' : 'default'} onClick={() => setOpen('run')}>
          {t('act.run')}
        </Button>
      ) : null}
      {can.includes('propose') || can.includes('decide') ? (
        <Button
          type={primary === null ? 'primary' : 'default'}
          onClick={() => change({ tab: 'decisions' }, { push: true })}
        >
          {t(can.includes('decide') ? 'act.decide' : 'act.propose')}
        </Button>
      ) : null}
      {primary !== null && primary !== 'run' ? (
        <Button type="primary" onClick={() => setOpen(primary)}>
          {t(`act.${primary}`)}
        </Button>
      ) : null}
      {open === 'run' ? <RunDialog view={view} onClose={close} /> : null}
      {open === 'change' ? <ChangeDialog view={view} onClose={close} /> : null}
      {open !== null && open !== 'run' && open !== 'change' ? (
        <StepDialog key={open} view={view} step={open} onClose={close} />
      ) : null}
    </div>
  )
}

function StepDialog({
  view,
  step,
  onClose,
}: {
  readonly view: RoundView
  readonly step: Step
  readonly onClose: () => void
}) {
  const t = useText(evaluationRoundTexts)
  const format = useFormat()
  const client = useQueryClient()
  const { row, runs } = view
  const adoptable = runs.filter(({ can }) => can.includes('adopt'))
  const [chosen, setChosen] = useState<string | null>(null)
  const run =
    step === 'adopt'
      ? (adoptable.find(({ id }) => id === chosen) ?? adoptable[0])
      : runs.find(({ adopted }) => adopted)
  const acting = useMutation({
    mutationFn: (reason: string) =>
      call(actOnRound, {
        params: { roundId: row.id },
        body: {
          version: row.version,
          act: step,
          runId: step === 'adopt' ? (run?.id ?? null) : null,
          reason: reason === '' ? null : reason,
        },
      }),
    onSuccess: async (answer) => {
      await keepRound(client, answer)
      onClose()
    },
    // What was typed stays; the page behind shows what the other one did.
    onError: (error) => (isStale(error) ? client.invalidateQueries(roundQuery(row.id)) : undefined),
  })
  const needsReason = NEEDS_REASON.includes(step)
  const errorWords = useRoundErrorWords()
  return (
    <AskDialog
      title={t(`act.${step}`)}
      why={t(`ask.${step}`, {
        serial: run?.serial ?? '',
        from: format.date(row.calendar.reviewFrom),
        to: format.date(row.calendar.reviewTo),
      })}
      button={t(`act.${step}`)}
      danger={step === 'abandon'}
      reason={{
        label: t(needsReason ? 'reason' : 'reasonOptional'),
        most: 2000,
        ...(needsReason ? { missing: t('reasonMissing') } : {}),
      }}
      busy={acting.isPending}
      error={errorWords(acting.error)}
      onClose={onClose}
      onDone={(reason) => acting.mutate(reason)}
    >
      {isStale(acting.error) ? <p className="mark-warn">▲ {t('stale')}</p> : null}
      {step === 'adopt' && adoptable.length > 1 ? (
        <Field label={t('chooseRun')}>
          {({ status: _status, ...field }) => (
            <Choice {...field} value={run?.id ?? ''} onChange={({ target }) => setChosen(target.value)}>
              {adoptable.map(({ id, serial, at, resultDigest }) => (
                <option key={id} value={id}>
                  {serial} · {format.moment(at)} · {(resultDigest ?? '').slice(0, 8)}
                </option>
              ))}
            </Choice>
          )}
        </Field>
      ) : null}
    </AskDialog>
  )
}

function RunDialog({ view: { row }, onClose }: { readonly view: RoundView; readonly onClose: () => void }) {
  const t = useText(evaluationRoundTexts)
  const client = useQueryClient()
  const [typed, setTyped] = useState('')
  const replications = readWhole(typed)
  const starting = useMutation({
    mutationFn: () =>
      call(startRun, {
        body: {
          roundId: row.id,
          schemeId: row.scheme.id,
          snapshotId: null,
          period: null,
          name: null,
          replications: replications ?? null,
          seed: null,
        },
      }),
    onSuccess: async () => {
      await refreshEvaluations(client)
      onClose()
    },
  })
  const wrong = replications === undefined || (replications !== null && replications > 100_000)
  return (
    <AskDialog
      title={t('act.run')}
      why={t('ask.run')}
      button={t('act.run')}
      busy={starting.isPending}
      error={starting.error}
      onClose={onClose}
      onDone={() => (wrong ? undefined : starting.mutate())}
    >
      <Field
        label={t('replications')}
        hint={t('replicationsHint')}
        error={wrong ? t('replicationsWrong') : undefined}
      >
        {(field) => (
          <Input
            {...field}
            value={typed}
            inputMode="numeric"
            maxLength={7}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
    </AskDialog>
  )
}

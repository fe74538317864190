import Button from 'antd/es/button'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answerObjection } from '#contract/evaluations'
import type { Objection } from '#contract/evaluations'
import { call } from '../../../app/api-client.ts'
import { useAddress } from '../../../app/address.ts'
import { evaluationDecisionTexts } from '../../../text/evaluation-decisions.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { Choice } from '../../../ui/choice.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { unitWords } from '../../../ui/filings/figures.ts'
import { useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import type { Tone } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { refreshEvaluations } from '../shared/evaluation-queries.ts'
import { NameWords } from '../shared/unit-name.tsx'
import { AnswerDialog } from './answer-dialog.tsx'
import { EvidenceList, FigureOrNone } from './objection-parts.tsx'
import { objectionsQuery } from './round-queries.ts'
import type { RoundTabProps } from './round-page.tsx'
import './consequences.css'

const STATES = ['open', 'accepted', 'rejected', 'withdrawn'] as const
const TONES = {
  open: 'warn',
  accepted: 'good',
  rejected: 'bad',
  withdrawn: 'neutral',
} as const satisfies Record<Objection['state'], Tone>

/** ▲ 待答复 ● 采纳 ■ 不予采纳 ○ 已撤回. */
export function ObjectionStateMark({ state }: Pick<Objection, 'state'>) {
  const t = useText(evaluationDecisionTexts)
  return <StatusMark tone={TONES[state]}>{t(`objection.${state}`)}</StatusMark>
}

/** Doubts about figures with what was claimed, why, and how they were answered. */
export function ObjectionsTab({ view }: RoundTabProps) {
  const t = useText(evaluationDecisionTexts)
  const [address, change] = useAddress<'objections' | 'objection'>()
  const { data, error, refetch } = useQuery(objectionsQuery(view.row.id))
  const [answering, setAnswering] = useState<Objection | null>(null)
  const all = data?.objections ?? []
  const rows = all.filter(({ state }) => !address.objections || state === address.objections)
  const current = rows.findIndex(({ serial }) => String(serial) === address.objection)
  const go = (step: number) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, current + step))]
    change({ objection: next === undefined ? null : String(next.serial) })
  }
  useKeys({
    j: () => go(1),
    k: () => go(-1),
    Enter: () => {
      const row = rows[current]
      if (row?.can.includes('accept')) setAnswering(row)
    },
  })
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  if (all.length === 0) return <EmptyState title={t('objectionsNone')}>{t('objectionsNoneWhy')}</EmptyState>
  return (
    <Panel
      title={t('objectionsTitle')}
      actions={
        <span className="objections-tools">
          <Choice
            aria-label={t('filterState')}
            value={address.objections ?? ''}
            onChange={({ target }) => change({ objections: target.value })}
          >
            <option value="">{t('filterAll')}</option>
            {STATES.map((state) => (
              <option key={state} value={state}>
                {t(`objection.${state}`)}
              </option>
            ))}
          </Choice>
          <span className="soft small no-print">{t('objectionsKeys')}</span>
        </span>
      }
    >
      <p className="soft small">{t('objectionsNote')}</p>
      <ObjectionTable
        rows={rows}
        current={current}
        onCurrent={(serial) => change({ objection: serial })}
        answering={answering}
        onAnswer={setAnswering}
      />
    </Panel>
  )
}

/** Objections with their answers, and what may be done with each. */
export function ObjectionTable({
  rows,
  current = -1,
  onCurrent,
  answering = null,
  onAnswer,
}: {
  readonly rows: readonly Objection[]
  readonly current?: number
  readonly onCurrent?: (serial: string) => void
  readonly answering?: Objection | null
  /** Absent: nobody answers here. */
  readonly onAnswer?: (objection: Objection | null) => void
}) {
  const t = useText(evaluationDecisionTexts)
  const [withdrawing, setWithdrawing] = useState<Objection | null>(null)
  return (
    <>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('objectionsTitle')}>
        <table className="plain-table objections-table">
          <thead>
            <tr>
              <th scope="col" className="number">
                {t('serial')}
              </th>
              <th scope="col">{t('cell')}</th>
              <th scope="col" className="number">
                {t('current')}
              </th>
              <th scope="col" className="number">
                {t('claimed')}
              </th>
              <th scope="col">{t('raised')}</th>
              <th scope="col">{t('state')}</th>
              <th scope="col">
                <span className="unseen">{t('answerDo')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <ObjectionLine
                key={row.id}
                objection={row}
                isCurrent={index === current}
                onCurrent={() => onCurrent?.(String(row.serial))}
                onAnswer={() => onAnswer?.(row)}
                onWithdraw={() => setWithdrawing(row)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {answering ? (
        <AnswerDialog key={answering.id} objection={answering} onClose={() => onAnswer?.(null)} />
      ) : null}
      {withdrawing ? <WithdrawDialog objection={withdrawing} onClose={() => setWithdrawing(null)} /> : null}
    </>
  )
}

function ObjectionLine({
  objection,
  isCurrent,
  onCurrent,
  onAnswer,
  onWithdraw,
}: {
  readonly objection: Objection
  readonly isCurrent: boolean
  readonly onCurrent: () => void
  readonly onAnswer: () => void
  readonly onWithdraw: () => void
}) {
  const t = useText(evaluationDecisionTexts)
  const format = useFormat()
  const foreign = format.language === 'en' ? 'zh' : undefined
  return (
    <tr aria-current={isCurrent ? 'true' : undefined} onClick={onCurrent}>
      <td className="number">{objection.serial}</td>
      <td className="objections-cell">
        <NameWords of={objection.unitName} /> · <NameWords of={objection.columnName} />
        <div className="small soft">
          {periodWords(objection.period, format.language)}
          {objection.measureUnit === null ? '' : ` · ${unitWords(objection.measureUnit, format.language)}`}
        </div>
      </td>
      <td className="number">
        <FigureOrNone value={objection.currentValue} />
      </td>
      <td className="number">
        <FigureOrNone value={objection.claimedValue} />
      </td>
      <td>
        <span lang={foreign} className="objections-reason">
          {objection.reason}
        </span>
        <div className="small soft">
          <span lang={foreign}>{objection.byName}</span> {format.moment(objection.at)}
        </div>
        <EvidenceList files={objection.files} />
      </td>
      <td>
        <ObjectionStateMark state={objection.state} />
        {objection.state === 'accepted' ? (
          <div>
            {t('newValue')} <FigureOrNone value={objection.newValue} />{' '}
            <span className={objection.computed ? 'small soft' : 'small mark-warn'}>
              {objection.computed ? t('computed') : `▲ ${t('notComputed')}`}
            </span>
          </div>
        ) : null}
        {objection.answer === null ? null : (
          <div lang={foreign} className="objections-reason">
            {objection.answer}
          </div>
        )}
        {objection.answeredAt === null ? null : (
          <div className="small soft">
            <span lang={foreign}>{objection.answeredByName}</span> {format.moment(objection.answeredAt)}
          </div>
        )}
      </td>
      <td className="objections-acts">
        {objection.can.includes('accept') || objection.can.includes('reject') ? (
          <Button size="small" onClick={onAnswer}>
            {t('answerDo')}
          </Button>
        ) : null}
        {objection.can.includes('withdraw') ? (
          <Button size="small" onClick={onWithdraw}>
            {t('withdrawDo')}
          </Button>
        ) : null}
      </td>
    </tr>
  )
}

export function WithdrawDialog({
  objection,
  onClose,
}: {
  readonly objection: Objection
  readonly onClose: () => void
}) {
  const t = useText(evaluationDecisionTexts)
  const client = useQueryClient()
  const sending = useMutation({
    mutationFn: () =>
      call(answerObjection, {
        params: { objectionId: objection.id },
        body: { version: objection.version, act: 'withdraw', newValue: null, answer: null },
      }),
    onSuccess: async () => {
      await refreshEvaluations(client)
      onClose()
    },
    onError: () => refreshEvaluations(client),
  })
  return (
    <AskDialog
      title={t('withdrawTitle', { serial: objection.serial })}
      why={t('withdrawWhy')}
      button={t('withdrawDo')}
      busy={sending.isPending}
      error={sending.error}
      onClose={onClose}
      onDone={() => sending.mutate()}
    />
  )
}

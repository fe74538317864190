import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { SubmitEvent } from 'react'
import { object } from '#contract/evaluations'
import type { Objection, OwnResult } from '#contract/evaluations'
import { call } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { evaluationOwnTexts } from '../../../text/evaluation-own.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { unitWords } from '../../../ui/filings/figures.ts'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { refreshEvaluations } from '../shared/evaluation-queries.ts'
import { figureWords } from '../shared/number-words.ts'
import { EvidenceFiles } from './evidence-files.tsx'
import type { OwnRow } from './own-model.ts'
import { useRoundErrorWords } from './round-issue-words.ts'
import { readFigure } from '../shared/read-figure.ts'
import './consequences.css'
import './rounds-page.css'

/** A park doubts one cell: which figure, what it should be, why, and with what evidence. */
export function ObjectDialog({
  roundId,
  result,
  row: { node, own },
  onClose,
}: {
  readonly roundId: string
  readonly result: OwnResult
  readonly row: OwnRow
  readonly onClose: () => void
}) {
  const t = useText(evaluationOwnTexts)
  const common = useText(commonTexts)
  const say = useSay()
  const { language } = useFormat()
  const client = useQueryClient()
  const errorWords = useRoundErrorWords()
  const form = useRef<HTMLFormElement>(null)
  const denominator = node.input?.denominator?.column ?? null
  const [column, setColumn] = useState(node.input?.column ?? node.code)
  const [typed, setTyped] = useState('')
  const [none, setNone] = useState(false)
  const [reason, setReason] = useState('')
  const [files, setFiles] = useState<Objection['files']>([])
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState(false)
  const figure = readFigure(typed)
  const isFigure = column !== denominator
  const faults = {
    claimed: none
      ? isFigure && own.raw === null
        ? t('claimedSame')
        : undefined
      : figure === undefined
        ? t('claimedWrong')
        : figure === null
          ? t('claimedMissing')
          : isFigure && figure === own.raw
            ? t('claimedSame')
            : undefined,
    reason: reason.trim() === '' ? t('reasonMissing') : undefined,
  }
  const sending = useMutation({
    mutationFn: () =>
      call(object, {
        params: { roundId },
        body: {
          unit: result.unit,
          column,
          period: result.period,
          claimedValue: none ? null : (figure ?? null),
          reason: reason.trim(),
          files: files.map(({ id }) => id),
        },
      }),
    onSuccess: async () => {
      await refreshEvaluations(client)
      onClose()
    },
  })
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (faults.claimed !== undefined || faults.reason !== undefined) {
      if (form.current) focusFirstError(form.current)
      return
    }
    if (!sending.isPending && !busy) sending.mutate()
  }
  const unit = isFigure ? unitWords(node.input?.unit ?? null, language) : ''
  return (
    <Dialog title={t('objectTitle')} onClose={onClose}>
      <form ref={form} onSubmit={submit} noValidate>
        <p>
          {t('objectWhy', {
            period: periodWords(result.period, language),
            name: say(node.name),
            value:
              own.raw === null
                ? '—'
                : `${figureWords(own.raw)} ${unitWords(node.input?.unit ?? null, language)}`,
          })}
        </p>
        {sending.error ? <ErrorState error={errorWords(sending.error)} /> : null}
        {denominator === null ? null : (
          <Field label={t('column')}>
            {({ status: _status, ...field }) => (
              <Choice {...field} value={column} onChange={({ target }) => setColumn(target.value)}>
                <option value={node.input?.column ?? node.code}>
                  {t('columnFigure', { column: node.input?.column ?? node.code })}
                </option>
                <option value={denominator}>{t('columnDenominator', { column: denominator })}</option>
              </Choice>
            )}
          </Field>
        )}
        <Field
          label={unit === '' ? t('claimedPlain') : t('claimed', { unit })}
          error={tried ? faults.claimed : undefined}
        >
          {(field) => (
            <Input
              {...field}
              value={none ? '' : typed}
              disabled={none}
              autoFocus
              inputMode="decimal"
              maxLength={40}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <p>
          <label>
            <input type="checkbox" checked={none} onChange={({ target }) => setNone(target.checked)} />{' '}
            {t('claimedNone')}
          </label>
        </p>
        <Field label={t('reason')} error={tried ? faults.reason : undefined}>
          {(field) => (
            <TextArea
              {...field}
              value={reason}
              maxLength={2000}
              autoSize={{ minRows: 3, maxRows: 10 }}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('evidence')}>
          {({ id, 'aria-describedby': describedBy }) => (
            <EvidenceFiles
              id={id}
              describedBy={describedBy}
              roundId={roundId}
              files={files}
              onFiles={setFiles}
              onBusy={setBusy}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={sending.isPending} disabled={busy}>
            {t('send')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

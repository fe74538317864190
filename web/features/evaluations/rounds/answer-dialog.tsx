import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { SubmitEvent } from 'react'
import { answerObjection } from '#contract/evaluations'
import type { Objection } from '#contract/evaluations'
import { call } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { evaluationDecisionTexts } from '../../../text/evaluation-decisions.ts'
import { useText } from '../../../text/index.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { unitWords } from '../../../ui/filings/figures.ts'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { refreshEvaluations } from '../shared/evaluation-queries.ts'
import { EvidenceList, FigureOrNone } from './objection-parts.tsx'
import { isStale } from './round-queries.ts'
import { readFigure } from '../shared/read-figure.ts'
import './consequences.css'

/** Accepts an objection with the figure that counts, or rejects it with the reasons. */
export function AnswerDialog({
  objection,
  onClose,
}: {
  readonly objection: Objection
  readonly onClose: () => void
}) {
  const t = useText(evaluationDecisionTexts)
  const common = useText(commonTexts)
  const say = useSay()
  const { language } = useFormat()
  const client = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const [verdict, setVerdict] = useState<'accept' | 'reject'>('accept')
  const [typed, setTyped] = useState(objection.claimedValue === null ? '' : String(objection.claimedValue))
  const [answer, setAnswer] = useState('')
  const [tried, setTried] = useState(false)
  const figure = readFigure(typed)
  const faults = {
    figure:
      verdict === 'reject'
        ? undefined
        : figure === undefined
          ? t('newValueWrong')
          : figure === null && objection.claimedValue !== null
            ? t('newValueMissing')
            : figure === objection.currentValue
              ? t('newValueSame')
              : undefined,
    answer: answer.trim() === '' ? t('answerMissing') : undefined,
  }
  const sending = useMutation({
    mutationFn: () =>
      call(answerObjection, {
        params: { objectionId: objection.id },
        body: {
          version: objection.version,
          act: verdict,
          newValue: verdict === 'accept' ? (figure ?? null) : null,
          answer: answer.trim(),
        },
      }),
    onSuccess: async () => {
      await refreshEvaluations(client)
      onClose()
    },
    onError: (error) => (isStale(error) ? refreshEvaluations(client) : undefined),
  })
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (faults.figure !== undefined || faults.answer !== undefined) {
      if (form.current) focusFirstError(form.current)
      return
    }
    if (!sending.isPending) sending.mutate()
  }
  const unit = unitWords(objection.measureUnit, language)
  return (
    <Dialog title={t('answerTitle', { serial: objection.serial })} onClose={onClose}>
      <form ref={form} onSubmit={submit} noValidate>
        <p>
          {t('answerWhy', {
            unit: say(objection.unitName),
            period: periodWords(objection.period, language),
            column: say(objection.columnName),
          })}
        </p>
        {sending.error ? <ErrorState error={sending.error} /> : null}
        <dl className="objection-facts">
          <dt>{t('current')}</dt>
          <dd>
            <FigureOrNone value={objection.currentValue} /> {objection.currentValue === null ? '' : unit}
          </dd>
          <dt>{t('claimed')}</dt>
          <dd>
            <FigureOrNone value={objection.claimedValue} /> {objection.claimedValue === null ? '' : unit}
          </dd>
          <dt>{t('raised')}</dt>
          <dd>
            <span lang={language === 'en' ? 'zh' : undefined}>{objection.reason}</span>
            <EvidenceList files={objection.files} />
          </dd>
        </dl>
        <fieldset className="verdict">
          <legend>{t('verdict')}</legend>
          {(['accept', 'reject'] as const).map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="verdict"
                checked={verdict === each}
                onChange={() => setVerdict(each)}
              />
              {t(each)}
            </label>
          ))}
        </fieldset>
        {verdict === 'accept' ? (
          <Field
            label={unit === '' ? t('newValuePlain') : t('newValueLabel', { unit })}
            hint={t('newValueHint')}
            error={tried ? faults.figure : undefined}
          >
            {(field) => (
              <Input
                {...field}
                value={typed}
                inputMode="decimal"
                maxLength={40}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        <Field label={t('answerLabel')} error={tried ? faults.answer : undefined}>
          {(field) => (
            <TextArea
              {...field}
              value={answer}
              maxLength={2000}
              autoSize={{ minRows: 3, maxRows: 10 }}
              onChange={(event) => setAnswer(event.target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={sending.isPending}>
            {t(verdict === 'accept' ? 'acceptSend' : 'rejectSend')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

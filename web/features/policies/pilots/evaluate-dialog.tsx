import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import TextArea from 'antd/es/input/TextArea'
import { useState } from 'react'
import type { ReactNode, SubmitEvent } from 'react'
import type { z } from 'zod'
import type { PilotFindings } from '#contract/policies'
import { commonTexts } from '../../../text/common.ts'
import { policyCoverageTexts } from '../../../text/policy-coverage.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { ErrorState } from '../../../ui/states.tsx'

type Findings = z.infer<typeof PilotFindings>
const ADVICE = ['extend', 'adjust', 'stop'] as const
const MOST_FIGURES = 50
interface FigureRow {
  readonly key: number
  readonly name: string
  readonly value: string
  readonly unit: string
}

/** The findings of a pilot: what was reached, problems, figures, and what is advised. */
export function EvaluateDialog({
  changed,
  busy,
  error,
  onClose,
  onDone,
}: {
  /** Said where somebody changed the pilot meanwhile. */
  readonly changed: ReactNode
  readonly busy: boolean
  readonly error: unknown
  readonly onClose: () => void
  readonly onDone: (reason: string, findings: Findings) => void
}) {
  const t = useText(policyCoverageTexts)
  const common = useText(commonTexts)
  const [reached, setReached] = useState('')
  const [problems, setProblems] = useState('')
  const [advice, setAdvice] = useState<Findings['advice']>('extend')
  const [reason, setReason] = useState('')
  const [figures, setFigures] = useState<readonly FigureRow[]>([])
  const [tried, setTried] = useState(false)
  const badFigures = figures.some(({ name, value }) => name.trim() === '' || !isNumber(value))
  const errors = {
    reached: reached.trim() === '' ? t('reachedNeeded') : undefined,
    figures: badFigures ? t('figureBad') : undefined,
    reason: reason.trim() === '' ? t('reasonNeeded') : undefined,
  }
  const shown = (name: keyof typeof errors) => (tried ? errors[name] : undefined)
  const edit = (key: number, change: Partial<FigureRow>) =>
    setFigures((rows) => rows.map((row) => (row.key === key ? { ...row, ...change } : row)))
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (Object.values(errors).some((each) => each !== undefined) || busy) return
    onDone(reason.trim(), {
      reached: reached.trim(),
      problems: problems.trim() === '' ? null : problems.trim(),
      advice,
      figures: figures.map(({ name, value, unit }) => ({
        name: name.trim(),
        value: Number(value),
        unit: unit.trim(),
      })),
    })
  }
  return (
    <Dialog title={t('act.evaluate')} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t('why.evaluate')}</p>
        {changed}
        {error ? <ErrorState error={error} /> : null}
        <Field label={t('reachedWords')} error={shown('reached')}>
          {(field) => (
            <TextArea
              {...field}
              value={reached}
              maxLength={5000}
              autoSize={{ minRows: 3, maxRows: 10 }}
              onChange={({ target }) => setReached(target.value)}
            />
          )}
        </Field>
        <Field label={t('problems')}>
          {(field) => (
            <TextArea
              {...field}
              value={problems}
              maxLength={5000}
              autoSize={{ minRows: 2, maxRows: 10 }}
              onChange={({ target }) => setProblems(target.value)}
            />
          )}
        </Field>
        <Field label={t('figures')} error={shown('figures')}>
          {({ id }) => (
            <div>
              {figures.map((row, index) => (
                <div key={row.key} className="pilot-figures">
                  <Input
                    aria-label={t('figureName')}
                    aria-invalid={tried && row.name.trim() === ''}
                    placeholder={t('figureName')}
                    value={row.name}
                    maxLength={200}
                    onChange={({ target }) => edit(row.key, { name: target.value })}
                  />
                  <Input
                    aria-label={t('figureValue')}
                    aria-invalid={tried && !isNumber(row.value)}
                    placeholder={t('figureValue')}
                    inputMode="decimal"
                    value={row.value}
                    maxLength={20}
                    onChange={({ target }) => edit(row.key, { value: target.value })}
                  />
                  <Input
                    aria-label={t('figureUnit')}
                    placeholder={t('figureUnit')}
                    value={row.unit}
                    maxLength={20}
                    onChange={({ target }) => edit(row.key, { unit: target.value })}
                  />
                  <Button
                    aria-label={t('figureRemove', { n: index + 1 })}
                    onClick={() => setFigures((rows) => rows.filter(({ key }) => key !== row.key))}
                  >
                    ×
                  </Button>
                </div>
              ))}
              <Button
                id={id}
                size="small"
                disabled={figures.length >= MOST_FIGURES}
                onClick={() =>
                  setFigures((rows) => [
                    ...rows,
                    { key: (rows.at(-1)?.key ?? 0) + 1, name: '', value: '', unit: '' },
                  ])
                }
              >
                {t('figureAdd')}
              </Button>
            </div>
          )}
        </Field>
        <Field label={t('advice')}>
          {({ id }) => (
            <Choice
              id={id}
              value={advice}
              onChange={({ target }) => setAdvice(ADVICE.find((each) => each === target.value) ?? 'extend')}
            >
              {ADVICE.map((each) => (
                <option key={each} value={each}>
                  {t(`advice.${each}`)}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        <Field label={t('reasonEvaluate')} hint={t('reasonEvaluateHint')} error={shown('reason')}>
          {(field) => (
            <Input
              {...field}
              value={reason}
              maxLength={2000}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('act.evaluate')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text))
}

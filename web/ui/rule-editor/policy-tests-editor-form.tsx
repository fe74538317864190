import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useId, useRef, useState } from 'react'
import type { PolicyTestResult } from '#contract/policies'
import type { PolicyTest } from '#domain/matching'
import type { FactDefinition, FactValue } from '#domain/rules'
import { policyTestTexts } from '../../text/policy-tests.ts'
import { useText } from '../../text/index.ts'
import { Choice } from '../choice.tsx'
import { Field } from '../field.tsx'
import { unitWords } from '../filings/figures.ts'
import { useFormat } from '../format.ts'
import { StatusMark } from '../marks.tsx'
import { FactChooser } from '../rules/fact-chooser.tsx'
import { FactControl } from '../rules/fact-control.tsx'
import { readEntry, writeEntry } from '../rules/fact-entry.ts'
import type { FactEntry } from '../rules/fact-entry.ts'
import { factWords } from '../rules/fact-words.ts'
import { useSay } from '../say.ts'
import '../plain-table.css'

const ANSWERS = ['yes', 'no', 'undetermined'] as const
const FAULTS = { valueNeeded: 'needed', valueNumber: 'number', valueDay: 'day' } as const

/** One example: what is known, and what should come out. */
export function ExampleForm({
  test,
  result,
  facts,
  initials,
  readOnly,
  onChange,
  onCopy,
  onRemove,
}: {
  readonly test: PolicyTest
  readonly result: PolicyTestResult | null
  readonly facts: readonly FactDefinition[]
  readonly initials: Readonly<Record<string, string>>
  readonly readOnly: boolean
  readonly onChange: (next: PolicyTest) => void
  readonly onCopy: () => void
  readonly onRemove: () => void
}) {
  const t = useText(policyTestTexts)
  const table = useRef<HTMLTableElement>(null)
  const given = Object.entries(test.facts)
  const setFact = (code: string, value: FactValue) =>
    onChange({ ...test, facts: { ...test.facts, [code]: value } })
  /** Facts that were added and have no value yet: they are not part of the example before they have one. */
  const [begun, setBegun] = useState<readonly string[]>([])
  const open = begun.filter((code) => !(code in test.facts))
  const rows = [...given.map(([code]) => code), ...open]
  function begin({ code, type }: FactDefinition) {
    // A list is known to be empty until something is put on it.
    if (type === 'texts') setFact(code, [])
    else if (!rows.includes(code)) setBegun([...open, code])
    requestAnimationFrame(() =>
      [...(table.current?.querySelectorAll<HTMLElement>('[data-fact]') ?? [])]
        .find((row) => row.dataset['fact'] === code)
        ?.querySelector<HTMLElement>('input, select, textarea')
        ?.focus(),
    )
  }
  return (
    <div className="pte-form">
      <ResultLine
        test={test}
        result={result}
        onAccept={
          readOnly || result === null || result.passed
            ? null
            : () => onChange({ ...test, expect: { ...result.actual } })
        }
      />
      <div className="pte-fields">
        <Field label={t('title')}>
          {(field) => (
            <Input
              {...field}
              lang="zh"
              value={test.title}
              maxLength={200}
              readOnly={readOnly}
              onChange={({ target }) => onChange({ ...test, title: target.value })}
            />
          )}
        </Field>
        <Field label={t('on')}>
          {({ status: _status, ...field }) => (
            <input
              {...field}
              type="date"
              className="choice day-input"
              title={t('onWhy')}
              value={test.on}
              readOnly={readOnly}
              onChange={({ target }) => {
                if (target.value !== '') onChange({ ...test, on: target.value })
              }}
            />
          )}
        </Field>
        <Field label={t('expected')}>
          {({ status: _status, ...field }) => (
            <Choice
              {...field}
              value={test.expect.answer}
              disabled={readOnly}
              onChange={({ target }) => {
                const answer = ANSWERS.find((each) => each === target.value)
                if (answer)
                  onChange({
                    ...test,
                    expect: { answer, amount: answer === 'yes' ? test.expect.amount : null },
                  })
              }}
            >
              {ANSWERS.map((answer) => (
                <option key={answer} value={answer}>
                  {t(`answer.${answer}`)}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        {test.expect.answer === 'yes' ? (
          <AmountField
            amount={test.expect.amount}
            readOnly={readOnly}
            onAmount={(amount) => onChange({ ...test, expect: { ...test.expect, amount } })}
          />
        ) : null}
      </div>
      <div className="pte-facts-head">
        <h4>{t('facts')}</h4>
        <span className="soft small">{t('factsWhy')}</span>
      </div>
      {rows.length > 0 ? (
        <table className="plain-table pte-facts" ref={table}>
          <thead className="unseen">
            <tr>
              <th scope="col">{t('fact')}</th>
              <th scope="col">{t('value')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {rows.map((code) => (
              <FactRow
                key={code}
                code={code}
                fact={facts.find((each) => each.code === code)}
                value={test.facts[code] ?? null}
                readOnly={readOnly}
                onValue={(value) => setFact(code, value)}
                onRemove={() => {
                  setBegun(open.filter((each) => each !== code))
                  const { [code]: _gone, ...rest } = test.facts
                  if (code in test.facts) onChange({ ...test, facts: rest })
                }}
              />
            ))}
          </tbody>
        </table>
      ) : null}
      {readOnly ? null : (
        <div className="pte-foot">
          <FactChooser
            label={t('addFact')}
            placeholder={`${t('addFact')}: ${t('addFactHint')}`}
            none={t('noFact')}
            // What is worked out from others follows from them.
            facts={facts.filter(({ code, formula }) => formula === null && !rows.includes(code))}
            initials={initials}
            onChosen={begin}
          />
          <span className="pte-foot-acts">
            <Button size="small" onClick={onCopy}>
              {t('copy')}
            </Button>
            <Button size="small" danger onClick={onRemove}>
              {t('remove')}
            </Button>
          </span>
        </div>
      )}
    </div>
  )
}

function ResultLine({
  test,
  result,
  onAccept,
}: {
  readonly test: PolicyTest
  readonly result: PolicyTestResult | null
  readonly onAccept: (() => void) | null
}) {
  const t = useText(policyTestTexts)
  const format = useFormat()
  const words = ({ answer, amount }: PolicyTestResult['actual'], withAmount: boolean) =>
    amount === null || !withAmount
      ? t(`short.${answer}`)
      : t('withAmount', { answer: t(`short.${answer}`), amount: format.number(amount) })
  if (result === null)
    return (
      <p className="pte-result">
        <StatusMark tone="neutral">{t('notRun')}</StatusMark>
      </p>
    )
  return (
    <p className="pte-result" role="status">
      <StatusMark tone={result.passed ? 'good' : 'bad'}>{t(result.passed ? 'passed' : 'failed')}</StatusMark>{' '}
      {result.passed
        ? t('resultSame', { actual: words(result.actual, true) })
        : t('resultDiffers', {
            expected: words(test.expect, true),
            actual: words(result.actual, test.expect.answer === 'yes'),
          })}{' '}
      {onAccept === null ? null : (
        <Button size="small" type="link" onClick={onAccept}>
          {t('accept')}
        </Button>
      )}
    </p>
  )
}

function AmountField({
  amount,
  readOnly,
  onAmount,
}: {
  readonly amount: number | null
  readonly readOnly: boolean
  readonly onAmount: (amount: number | null) => void
}) {
  const t = useText(policyTestTexts)
  const [typed, setTyped] = useState<string | null>(null)
  const read = readEntry('number', typed ?? '')
  const isEmpty = typed?.trim() === ''
  // What was typed stays as it was typed while it says what stands; else what stands is shown.
  const stands = typed !== null && (read.fault !== null ? !isEmpty || amount === null : read.value === amount)
  return (
    <Field
      label={t('amount')}
      error={stands && !isEmpty && read.fault !== null ? t('amountWrong') : undefined}
    >
      {(field) => (
        <Input
          {...field}
          title={t('amountWhy')}
          inputMode="decimal"
          readOnly={readOnly}
          value={stands ? typed : amount === null ? '' : String(amount)}
          onChange={({ target }) => {
            setTyped(target.value)
            const next = readEntry('number', target.value)
            if (target.value.trim() === '') onAmount(null)
            else if (next.fault === null && typeof next.value === 'number') onAmount(next.value)
          }}
        />
      )}
    </Field>
  )
}

/** A fact with its value; what cannot be read is not taken, and says why. */
function FactRow({
  code,
  fact,
  value,
  readOnly,
  onValue,
  onRemove,
}: {
  readonly code: string
  readonly fact: FactDefinition | undefined
  readonly value: FactValue | null
  readonly readOnly: boolean
  readonly onValue: (value: FactValue) => void
  readonly onRemove: () => void
}) {
  const t = useText(policyTestTexts)
  const say = useSay()
  const { language } = useFormat()
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const type = fact?.type ?? typeOf(value)
  const name = fact ? say(fact.title) : code
  const readTyped = (text: string): FactEntry =>
    type === 'texts' && text.trim() === '' ? { value: [], fault: null } : readEntry(type, text)
  const read = typed === null ? null : readTyped(typed)
  const stands = read !== null && (read.fault !== null || writeEntry(read.value) === writeEntry(value))
  const shown = stands && typed !== null ? typed : writeEntry(value)
  const fault = stands && read.fault !== null ? t(FAULTS[read.fault]) : null
  const unit = unitWords(fact?.unit ?? null, language)
  return (
    <tr data-fact={code}>
      <th scope="row">
        {fact ? name : <span lang="zh">{code}</span>}
        {fact ? null : (
          <div className="small">
            <StatusMark tone="bad">{t('unknownFact')}</StatusMark>
          </div>
        )}
      </th>
      <td>
        {readOnly ? (
          factWords(value, fact?.unit ?? null, language, fact?.options ?? [])
        ) : (
          <>
            <span className="pte-value">
              <FactControl
                type={type}
                words={fact?.options ?? []}
                field={{
                  id,
                  'aria-label': name,
                  'aria-describedby': fault === null ? undefined : `${id}-fault`,
                  'aria-invalid': fault !== null,
                  status: fault === null ? '' : 'error',
                }}
                typed={shown}
                onTyped={(text) => {
                  setTyped(text)
                  const next = readTyped(text)
                  if (next.fault === null) onValue(next.value)
                }}
              />
              {unit === '' ? null : <span className="soft small">{unit}</span>}
            </span>
            {Array.isArray(value) && value.length === 0 ? (
              <div className="soft small">{t('emptyList')}</div>
            ) : null}
            {fault === null ? null : (
              <div id={`${id}-fault`} className="field-error">
                <span aria-hidden="true">■</span> {fault}
              </div>
            )}
          </>
        )}
      </td>
      <td className="pte-remove">
        {readOnly ? null : (
          <Button size="small" type="text" aria-label={t('removeFact', { name })} onClick={onRemove}>
            ×
          </Button>
        )}
      </td>
    </tr>
  )
}

/** Of a fact that the rule book does not have. */
function typeOf(value: FactValue | null): FactDefinition['type'] {
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'boolean'
  return typeof value === 'object' && value !== null ? 'texts' : 'text'
}

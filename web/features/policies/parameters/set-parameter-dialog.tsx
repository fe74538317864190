import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { SubmitEvent } from 'react'
import { setParameter } from '#contract/rules'
import type { FactValue, ParameterView } from '#contract/rules'
import { call } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { policyParameterTexts } from '../../../text/policy-parameters.ts'
import { useText } from '../../../text/index.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { unitWords } from '../../../ui/filings/figures.ts'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { FactControl } from '../../../ui/rules/fact-control.tsx'
import { readEntry, writeEntry } from '../../../ui/rules/fact-entry.ts'
import { factWords } from '../../../ui/rules/fact-words.ts'
import { valueOn } from '../../../ui/rules/rule-names.ts'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { policiesKey, ruleBookQuery } from '../shared/policy-queries.ts'
import { listChanges, settingEffects } from './parameter-facts.ts'
import { useItemWords, useValueWords } from './use-value-words.ts'

const FAULTS = { valueNeeded: 'neededValue', valueNumber: 'neededNumber', valueDay: 'neededDay' } as const
const ADDRESS = /^https?:\/\/\S+$/u

/** Another value from a day on, with what sets it and why; says beforehand what becomes of the values that stand. */
export function SetParameterDialog({
  parameter,
  onClose,
}: {
  readonly parameter: ParameterView
  readonly onClose: () => void
}) {
  const t = useText(policyParameterTexts)
  const common = useText(commonTexts)
  const say = useSay()
  const format = useFormat()
  const words = useValueWords(parameter)
  const client = useQueryClient()
  const { message } = App.useApp()
  const today = todayOf(new Date())
  const now = valueOn(parameter.values, today)
  const [typed, setTyped] = useState(() =>
    parameter.type === 'texts' && now !== null ? writeEntry(now.value) : '',
  )
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [document, setDocument] = useState('')
  const [clause, setClause] = useState('')
  const [url, setUrl] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const entry = readEntry(parameter.type, typed)
  const effects = from === '' ? null : settingEffects(parameter.values, from, to || null)
  const isSame =
    entry.fault === null && effects?.before !== undefined && effects?.before !== null
      ? writeEntry(effects.before.value) === writeEntry(entry.value)
      : false
  const faults = {
    value: entry.fault === null ? (isSame ? t('sameValue') : null) : t(FAULTS[entry.fault]),
    from: from === '' ? t('neededFrom') : null,
    to: to !== '' && to <= from ? t('neededTo') : null,
    document: document.trim() === '' ? t('neededDocument') : null,
    url: url.trim() !== '' && !ADDRESS.test(url.trim()) ? t('wrongUrl') : null,
    reason: reason.trim() === '' ? t('neededReason') : null,
  }
  const shown = (fault: string | null) => (tried && fault !== null ? fault : undefined)
  /** Before the button shows that it is busy, a second click comes through. */
  const isSent = useRef(false)
  const saving = useMutation({
    mutationFn: (value: FactValue) =>
      call(setParameter, {
        params: { code: parameter.code },
        body: {
          from,
          to: to || null,
          value,
          clause: {
            document: document.trim(),
            clause: clause.trim() || null,
            documentId: null,
            url: url.trim() || null,
          },
          reason: reason.trim(),
        },
      }),
    onSuccess: (answer) => {
      client.setQueryData(ruleBookQuery.queryKey, (book) =>
        book === undefined
          ? book
          : {
              ...book,
              parameters: book.parameters.map((each) => (each.code === answer.code ? answer : each)),
            },
      )
      // Whoever is judged by it is judged anew.
      void client.invalidateQueries({ queryKey: policiesKey })
      void client.invalidateQueries({ queryKey: ['enterprises'] })
      message.success(t('saved', { name: say(answer.title) }))
      onClose()
    },
    onError: () => {
      isSent.current = false
    },
  })
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    const isRight = Object.values(faults).every((fault) => fault === null)
    if (entry.fault !== null || !isRight || isSent.current) return
    isSent.current = true
    saving.mutate(entry.value)
  }
  const unit = unitWords(parameter.unit, format.language)
  return (
    <Dialog title={t('setTitle', { name: say(parameter.title) })} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t('setWhy')}</p>
        {saving.error ? <ErrorState error={saving.error} /> : null}
        <Field
          label={unit === '' ? t('valueBare') : t('valueOf', { unit })}
          hint={
            parameter.type === 'texts'
              ? t('listHint')
              : now === null
                ? t('nothing')
                : t('valueHint', { value: words(now.value) })
          }
          error={shown(faults.value)}
        >
          {(field) => (
            <FactControl type={parameter.type} words={[]} field={field} typed={typed} onTyped={setTyped} />
          )}
        </Field>
        <div className="parameter-days">
          <Field label={t('from')} error={shown(faults.from)}>
            {({ status: _status, ...field }) => (
              <input
                {...field}
                type="date"
                className="choice day-input"
                value={from}
                onChange={({ target }) => setFrom(target.value)}
              />
            )}
          </Field>
          <Field label={t('to')} error={shown(faults.to)}>
            {({ status: _status, ...field }) => (
              <input
                {...field}
                type="date"
                className="choice day-input"
                value={to}
                onChange={({ target }) => setTo(target.value)}
              />
            )}
          </Field>
        </div>
        <p className="field-hint parameter-to-hint">{t('toHint')}</p>
        {effects === null || entry.fault !== null ? null : (
          <Effects parameter={parameter} effects={effects} from={from} value={entry.value} />
        )}
        <Field label={t('docField')} error={shown(faults.document)}>
          {(field) => (
            <Input
              {...field}
              value={document}
              maxLength={300}
              onChange={({ target }) => setDocument(target.value)}
            />
          )}
        </Field>
        <div className="parameter-days">
          <Field label={t('clauseField')}>
            {(field) => (
              <Input
                {...field}
                value={clause}
                maxLength={100}
                onChange={({ target }) => setClause(target.value)}
              />
            )}
          </Field>
          <Field label={t('urlField')} error={shown(faults.url)}>
            {(field) => (
              <Input
                {...field}
                type="url"
                value={url}
                maxLength={500}
                onChange={({ target }) => setUrl(target.value)}
              />
            )}
          </Field>
        </div>
        <Field label={t('reasonField')} error={shown(faults.reason)}>
          {(field) => (
            <TextArea
              {...field}
              value={reason}
              maxLength={1000}
              autoSize={{ minRows: 2, maxRows: 6 }}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={saving.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** What will stand, what ends, what is replaced. */
function Effects({
  parameter,
  effects: { until, before, ends, replaced },
  from,
  value,
}: {
  readonly parameter: ParameterView
  readonly effects: ReturnType<typeof settingEffects>
  readonly from: string
  readonly value: FactValue
}) {
  const t = useText(policyParameterTexts)
  const format = useFormat()
  const words = useValueWords(parameter)
  const itemWords = useItemWords(parameter)
  const said = (items: readonly string[]) => factWords(items, null, format.language, itemWords)
  const list = parameter.type === 'texts' ? listChanges(before?.value, value) : null
  return (
    <div className="parameter-effects small" role="status">
      <b>{t('effects')}</b>
      <div>
        {until === null
          ? t('effectNew', { from: format.date(from), value: words(value) })
          : t('effectUntil', { from: format.date(from), to: format.date(until), value: words(value) })}
      </div>
      {list !== null && list.added.length > 0 ? (
        <div>+ {t('added', { n: list.added.length, items: said(list.added) })}</div>
      ) : null}
      {list !== null && list.removed.length > 0 ? (
        <div>− {t('removed', { n: list.removed.length, items: said(list.removed) })}</div>
      ) : null}
      {ends === null ? null : (
        <div>{t('effectEnds', { value: words(ends.value), to: format.date(from) })}</div>
      )}
      {replaced.map((spell) => (
        <div key={spell.from}>
          {t('effectReplaced', { from: format.date(spell.from), value: words(spell.value) })}
        </div>
      ))}
      {from < todayOf(new Date()) ? (
        <div className="mark-warn">
          <span aria-hidden="true">▲</span> {t('effectPast', { from: format.date(from) })}
        </div>
      ) : null}
    </div>
  )
}

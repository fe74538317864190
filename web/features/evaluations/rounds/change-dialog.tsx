import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { SubmitEvent } from 'react'
import { changeRound } from '#contract/evaluations'
import type { RoundView } from '#contract/evaluations'
import { call } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { evaluationRoundTexts } from '../../../text/evaluation-rounds.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { CalendarFields, DAYS, dayFaults } from './calendar-fields.tsx'
import { useRoundErrorWords } from './round-issue-words.ts'
import { isStale, keepRound, roundQuery } from './round-queries.ts'
import { readWhole } from '../shared/read-figure.ts'
import './rounds-page.css'

/** Title, days, rule or pool of a round, with the reason; only what differs is sent. */
export function ChangeDialog({ view, onClose }: { readonly view: RoundView; readonly onClose: () => void }) {
  const t = useText(evaluationRoundTexts)
  const common = useText(commonTexts)
  const say = useSay()
  const errorWords = useRoundErrorWords()
  const client = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const { row, supportRule, supportRules, poolWan } = view
  const ruleBefore = supportRule === null ? '' : `${supportRule.code}@${supportRule.version}`
  const [title, setTitle] = useState(row.title)
  const [days, setDays] = useState(row.calendar)
  const [ruleChosen, setRule] = useState(ruleBefore)
  const [pool, setPool] = useState(poolWan === null ? '' : String(poolWan))
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const rule = supportRules.find(({ code, version }) => `${code}@${version}` === ruleChosen)
  const wanted = readWhole(pool)
  const changes = {
    ...(title.trim() === row.title ? {} : { title: title.trim() }),
    ...(DAYS.every((day) => days[day] === row.calendar[day]) ? {} : { calendar: days }),
    ...(ruleChosen === ruleBefore || rule === undefined
      ? {}
      : { supportRule: { code: rule.code, version: rule.version } }),
    ...(wanted === null || wanted === undefined || wanted === poolWan ? {} : { poolWan: wanted }),
  }
  const nothing = Object.keys(changes).length === 0
  const faults = {
    title: title.trim().length < 2 ? t('titleMissing') : undefined,
    pool: wanted === undefined || (wanted === null && poolWan !== null) ? t('poolWrong') : undefined,
    reason: reason.trim() === '' ? t('reasonMissing') : undefined,
  }
  const wrong = Object.values(faults).some(Boolean) || dayFaults(days).size > 0
  const changing = useMutation({
    mutationFn: () =>
      call(changeRound, {
        params: { roundId: row.id },
        body: { version: row.version, reason: reason.trim(), ...changes },
      }),
    onSuccess: async (answer) => {
      await keepRound(client, answer)
      onClose()
    },
    onError: (error) => (isStale(error) ? client.invalidateQueries(roundQuery(row.id)) : undefined),
  })
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (wrong && form.current) focusFirstError(form.current)
    if (!wrong && !nothing && !changing.isPending) changing.mutate()
  }
  return (
    <Dialog title={t('changeTitle')} onClose={onClose}>
      <form ref={form} className="round-form" onSubmit={submit} noValidate>
        <p className="soft">{t('changeWhy')}</p>
        {changing.error ? <ErrorState error={errorWords(changing.error)} /> : null}
        {isStale(changing.error) ? <p className="mark-warn">▲ {t('stale')}</p> : null}
        <Field label={t('title')} error={tried ? faults.title : undefined}>
          {(field) => (
            <Input
              {...field}
              value={title}
              maxLength={120}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
        <CalendarFields days={days} tried={tried} onDays={setDays} />
        <Field label={t('rule')} hint={t('ruleHint')}>
          {({ status: _status, ...field }) => (
            <Choice {...field} value={ruleChosen} onChange={({ target }) => setRule(target.value)}>
              {supportRule === null ? <option value="">{t('noRule')}</option> : null}
              {supportRules.map(({ code, version, name }) => (
                <option key={`${code}@${version}`} value={`${code}@${version}`}>
                  {t('ruleOf', { name: say(name), version })}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        <Field label={t('pool')} error={tried ? faults.pool : undefined}>
          {(field) => (
            <Input
              {...field}
              value={pool}
              inputMode="numeric"
              maxLength={16}
              onChange={(event) => setPool(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('reason')} error={tried ? faults.reason : undefined}>
          {(field) => (
            <TextArea
              {...field}
              value={reason}
              maxLength={2000}
              autoSize={{ minRows: 2, maxRows: 8 }}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {tried && nothing && !wrong ? <p className="soft">{t('changeNothing')}</p> : null}
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={changing.isPending}>
            {t('changeDo')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

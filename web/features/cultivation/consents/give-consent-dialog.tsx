import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { SharedPart, giveConsent } from '#contract/cultivation'
import { call } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { consentTexts } from '../../../text/consents.ts'
import { useText } from '../../../text/index.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { factWords } from '../../../ui/rules/fact-words.ts'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { EMPTY_CONSENT, consentFaults } from './consent-entry.ts'
import type { ConsentEntry } from './consent-entry.ts'
import { consentsKey, ownFactsQuery } from './consent-queries.ts'

/** The enterprise lets a named body have something for a purpose until a day; every fact shows what would be shared today. */
export function GiveConsentDialog({
  enterpriseId,
  onGiven,
  onClose,
}: {
  readonly enterpriseId: string
  readonly onGiven: (consentId: string) => void
  readonly onClose: () => void
}) {
  const t = useText(consentTexts)
  const common = useText(commonTexts)
  const client = useQueryClient()
  const { message } = App.useApp()
  const today = todayOf(new Date())
  const [entry, setEntry] = useState<ConsentEntry>(EMPTY_CONSENT)
  const [tried, setTried] = useState(false)
  const set = (change: Partial<ConsentEntry>) => setEntry((before) => ({ ...before, ...change }))
  const faults = consentFaults(entry, today)
  const shown = (field: keyof ConsentEntry) => {
    const fault = faults[field]
    return tried && fault ? t(fault) : undefined
  }
  const giving = useMutation({
    mutationFn: () =>
      call(giveConsent, {
        params: { enterpriseId },
        body: {
          receiver: {
            name: entry.receiver.trim(),
            creditCode: entry.receiverCode.trim() || null,
          },
          purpose: entry.purpose.trim(),
          until: entry.until,
          parts: [...entry.parts],
          facts: entry.parts.includes('facts') ? [...entry.facts] : [],
        },
      }),
    onSuccess: async ({ id, serial }) => {
      await client.invalidateQueries({ queryKey: consentsKey })
      message.success(t('given', { serial: String(serial) }))
      onGiven(id)
      onClose()
    },
  })
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (Object.keys(faults).length === 0 && !giving.isPending) giving.mutate()
  }
  return (
    <Dialog title={t('giveTitle')} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t('giveWhy')}</p>
        {giving.error ? <ErrorState error={giving.error} /> : null}
        <Field label={t('receiver')} hint={t('receiverHint')} error={shown('receiver')}>
          {(field) => (
            <Input
              {...field}
              value={entry.receiver}
              maxLength={100}
              autoFocus
              onChange={({ target }) => set({ receiver: target.value })}
            />
          )}
        </Field>
        <Field label={t('receiverCode')} error={shown('receiverCode')}>
          {(field) => (
            <Input
              {...field}
              value={entry.receiverCode}
              maxLength={18}
              onChange={({ target }) => set({ receiverCode: target.value.toUpperCase() })}
            />
          )}
        </Field>
        <Field label={t('purpose')} hint={t('purposeHint')} error={shown('purpose')}>
          {(field) => (
            <Input
              {...field}
              value={entry.purpose}
              maxLength={500}
              onChange={({ target }) => set({ purpose: target.value })}
            />
          )}
        </Field>
        <Field label={t('until')} error={shown('until')}>
          {(field) => (
            <Input
              {...field}
              type="date"
              min={today}
              value={entry.until}
              onChange={({ target }) => set({ until: target.value })}
            />
          )}
        </Field>
        <PartsField
          offered={SharedPart.options}
          chosen={entry.parts}
          error={shown('parts')}
          onChosen={(parts) => set({ parts })}
        />
        {entry.parts.includes('facts') ? (
          <FactsField
            enterpriseId={enterpriseId}
            chosen={entry.facts}
            error={shown('facts')}
            onChosen={(facts) => set({ facts })}
          />
        ) : null}
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={giving.isPending}>
            {t('give')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Which parts, each with what exactly is in it. */
export function PartsField({
  offered,
  chosen,
  error,
  onChosen,
}: {
  readonly offered: readonly SharedPart[]
  readonly chosen: readonly SharedPart[]
  readonly error: string | undefined
  readonly onChosen: (parts: readonly SharedPart[]) => void
}) {
  const t = useText(consentTexts)
  return (
    <fieldset className="consent-parts">
      <legend>{t('parts')}</legend>
      {offered.map((part) => (
        <label key={part}>
          <input
            type="checkbox"
            aria-invalid={error !== undefined}
            checked={chosen.includes(part)}
            onChange={() =>
              onChosen(chosen.includes(part) ? chosen.filter((each) => each !== part) : [...chosen, part])
            }
          />
          <span>
            {t(`part.${part}`)} <span className="small soft">{t(`partIs.${part}`)}</span>
          </span>
        </label>
      ))}
      <FieldFault error={error} />
    </fieldset>
  )
}

export function FieldFault({ error }: { readonly error: string | undefined }) {
  return error === undefined ? null : (
    <div className="field-error" role="alert">
      <span aria-hidden="true">■</span> {error}
    </div>
  )
}

function FactsField({
  enterpriseId,
  chosen,
  error,
  onChosen,
}: {
  readonly enterpriseId: string
  readonly chosen: readonly string[]
  readonly error: string | undefined
  readonly onChosen: (facts: readonly string[]) => void
}) {
  const t = useText(consentTexts)
  const say = useSay()
  const { language } = useFormat()
  const { data, error: failed, refetch } = useQuery(ownFactsQuery(enterpriseId))
  const [find, setFind] = useState('')
  if (failed) return <ErrorState error={failed} retry={() => void refetch()} />
  if (data === undefined) return <Loading />
  const words = find.trim().toLowerCase()
  const found = data.facts.filter(
    ({ fact, title }) =>
      words === '' || [fact, title.zh, title.en].some((name) => name.toLowerCase().includes(words)),
  )
  return (
    <fieldset className="consent-parts">
      <legend>
        {t('facts')} <span className="small">{t('factsChosen', { n: chosen.length })}</span>
      </legend>
      <Input
        type="search"
        value={find}
        maxLength={100}
        placeholder={t('factsFind')}
        aria-label={t('factsFind')}
        onChange={({ target }) => setFind(target.value)}
      />
      <div className="consent-facts" tabIndex={0} role="group" aria-label={t('facts')}>
        {found.map((fact) => (
          <label key={fact.fact}>
            <input
              type="checkbox"
              aria-invalid={error !== undefined}
              checked={chosen.includes(fact.fact)}
              onChange={() =>
                onChosen(
                  chosen.includes(fact.fact)
                    ? chosen.filter((each) => each !== fact.fact)
                    : [...chosen, fact.fact],
                )
              }
            />
            <span>{say(fact.title)}</span>
            <span className={fact.value === null ? 'small faint' : 'small soft'}>
              {factWords(fact.value, fact.unit, language, fact.words)}
            </span>
          </label>
        ))}
        {found.length === 0 ? <p className="soft small">{t('factsNone')}</p> : null}
      </div>
      <FieldFault error={error} />
    </fieldset>
  )
}

import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { SubmitEvent } from 'react'
import { periodById } from '#domain/kernel'
import { planRound } from '#contract/evaluations'
import type { RoundCalendar, SchemeRow, listRounds } from '#contract/evaluations'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { evaluationRoundTexts } from '../../../text/evaluation-rounds.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { schemesQuery } from '../schemes/scheme-queries.ts'
import { CalendarFields, NO_DAYS, dayFaults } from './calendar-fields.tsx'
import { keepRound } from './round-queries.ts'
import { readWhole } from '../shared/read-figure.ts'

type RoundList = ResponseOf<typeof listRounds>

/** Schemes by which a round may judge: published, of the zone, complete; the newest version of each code first. */
function schemesToUse(schemes: readonly SchemeRow[]): readonly SchemeRow[] {
  return schemes.filter(
    ({ state, owner, standing }) => state === 'published' && owner === null && standing !== 'incomplete',
  )
}

/** Plans a round: scheme, period, title, calendar, rule of support and pool. */
export function PlanDialog({ list, onClose }: { readonly list: RoundList; readonly onClose: () => void }) {
  const t = useText(evaluationRoundTexts)
  const common = useText(commonTexts)
  const words = useText(evaluationTexts)
  const { language } = useFormat()
  const say = useSay()
  const client = useQueryClient()
  const router = useRouter()
  const { data: schemes } = useQuery(schemesQuery)
  const form = useRef<HTMLFormElement>(null)
  const usable = schemesToUse(schemes?.schemes ?? [])
  const [schemeId, setSchemeId] = useState('')
  const [period, setPeriod] = useState(String(new Date().getFullYear() - 1))
  const [typedTitle, setTitle] = useState<string | null>(null)
  const [chosenRule, setRule] = useState<string | null>(null)
  const [pool, setPool] = useState('')
  const [ownDays, setOwnDays] = useState(false)
  const [days, setDays] = useState<RoundCalendar>(NO_DAYS)
  const [tried, setTried] = useState(false)

  const scheme = usable.find(({ id }) => id === schemeId)
  const wanted = periodById(period)
  // The usual calendar is one of years.
  const daysNeeded = ownDays || (wanted !== null && wanted.rhythm !== 'year')
  const title =
    typedTitle ??
    (scheme === undefined
      ? ''
      : t('titleProposed', { period: periodWords(period, language), scheme: say(scheme.name) }))
  const rules = list.supportRules.filter(({ validFrom }) => validFrom <= period)
  const rule = rules.find(({ code, version }) => `${code}@${version}` === (chosenRule ?? ''))
  const poolWan = readWhole(pool)
  const faults = {
    scheme: scheme === undefined ? t('schemeMissing') : undefined,
    period:
      wanted === null
        ? t('periodMissing')
        : scheme !== undefined && wanted.rhythm !== scheme.rhythm
          ? t('periodRhythm', { rhythm: t(`rhythm.${scheme.rhythm}`) })
          : undefined,
    title: title.trim().length < 2 ? t('titleMissing') : undefined,
    pool: poolWan === undefined ? t('poolWrong') : undefined,
  }
  const wrong = Object.values(faults).some(Boolean) || (daysNeeded && dayFaults(days).size > 0)
  const planning = useMutation({
    mutationFn: () =>
      call(planRound, {
        body: {
          schemeId,
          period,
          title: title.trim(),
          calendar: daysNeeded ? days : null,
          supportRule: rule === undefined ? null : { code: rule.code, version: rule.version },
          poolWan: poolWan ?? null,
        },
      }),
    onSuccess: async (view) => {
      await keepRound(client, view)
      onClose()
      router.history.push(`/evaluations/rounds/${view.row.id}`)
    },
  })
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (wrong) {
      if (form.current) focusFirstError(form.current)
      return
    }
    if (!planning.isPending) planning.mutate()
  }
  const shown = (fault: string | undefined) => (tried ? fault : undefined)
  return (
    <Dialog title={t('planTitle')} onClose={onClose}>
      <form ref={form} className="round-form" onSubmit={submit} noValidate>
        <p className="soft">{t('planWhy')}</p>
        {planning.error ? <ErrorState error={planning.error} /> : null}
        {schemes && usable.length === 0 ? <p className="mark-warn">▲ {t('schemeNone')}</p> : null}
        <Field label={t('scheme')} error={shown(faults.scheme)}>
          {({ status: _status, ...field }) => (
            <Choice
              {...field}
              value={schemeId}
              autoFocus
              onChange={({ target }) => {
                setSchemeId(target.value)
                setRule(null)
              }}
            >
              <option value="">—</option>
              {usable.map(({ id, name, version, standing }) => (
                <option key={id} value={id}>
                  {say(name)} · {words('version', { n: version })} · {words(`standing.${standing}`)}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        <Field label={t('period')} hint={t('periodHint')} error={shown(faults.period)}>
          {(field) => (
            <Input
              {...field}
              value={period}
              maxLength={7}
              onChange={(event) => setPeriod(event.target.value.trim())}
            />
          )}
        </Field>
        <Field label={t('title')} error={shown(faults.title)}>
          {(field) => (
            <Input
              {...field}
              value={title}
              maxLength={120}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
        <fieldset className="round-choices">
          <legend>{t('calendar')}</legend>
          <label>
            <input
              type="radio"
              name="calendar"
              checked={!daysNeeded}
              disabled={wanted !== null && wanted.rhythm !== 'year'}
              onChange={() => setOwnDays(false)}
            />
            {t('calendarProposed')}
          </label>
          <label>
            <input type="radio" name="calendar" checked={daysNeeded} onChange={() => setOwnDays(true)} />
            {t('calendarOwn')}
          </label>
        </fieldset>
        {daysNeeded ? (
          <CalendarFields days={days} tried={tried} onDays={setDays} />
        ) : (
          <p className="small soft">{t('calendarWhy')}</p>
        )}
        <Field label={t('rule')} hint={t('ruleHint')}>
          {({ status: _status, ...field }) => (
            <Choice {...field} value={chosenRule ?? ''} onChange={({ target }) => setRule(target.value)}>
              <option value="">{t('noRule')}</option>
              {rules.map(({ code, version, name, validFrom }) => (
                <option key={`${code}@${version}`} value={`${code}@${version}`}>
                  {t('ruleFrom', { name: say(name), version, from: validFrom })}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        <Field label={t('pool')} hint={t('poolHint')} error={shown(faults.pool)}>
          {(field) => (
            <Input
              {...field}
              value={pool}
              inputMode="numeric"
              maxLength={16}
              placeholder={String(rule?.poolWan ?? '')}
              onChange={(event) => setPool(event.target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={planning.isPending}>
            {t('planDo')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

import Button from 'antd/es/button'
import Input from 'antd/es/input'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { RELEASE_CUTS, changeRelease, draftRelease } from '#contract/statistics'
import type { ReleaseCut, ReleaseRule, ReleaseView } from '#contract/statistics'
import { call } from '../../../app/api-client.ts'
import { bulletinTexts } from '../../../text/bulletins.ts'
import { commonTexts } from '../../../text/common.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { UnitWords } from '../../../ui/filings/unit-words.tsx'
import { keepRelease, releaseChoicesQuery, type ReleaseChoicesView } from './queries.ts'

/** Indicators with which a bulletin of the rhythm usually begins. */
const USUAL: readonly string[] = [
  'revenue',
  'profit',
  'taxes-paid',
  'exports',
  'research-expenditure',
  'research-intensity',
  'employees',
  'invention-patents-in-force',
]
const USUAL_CUTS: readonly ReleaseCut[] = ['park', 'field', 'size']

/** Asks what a bulletin shall hold and has it computed; of an existing draft it begins with what that has. */
export function DraftDialog({ of, onClose }: { readonly of?: ReleaseView; readonly onClose: () => void }) {
  const t = useText(bulletinTexts)
  const { data, error } = useQuery(releaseChoicesQuery)
  return (
    <Dialog title={t(of === undefined ? 'draftTitle' : 'changeTitle')} onClose={onClose}>
      {error ? <ErrorState error={error} /> : null}
      {data ? (
        <DraftForm data={data} onClose={onClose} {...(of === undefined ? {} : { of })} />
      ) : error ? null : (
        <Loading />
      )}
    </Dialog>
  )
}

function DraftForm({
  data,
  of,
  onClose,
}: {
  readonly data: ReleaseChoicesView
  readonly of?: ReleaseView
  readonly onClose: () => void
}) {
  const t = useText(bulletinTexts)
  const common = useText(commonTexts)
  const say = useSay()
  const { language } = useFormat()
  const client = useQueryClient()
  const navigate = useNavigate()
  const first = data.rhythms.find(({ periods }) => periods.length > 0)?.rhythm ?? 'year'
  const [rhythm, setRhythm] = useState(of?.release.rhythm ?? first)
  const own = data.rhythms.find((one) => one.rhythm === rhythm)
  const usualOf = (name: typeof rhythm) =>
    (data.rhythms.find((one) => one.rhythm === name)?.indicators ?? [])
      .map(({ code }) => code)
      .filter((code) => USUAL.includes(code.replace(/-month$/, '')))
      .sort((a, b) => USUAL.indexOf(a.replace(/-month$/, '')) - USUAL.indexOf(b.replace(/-month$/, '')))
  const [period, setPeriod] = useState(of?.release.period ?? own?.periods[0]?.period ?? '')
  const [scope, setScope] = useState(of?.release.scope ?? 'registration')
  const [indicators, setIndicators] = useState<readonly string[]>(
    of?.content.indicators.map(({ code }) => code) ?? usualOf(rhythm),
  )
  const [cuts, setCuts] = useState<readonly ReleaseCut[]>(of?.release.cuts ?? USUAL_CUTS)
  const [titleZh, setTitleZh] = useState(of?.release.title.zh ?? '')
  const [titleEn, setTitleEn] = useState(of?.release.title.en ?? '')
  const [note, setNote] = useState(of?.note ?? '')
  const [rule, setRule] = useState<ReleaseRule>(of?.content.rule ?? data.rule)
  const [tried, setTried] = useState(false)
  const sending = useMutation({
    mutationFn: () => {
      const choices = {
        period,
        scope,
        indicators: [...indicators],
        cuts: [...cuts],
        titleZh,
        titleEn,
        note,
        rule,
      }
      return of === undefined
        ? call(draftRelease, { body: choices })
        : call(changeRelease, {
            params: { releaseId: of.release.id },
            body: { version: of.release.version, choices },
          })
    },
    onSuccess: (view) => {
      keepRelease(client, view)
      onClose()
      void navigate({ to: `/statistics/bulletins/${view.release.id}` })
    },
  })
  const incomplete = period === '' || indicators.length === 0
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (!incomplete && !sending.isPending) sending.mutate()
  }
  function changeRhythm(name: string) {
    const next = data.rhythms.find((one) => one.rhythm === name)
    if (next === undefined) return
    setRhythm(next.rhythm)
    setPeriod(next.periods[0]?.period ?? '')
    setIndicators(usualOf(next.rhythm))
  }
  return (
    <form onSubmit={submit} noValidate className="draft-form">
      {sending.error ? <ErrorState error={sending.error} /> : null}
      <div className="draft-row">
        <Field label={t('rhythm')}>
          {({ id }) => (
            <Choice id={id} value={rhythm} onChange={({ target }) => changeRhythm(target.value)}>
              {data.rhythms.map((one) => (
                <option key={one.rhythm} value={one.rhythm}>
                  {t(`rhythm.${one.rhythm}`)}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        <Field label={t('period')} error={tried && period === '' ? t('noPeriods') : undefined}>
          {({ id }) => (
            <Choice id={id} value={period} onChange={({ target }) => setPeriod(target.value)}>
              {(own?.periods ?? []).map((one) => (
                <option key={one.period} value={one.period}>
                  {t('periodFinal', {
                    period: periodWords(one.period, language),
                    n: one.final,
                    locked: one.locked ? t('periodLocked') : '',
                  })}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        <Field label={t('scope')}>
          {({ id }) => (
            <Choice
              id={id}
              value={scope}
              onChange={({ target }) => setScope(target.value === 'operation' ? 'operation' : 'registration')}
            >
              <option value="registration">{t('scope.registration')}</option>
              <option value="operation">{t('scope.operation')}</option>
            </Choice>
          )}
        </Field>
      </div>
      {own?.periods.length === 0 ? <p className="soft">{t('noPeriods')}</p> : null}
      <fieldset className="draft-checks">
        <legend>
          {t('indicators')} <span className="soft small">{t('chosenN', { n: indicators.length })}</span>
        </legend>
        <div className="draft-list">
          {(own?.indicators ?? []).map((one) => (
            <label key={one.code}>
              <input
                type="checkbox"
                checked={indicators.includes(one.code)}
                onChange={({ target }) => setIndicators(toggled(indicators, one.code, target.checked))}
              />
              <span>
                {say(one.name)}{' '}
                <span className="soft small">
                  <UnitWords unit={one.unit} />
                </span>
              </span>
            </label>
          ))}
        </div>
        <div className="small soft">{t('indicatorsHint')}</div>
        {tried && indicators.length === 0 ? (
          <div className="field-error">
            <span aria-hidden="true">■</span> {t('choose')}
          </div>
        ) : null}
      </fieldset>
      <fieldset className="draft-checks">
        <legend>{t('cuts')}</legend>
        <div className="draft-line">
          {RELEASE_CUTS.map((cut) => (
            <label key={cut}>
              <input
                type="checkbox"
                checked={cuts.includes(cut)}
                onChange={({ target }) => setCuts(toggled(cuts, cut, target.checked))}
              />
              <span>{t(`cut.${cut}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset className="draft-checks">
        <legend>{t('rule')}</legend>
        <div className="draft-row">
          <NumberField
            label={t('minimumEntities')}
            value={rule.minimumEntities}
            least={2}
            most={20}
            onChange={(minimumEntities) => setRule({ ...rule, minimumEntities })}
          />
          <NumberField
            label={t('largestShare')}
            value={Math.round(rule.largestShare * 100)}
            least={30}
            most={100}
            onChange={(percent) => setRule({ ...rule, largestShare: percent / 100 })}
          />
          <NumberField
            label={t('twoLargestShare')}
            value={Math.round(rule.twoLargestShare * 100)}
            least={30}
            most={100}
            onChange={(percent) => setRule({ ...rule, twoLargestShare: percent / 100 })}
          />
        </div>
      </fieldset>
      <div className="draft-row">
        <Field label={t('titleZh')} hint={t('titleHint')}>
          {({ id }) => (
            <Input
              id={id}
              value={titleZh}
              maxLength={120}
              onChange={({ target }) => setTitleZh(target.value)}
            />
          )}
        </Field>
        <Field label={t('titleEn')} hint={t('titleHint')}>
          {({ id }) => (
            <Input
              id={id}
              value={titleEn}
              maxLength={200}
              onChange={({ target }) => setTitleEn(target.value)}
            />
          )}
        </Field>
      </div>
      <Field label={t('noteField')}>
        {({ id }) => (
          <TextArea
            id={id}
            rows={2}
            maxLength={4000}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
        )}
      </Field>
      <div className="dialog-foot">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={sending.isPending}>
          {t('compute')}
        </Button>
      </div>
    </form>
  )
}

function NumberField({
  label,
  value,
  least,
  most,
  onChange,
}: {
  readonly label: string
  readonly value: number
  readonly least: number
  readonly most: number
  readonly onChange: (value: number) => void
}) {
  return (
    <Field label={label}>
      {({ id }) => (
        <Input
          id={id}
          type="number"
          min={least}
          max={most}
          value={value}
          onChange={({ target }) => {
            const next = Number(target.value)
            if (Number.isInteger(next)) onChange(Math.min(most, Math.max(least, next)))
          }}
        />
      )}
    </Field>
  )
}

function toggled<T>(all: readonly T[], one: T, isOn: boolean): T[] {
  return isOn ? [...all.filter((other) => other !== one), one] : all.filter((other) => other !== one)
}

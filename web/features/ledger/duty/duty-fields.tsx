import Checkbox from 'antd/es/checkbox'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import Radio from 'antd/es/radio'
import type { ReactNode } from 'react'
import { DUE_PRECISIONS, RHYTHMS } from '#domain/ledger'
import { dutyFieldTexts } from '../../../text/duty-fields.ts'
import { dutyActTexts, dutyFormTexts } from '../../../text/duty.ts'
import { useText } from '../../../text/index.ts'
import { useIssueText } from '../../../text/issues.ts'
import type { IssueLike } from '../../../text/issues.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { BodiesSelect, BodySelect } from '../shared/body-select.tsx'
import { dueWords } from '../shared/due-words.ts'
import type { LedgerFrame } from '../shared/queries.ts'
import { isBody } from './act-part.tsx'
import type { DutyField, DutyFormValues } from './duty-form-values.ts'
import { PersonInput } from './person-input.tsx'

const VISIBILITIES = ['organisation', 'zone', 'public'] as const

/** The fields of a duty in four groups: what, who, when, and how it is kept. */
export function DutyFields({
  id,
  values,
  frame,
  faults,
  isNew,
  hasParts,
  change,
}: {
  readonly id: string
  readonly values: DutyFormValues
  readonly frame: LedgerFrame
  readonly faults: ReadonlyMap<string, IssueLike>
  /** Of a new duty the bodies are chosen too; later they are changed by assigning. */
  readonly isNew: boolean
  readonly hasParts: boolean
  readonly change: (part: Partial<DutyFormValues>) => void
}) {
  const t = useText(dutyFormTexts)
  const act = useText(dutyActTexts)
  const field = useText(dutyFieldTexts)
  const ledger = useText(ledgerTexts)
  const issueText = useIssueText()
  const { language } = useFormat()

  const whole = (
    name: DutyField,
    control: (state: ControlState) => ReactNode,
    { hint = '', wide = false }: { hint?: string; wide?: boolean } = {},
  ) => {
    const issue = faults.get(name)
    const place = `${id}-${name}`
    return (
      <div className={wide ? 'field wide' : 'field'}>
        <label htmlFor={place}>
          {t(name === 'parkId' ? 'park' : name === 'leadId' ? 'lead' : labelOf(name))}
        </label>
        {control({
          id: place,
          'aria-invalid': issue !== undefined,
          'aria-describedby': issue ? `${place}-fault` : undefined,
          ...(issue ? { status: 'error' as const } : {}),
        })}
        {issue ? (
          <div className="field-error" id={`${place}-fault`}>
            <span aria-hidden="true">■</span> {issueText(issue)}
          </div>
        ) : null}
        {hint ? <div className="field-hint">{hint}</div> : null}
      </div>
    )
  }
  const meant = dueWords(
    { dueOn: values.dueOn || null, precision: values.precision, rhythm: values.rhythm },
    language,
  )
  return (
    <>
      <fieldset className="form-group">
        <legend>{t('what')}</legend>
        {whole(
          'title',
          (state) => (
            <Input.TextArea
              {...state}
              value={values.title}
              maxLength={500}
              autoSize={{ minRows: 1, maxRows: 4 }}
              onChange={(event) => change({ title: event.target.value.replace(/\s*\n\s*/gu, ' ') })}
            />
          ),
          { wide: true },
        )}
        {whole(
          'content',
          (state) => (
            <Input.TextArea
              {...state}
              value={values.content}
              maxLength={5000}
              autoSize={{ minRows: 3, maxRows: 12 }}
              onChange={(event) => change({ content: event.target.value })}
            />
          ),
          { wide: true },
        )}
        {whole(
          'categories',
          ({ id: place }) => (
            <Checkbox.Group
              className="form-checks"
              aria-labelledby={place}
              value={[...values.categories]}
              options={frame.actions.map((code) => ({
                value: code.code,
                label: language === 'en' ? code.en : code.zh,
              }))}
              onChange={(categories) => change({ categories })}
            />
          ),
          { wide: true },
        )}
        {whole('parkId', ({ id: place, 'aria-describedby': describedBy, status }) => (
          <BodySelect
            id={place}
            label={t('park')}
            className="wide-control"
            value={values.parkId}
            status={status ?? ''}
            describedBy={describedBy}
            among={({ kind }) => kind === 'park'}
            onChange={(parkId) => change({ parkId })}
          />
        ))}
      </fieldset>

      <fieldset className="form-group">
        <legend>{t('who')}</legend>
        {isNew
          ? whole(
              'leadId',
              ({ id: place, 'aria-describedby': describedBy, status }) => (
                <BodySelect
                  id={place}
                  label={t('lead')}
                  className="wide-control"
                  value={values.leadId}
                  status={status ?? ''}
                  describedBy={describedBy}
                  among={isBody}
                  onChange={(leadId) =>
                    change({
                      leadId,
                      supporting: values.supporting.filter((each) => each !== leadId),
                      personId: null,
                      personName: '',
                    })
                  }
                />
              ),
              { hint: t('leadHint') },
            )
          : null}
        {isNew
          ? whole('supporting', ({ id: place, 'aria-describedby': describedBy, status }) => (
              <BodiesSelect
                id={place}
                label={t('supporting')}
                className="wide-control"
                value={values.supporting}
                status={status ?? ''}
                describedBy={describedBy}
                among={(body) => isBody(body) && body.id !== values.leadId}
                onChange={(supporting) => change({ supporting })}
              />
            ))
          : null}
        {whole(
          'personName',
          ({ id: place, 'aria-describedby': describedBy }) => (
            <PersonInput
              id={place}
              people={frame.people}
              organisationId={values.leadId}
              name={values.personName}
              describedBy={describedBy}
              onChange={change}
            />
          ),
          { hint: act('personHint') },
        )}
      </fieldset>

      <fieldset className="form-group">
        <legend>{t('when')}</legend>
        {whole('startsOn', (state) => (
          <Input
            {...state}
            type="date"
            value={values.startsOn}
            onChange={(event) => change({ startsOn: event.target.value })}
          />
        ))}
        {whole('precision', ({ id: place }) => (
          <Choice
            id={place}
            value={values.precision}
            onChange={(event) => {
              const precision = DUE_PRECISIONS.find((each) => each === event.target.value)
              if (precision) change({ precision })
            }}
          >
            {DUE_PRECISIONS.map((precision) => (
              <option key={precision} value={precision}>
                {ledger(`precision.${precision}`)}
              </option>
            ))}
          </Choice>
        ))}
        {values.precision === 'none'
          ? null
          : whole(
              'dueOn',
              (state) => (
                <Input
                  {...state}
                  type="date"
                  value={values.dueOn}
                  onChange={(event) => change({ dueOn: event.target.value })}
                />
              ),
              { hint: values.dueOn === '' ? t('dueOnHint') : t('meant', { due: meant }) },
            )}
        {values.precision === 'periodic'
          ? whole('rhythm', (state) => (
              <RhythmChoice state={state} value={values.rhythm} onChange={(rhythm) => change({ rhythm })}>
                {t('none')}
              </RhythmChoice>
            ))
          : null}
        {whole('dueText', ({ id: place }) => (
          <Input
            id={place}
            value={values.dueText}
            maxLength={100}
            onChange={(event) => change({ dueText: event.target.value })}
          />
        ))}
      </fieldset>

      <fieldset className="form-group">
        <legend>{t('how')}</legend>
        {whole('reportEvery', (state) => (
          <RhythmChoice
            state={state}
            value={values.reportEvery}
            onChange={(reportEvery) => change({ reportEvery })}
          >
            {ledger('rhythm.none')}
          </RhythmChoice>
        ))}
        {whole('visibility', ({ id: place }) => (
          <Choice
            id={place}
            value={values.visibility}
            onChange={(event) => {
              const visibility = VISIBILITIES.find((each) => each === event.target.value)
              if (visibility) change({ visibility })
            }}
          >
            {VISIBILITIES.map((visibility) => (
              <option key={visibility} value={visibility}>
                {ledger(`visibility.${visibility}`)}
              </option>
            ))}
          </Choice>
        ))}
        {isNew
          ? null
          : whole('weight', (state) => (
              <InputNumber
                {...state}
                className="short-control"
                controls={false}
                value={values.weight}
                onChange={(weight) => change({ weight: typeof weight === 'number' ? weight : null })}
              />
            ))}
        {hasParts
          ? whole('rollUp', ({ id: place }) => (
              <Radio.Group
                id={place}
                value={values.rollUp}
                options={(['parts', 'own'] as const).map((from) => ({
                  value: from,
                  label: field(`rollUp.${from}`),
                }))}
                onChange={(event) => change({ rollUp: event.target.value === 'parts' ? 'parts' : 'own' })}
              />
            ))
          : null}
        <div className="form-check">
          <Checkbox
            checked={values.forEvaluation}
            onChange={(event) => change({ forEvaluation: event.target.checked })}
          >
            {t('forEvaluation')}
          </Checkbox>
        </div>
      </fieldset>
    </>
  )
}

interface ControlState {
  readonly id: string
  readonly 'aria-invalid': boolean
  readonly 'aria-describedby': string | undefined
  readonly status?: 'error'
}

function RhythmChoice({
  state: { id, 'aria-invalid': invalid, 'aria-describedby': describedBy },
  value,
  onChange,
  children,
}: {
  readonly state: ControlState
  readonly value: (typeof RHYTHMS)[number] | null
  readonly onChange: (rhythm: (typeof RHYTHMS)[number] | null) => void
  /** What no rhythm means here. */
  readonly children: string
}) {
  const ledger = useText(ledgerTexts)
  return (
    <Choice
      id={id}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      value={value ?? ''}
      onChange={(event) => onChange(RHYTHMS.find((each) => each === event.target.value) ?? null)}
    >
      <option value="">{children}</option>
      {RHYTHMS.map((rhythm) => (
        <option key={rhythm} value={rhythm}>
          {ledger(`rhythm.${rhythm}`)}
        </option>
      ))}
    </Choice>
  )
}

function labelOf(name: Exclude<DutyField, 'parkId' | 'leadId'>) {
  return name === 'personName' || name === 'personId' ? 'person' : name
}

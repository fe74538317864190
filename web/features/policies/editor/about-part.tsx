import Button from 'antd/es/button'
import TextArea from 'antd/es/input/TextArea'
import { policyEditorTexts } from '../../../text/policy-editor.ts'
import { enterprisePolicyTexts } from '../../../text/enterprises-policies.ts'
import { useText } from '../../../text/index.ts'
import { verdictTexts } from '../../../text/verdicts.ts'
import { Field } from '../../../ui/field.tsx'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import {
  BilingualFields,
  ChoiceField,
  DayField,
  PickList,
  RemoveButton,
  changedAt,
  withoutAt,
} from './editor-fields.tsx'
import { usePolicyEditor } from './policy-editor.ts'

const LEVELS = ['national', 'city', 'zone', 'district', 'park'] as const
const STATUSES = ['verified', 'unverified', 'assumed', 'example'] as const
const PROCEDURES = ['direct', 'fast', 'ordinary'] as const
const TIMES = ['once-a-year', 'once', 'any'] as const
const SCOPES = ['registration', 'operation'] as const

/** 基本信息: what it is called, who issues it, when and where it holds, how it is applied for. */
export function AboutPart() {
  const t = useText(policyEditorTexts)
  const words = useText(enterprisePolicyTexts)
  const verdict = useText(verdictTexts)
  const { definition, change, note, changeNote, choices, isOfPark } = usePolicyEditor()
  const { title, summary, issuer, level, status, procedure, times, themes, valid } = definition
  const levels = LEVELS.filter((each) => each === level || (choices?.levels ?? LEVELS).includes(each))
  return (
    <Panel title={t('part.about')} label={t('part.about')}>
      <BilingualFields
        labels={[t('titleZh'), t('titleEn')]}
        place="title"
        value={title}
        onText={(value, place) => change((old) => ({ ...old, title: value }), place)}
      />
      <BilingualFields
        labels={[t('summaryZh'), t('summaryEn')]}
        place="summary"
        long
        value={summary}
        onText={(value, place) => change((old) => ({ ...old, summary: value }), place)}
      />
      <BilingualFields
        labels={[t('issuerZh'), t('issuerEn')]}
        place="issuer"
        value={issuer}
        onText={(value, place) => change((old) => ({ ...old, issuer: value }), place)}
      />
      <div className="editor-grid">
        <ChoiceField
          label={t('level')}
          value={level}
          disabled={isOfPark}
          options={levels.map((value) => ({ value, label: words(`level.${value}`) }))}
          onValue={(value) => change((old) => ({ ...old, level: value }), null)}
        />
        <ChoiceField
          label={t('procedure')}
          value={procedure}
          options={PROCEDURES.map((value) => ({ value, label: words(`procedure.${value}`) }))}
          onValue={(value) => change((old) => ({ ...old, procedure: value }), null)}
        />
        <ChoiceField
          label={t('times')}
          value={times}
          options={TIMES.map((value) => ({ value, label: t(`times.${value}`) }))}
          onValue={(value) => change((old) => ({ ...old, times: value }), null)}
        />
        <ChoiceField
          label={t('status')}
          value={status}
          place="status"
          options={STATUSES.map((value) => ({ value, label: verdict(`status.${value}`) }))}
          onValue={(value) => change((old) => ({ ...old, status: value }), null)}
        />
        <DayField
          label={t('validFrom')}
          place="valid.from"
          value={valid.from}
          onDay={(from) =>
            from === null ? undefined : change((old) => ({ ...old, valid: { ...old.valid, from } }), 'from')
          }
        />
        <DayField
          label={t('validTo')}
          hint={t('validToHint')}
          place="valid.to"
          value={valid.to}
          onDay={(to) => change((old) => ({ ...old, valid: { ...old.valid, to } }), 'to')}
        />
      </div>
      <WindowFields />
      <ParkFields />
      <PickList
        label={t('themes')}
        adds={t('addTheme')}
        place="themes"
        free
        chinese
        values={themes}
        options={(choices?.themes ?? []).map((value) => ({ value, label: value }))}
        onValues={(values) => change((old) => ({ ...old, themes: values }), null)}
      />
      <Field label={t('changeNote')}>
        {({ status: _status, ...field }) => (
          <TextArea
            {...field}
            lang="zh"
            maxLength={2000}
            autoSize={{ minRows: 1, maxRows: 6 }}
            value={note}
            onChange={({ target }) => changeNote(target.value)}
          />
        )}
      </Field>
    </Panel>
  )
}

function WindowFields() {
  const t = useText(policyEditorTexts)
  const { definition, change } = usePolicyEditor()
  const { windows, valid } = definition
  const set = (next: typeof windows, place: string | null) =>
    change((old) => ({ ...old, windows: next }), place)
  return (
    <fieldset className="editor-set" data-place="windows">
      <legend>{t('windows')}</legend>
      {windows.map((window, at) => (
        <div key={at} className="editor-line" data-place={`windows.${at}`}>
          {(['from', 'to'] as const).map((end) => (
            <span key={end}>
              {end === 'to' ? <span className="soft">{t('until')} </span> : null}
              <input
                type="date"
                className="choice editor-day"
                aria-label={t(end === 'from' ? 'windowFrom' : 'windowTo', { n: at + 1 })}
                value={window[end]}
                onChange={({ target }) =>
                  target.value === ''
                    ? undefined
                    : set(changedAt(windows, at, { [end]: target.value }), `windows ${at} ${end}`)
                }
              />
            </span>
          ))}
          <RemoveButton n={at + 1} onRemove={() => set(withoutAt(windows, at), null)} />
        </div>
      ))}
      <div className="editor-line">
        {windows.length === 0 ? <span className="soft">{t('windowsNone')}</span> : null}
        <Button
          size="small"
          onClick={() => {
            const from = windows.at(-1)?.to ?? valid.from
            set([...windows, { from, to: from }], null)
          }}
        >
          {t('addWindow')}
        </Button>
      </div>
    </fieldset>
  )
}

function ParkFields() {
  const t = useText(policyEditorTexts)
  const say = useSay()
  const { definition, change, choices, isOfPark } = usePolicyEditor()
  const { parks, scope } = definition
  const known = choices?.parks ?? []
  return (
    <fieldset className="editor-set" data-place="parks">
      <legend>{t('parks')}</legend>
      <div className="editor-line">
        {([true, false] as const).map((all) => (
          <label key={String(all)}>
            <input
              type="radio"
              name="editor-parks"
              disabled={isOfPark}
              checked={(parks === null) === all}
              onChange={() => change((old) => ({ ...old, parks: all ? null : (old.parks ?? []) }), null)}
            />{' '}
            {t(all ? 'allParks' : 'somePark')}
          </label>
        ))}
        <span className="soft">· {t('scope')}</span>
        {SCOPES.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="editor-scope"
              checked={scope === each}
              onChange={() => change((old) => ({ ...old, scope: each }), null)}
            />{' '}
            {t(`scope.${each}`)}
          </label>
        ))}
      </div>
      {parks === null ? null : (
        <div className="editor-checks">
          {known.map(({ code, name }) => (
            <label key={code}>
              <input
                type="checkbox"
                disabled={isOfPark}
                checked={parks.includes(code)}
                onChange={({ target }) =>
                  change(
                    (old) => ({
                      ...old,
                      parks: known
                        .map((park) => park.code)
                        .filter((each) => (each === code ? target.checked : old.parks?.includes(each))),
                    }),
                    null,
                  )
                }
              />{' '}
              {say(name)}
            </label>
          ))}
        </div>
      )}
    </fieldset>
  )
}

import AutoComplete from 'antd/es/auto-complete'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useQuery } from '@tanstack/react-query'
import { type ItemInput, type PlanItem } from '#contract/plans'
import { useText } from '../../../text/index.ts'
import { itemTexts, roomTexts } from '../../../text/plans.ts'
import { FIELDS, inputFrom, type Field, type FieldFault, type FormValues } from '../item-form-values.ts'
import { documentsQuery, organisationsQuery } from '../queries.ts'
import type { ReviewedKind } from '../review-state.ts'
import { ruleWords } from './item-facts.tsx'
import './item-form.css'

/** All fields of one kind of item, checked as typed; Ctrl+Enter saves, Esc leaves. */
export function ItemForm({
  kind,
  base,
  initial,
  bodies,
  draftKey,
  children,
  onSave,
  onCancel,
}: {
  readonly kind: ReviewedKind
  readonly base?: PlanItem
  readonly initial: FormValues
  /** Names of the document's bodies, as suggestions. */
  readonly bodies: readonly string[]
  /** Where what was typed is kept until it is saved. */
  readonly draftKey: string
  readonly children?: React.ReactNode
  readonly onSave: (item: ItemInput) => void
  readonly onCancel: () => void
}) {
  const t = useText(roomTexts)
  const [restored] = useState(() => readDraft(draftKey))
  const [values, setValues] = useState<FormValues>(() => restored ?? initial)
  const [showAll, setShowAll] = useState(false)
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const form = useRef<HTMLFormElement>(null)
  const id = useId()
  const outcome = inputFrom(kind, values, base)
  const faults = outcome.ok ? {} : outcome.faults

  useEffect(() => {
    const first = form.current?.querySelector<HTMLTextAreaElement | HTMLInputElement>('textarea, input')
    first?.focus()
    first?.setSelectionRange(first.value.length, first.value.length)
  }, [])

  function change(name: string, value: string | readonly string[]) {
    const next = { ...values, [name]: value }
    setValues(next)
    setTouched((before) => new Set(before).add(name))
    writeDraft(draftKey, next)
  }
  function save() {
    if (outcome.ok) {
      dropDraft(draftKey)
      onSave(outcome.item)
      return
    }
    setShowAll(true)
    const first = FIELDS[kind].find((field) => outcome.faults[field.name])
    if (first) document.getElementById(`${id}-${first.name}`)?.focus()
  }
  function leave() {
    dropDraft(draftKey)
    onCancel()
  }
  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      save()
    }
    // An open list of choices closes first.
    const choosing = event.target instanceof Element && event.target.getAttribute('aria-expanded') === 'true'
    if (event.key === 'Escape' && !choosing) {
      event.preventDefault()
      leave()
    }
  }

  return (
    <form
      ref={form}
      className="item-form"
      noValidate
      onKeyDown={press}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      {restored ? (
        <p className="item-form-note small" role="status">
          {t('draftRestored')}
        </p>
      ) : null}
      {FIELDS[kind]
        .filter((field) => field.name !== 'value2' || values['comparator'] === 'between')
        .map((field) => (
          <FormField
            key={field.name}
            id={`${id}-${field.name}`}
            field={field}
            value={values[field.name] ?? ''}
            fault={showAll || touched.has(field.name) ? faults[field.name] : undefined}
            bodies={bodies}
            onChange={(value) => change(field.name, value)}
          />
        ))}
      {children}
      <div className="item-form-foot">
        <Button type="primary" htmlType="submit">
          {t('save')} <kbd>{t('saveKeys')}</kbd>
        </Button>
        <Button onClick={leave}>
          {t('cancel')} <kbd>Esc</kbd>
        </Button>
      </div>
    </form>
  )
}

function FormField({
  id,
  field,
  value,
  fault,
  bodies,
  onChange,
}: {
  readonly id: string
  readonly field: Field
  readonly value: string | readonly string[]
  readonly fault: FieldFault | undefined
  readonly bodies: readonly string[]
  readonly onChange: (value: string | readonly string[]) => void
}) {
  const t = useText(roomTexts)
  const label = t(`field.${field.name}` as `field.title`)
  return (
    <div className={field.wide ? 'item-field wide' : 'item-field'}>
      <label htmlFor={id}>
        {label}
        {field.required ? <span aria-hidden="true"> *</span> : null}
      </label>
      <FieldControl
        id={id}
        field={field}
        label={label}
        value={value}
        invalid={fault !== undefined}
        bodies={bodies}
        onChange={onChange}
      />
      {fault ? (
        <div className="item-field-fault" id={`${id}-fault`} role="alert">
          {t(`invalid.${fault.code}`, 'n' in fault ? { n: fault.n } : {})}
        </div>
      ) : null}
    </div>
  )
}

function FieldControl({
  id,
  field,
  label,
  value,
  invalid,
  bodies,
  onChange,
}: {
  readonly id: string
  readonly field: Field
  readonly label: string
  readonly value: string | readonly string[]
  readonly invalid: boolean
  readonly bodies: readonly string[]
  readonly onChange: (value: string | readonly string[]) => void
}) {
  const t = useText(roomTexts)
  const item = useText(itemTexts)
  const text = typeof value === 'string' ? value : ''
  const status = invalid ? ({ status: 'error' } as const) : {}
  const described = invalid ? { 'aria-invalid': true, 'aria-describedby': `${id}-fault` } : {}
  switch (field.kind) {
    case 'long':
      return (
        <Input.TextArea
          id={id}
          value={text}
          autoSize={{ minRows: 1, maxRows: 5 }}
          {...status}
          {...described}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    case 'text':
    case 'number':
    case 'date':
      return (
        <Input
          id={id}
          value={text}
          inputMode={field.kind === 'number' ? 'decimal' : 'text'}
          {...(field.kind === 'date' ? { placeholder: '2030-12-31' } : {})}
          {...status}
          {...described}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    case 'body':
      return (
        <AutoComplete
          id={id}
          value={text}
          options={bodies.map((body) => ({ value: body }))}
          showSearch={{ filterOption: (typed, option) => (option?.value ?? '').includes(typed) }}
          aria-label={label}
          {...status}
          onChange={(typed: string) => onChange(typed)}
        />
      )
    case 'tags':
      return (
        <Select
          id={id}
          mode="tags"
          value={typeof value === 'string' ? [] : [...value]}
          options={bodies.map((body) => ({ value: body, label: body }))}
          tokenSeparators={['、', '，', ',', '；']}
          placeholder={t('addTag')}
          aria-label={label}
          {...status}
          onChange={(names: string[]) => onChange(names)}
        />
      )
    case 'choice':
      return (
        <Select
          id={id}
          value={text}
          options={choicesOf(field, text).map((choice) => ({
            value: choice,
            label: choiceWords(field.name, choice),
          }))}
          aria-label={label}
          {...status}
          onChange={(choice: string) => onChange(choice)}
        />
      )
    case 'organisation':
      return <OrganisationChoice id={id} label={label} value={text} onChange={onChange} />
    case 'document':
      return <DocumentChoice id={id} label={label} value={text} onChange={onChange} />
  }

  function choiceWords(name: string, choice: string): string {
    if (name === 'comparator') return item(`comparator.${choice}` as 'comparator.eq')
    if (name === 'rule') return ruleWords(choice, item)
    if (name === 'strength')
      return choice ? item(`strength.${choice}` as 'strength.hard') : item('strength.none')
    return choice ? item(`precision.${choice}` as 'precision.day') : item('noDate')
  }
}

/** A value that the list doesn't know (a newer kind of rule) stays choosable. */
function choicesOf(field: Field, value: string): readonly string[] {
  const choices = field.choices ?? []
  return choices.includes(value) ? choices : [...choices, value]
}

interface ChoiceProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

function OrganisationChoice({ id, label, value, onChange }: ChoiceProps) {
  const t = useText(roomTexts)
  const { data, isPending } = useQuery(organisationsQuery)
  return (
    <SearchedChoice
      id={id}
      label={label}
      value={value}
      none={t('notChosen')}
      loading={isPending}
      choices={(data?.organisations ?? []).map((each) => ({ value: each.id, label: each.name }))}
      onChange={onChange}
    />
  )
}

function DocumentChoice({ id, label, value, onChange }: ChoiceProps) {
  const t = useText(roomTexts)
  const { data, isPending } = useQuery(documentsQuery())
  return (
    <SearchedChoice
      id={id}
      label={label}
      value={value}
      none={t('notChosen')}
      loading={isPending}
      choices={(data?.documents ?? []).map((each) => ({ value: each.id, label: each.title }))}
      onChange={onChange}
    />
  )
}

function SearchedChoice({
  id,
  label,
  value,
  none,
  loading,
  choices,
  onChange,
}: ChoiceProps & {
  readonly none: string
  readonly loading: boolean
  readonly choices: readonly { readonly value: string; readonly label: string }[]
}) {
  return (
    <Select
      id={id}
      value={value}
      loading={loading}
      options={[{ value: '', label: none }, ...choices]}
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={label}
      onChange={(choice: string) => onChange(choice)}
    />
  )
}

function readDraft(key: string): FormValues | null {
  try {
    const kept = sessionStorage.getItem(key)
    return kept === null ? null : (JSON.parse(kept) as FormValues)
  } catch {
    // No storage, or not ours: begin from the item.
    return null
  }
}

function writeDraft(key: string, values: FormValues): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(values))
  } catch {
    // Without storage the draft lives as long as the form.
  }
}

function dropDraft(key: string): void {
  try {
    sessionStorage.removeItem(key)
  } catch {
    // Nothing was kept.
  }
}

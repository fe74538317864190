import type { Json } from '#domain/kernel'
import { formTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { Chip } from '../../../ui/marks.tsx'
import { useSay } from '../../../ui/say.ts'
import type { ValueContext } from './data-value.tsx'
import { FaultText } from './fault-text.tsx'
import { FieldControl } from './field-control.tsx'
import { controlKind } from './field-control-kind.ts'
import { placeOf } from './form-faults.ts'
import type { FieldFaults, FormField, FormValues } from './form-faults.ts'
import '../../../ui/field.css'
import './field-form.css'

/** The fields of a step that are to be filled in; what may only be read stands among the case's data. */
export function FieldForm({
  id,
  fields,
  values,
  context,
  faults,
  shown,
  needed,
  onChange,
}: {
  readonly id: string
  readonly fields: readonly FormField[]
  readonly values: FormValues
  readonly context: ValueContext
  readonly faults: FieldFaults
  /** Fields whose faults are to be seen: what was touched, or all once somebody wanted to send it. */
  readonly shown: (code: string) => boolean
  /** Fields that the chosen action asks for. */
  readonly needed: readonly string[]
  readonly onChange: (code: string, value: Json) => void
}) {
  const t = useText(formTexts)
  const say = useSay()
  return (
    <div className="field-form">
      {fields.map(({ field, permission }) => {
        if (permission === 'read') return null
        const control = controlKind(field).kind
        const place = placeOf([field.code])
        const fieldId = idOfPlace(id, place)
        const required = permission === 'required' || needed.includes(field.code)
        const seen = shown(field.code)
        const fault = seen ? faults.get(place) : undefined
        const describedBy = [field.hint ? `${fieldId}-hint` : '', fault ? `${fieldId}-fault` : '']
          .filter(Boolean)
          .join(' ')
        const label = say(field.label)
        const wide = ['long', 'table', 'files', 'other', 'choices', 'texts', 'parties'].includes(control)
        return (
          <div key={field.code} className={wide ? 'form-field wide' : 'form-field'}>
            <label className="form-label" htmlFor={fieldId}>
              {label}
              {required ? <span className="form-required"> {t('required')}</span> : null}
              {field.confidential ? <Chip title={t('confidentialWhy')}>{t('confidential')}</Chip> : null}
              {field.branch === 'after-join' ? <Chip title={t('sealedWhy')}>{t('sealed')}</Chip> : null}
            </label>
            <FieldControl
              id={fieldId}
              field={field}
              value={values[field.code]}
              invalid={fault !== undefined}
              describedBy={describedBy || undefined}
              context={context}
              faults={seen ? faults : NONE}
              place={place}
              onChange={(value) => onChange(field.code, value)}
            />
            {fault ? <FaultText id={`${fieldId}-fault`} fault={fault} /> : null}
            {field.hint ? (
              <div className="field-hint" id={`${fieldId}-hint`}>
                {say(field.hint)}
              </div>
            ) : null}
          </div>
        )
      })}
    </div>
  )
}

const NONE: FieldFaults = new Map()

/** The element of a place in a form, e.g. of `ratings.1.score`. */
export function idOfPlace(formId: string, place: string): string {
  return `${formId}-${place.replaceAll('.', '-')}`
}

/** Puts the cursor there: the control itself, or the first one inside. */
export function focusPlace(formId: string, place: string): void {
  const element = document.getElementById(idOfPlace(formId, place))
  const inside = element?.matches('input, textarea, button, select')
    ? element
    : (element?.querySelector<HTMLElement>('input, textarea, button, select') ?? element)
  inside?.focus()
  element?.scrollIntoView({ block: 'center' })
}

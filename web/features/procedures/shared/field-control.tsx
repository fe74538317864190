import Checkbox from 'antd/es/checkbox'
import Input from 'antd/es/input'
import Radio from 'antd/es/radio'
import { Suspense, lazy } from 'react'
import { formTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useSay } from '../../../ui/say.ts'
import { DataValue } from './data-value.tsx'
import { controlKind, isList } from './field-control-kind.ts'
import { FileControl } from './file-control.tsx'
import { TableControl } from './table-control.tsx'
import type { ControlProps } from './table-control.tsx'

// Loaded only where a form asks for a number, one of many choices, an organisation or a person.
const InputNumber = lazy(() => import('antd/es/input-number'))
const Select = lazy(() => import('antd/es/select'))
const PartyPicker = lazy(async () => ({ default: (await import('./party-picker.tsx')).PartyPicker }))

/** The control with which a field is filled in; null is what remains when it is emptied. */
export function FieldControl(props: ControlProps) {
  const { id, field, value, invalid, describedBy, context, inCell = false, onChange } = props
  const t = useText(formTexts)
  const say = useSay()
  const control = controlKind(field)
  const label = say(field.label)
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
  const list = isList(value) ? value.filter((each) => typeof each === 'string') : []
  const shared = {
    id,
    'aria-invalid': invalid,
    'aria-describedby': describedBy,
    ...(inCell ? { 'aria-label': label } : {}),
    ...(invalid ? { status: 'error' as const } : {}),
  }
  // Stands for a control that is still being loaded: whoever is quick finds the field by its name.
  const waiting = { id, 'aria-label': label, disabled: true }
  const words = (code: string) => {
    const known = field.values?.[code]
    return known ? say(known) : code
  }
  switch (control.kind) {
    case 'text':
      if (inCell)
        // A narrow cell grows downwards instead of hiding what was written; it stays one line of text.
        return (
          <Input.TextArea
            {...shared}
            value={text}
            autoSize={{ minRows: 1, maxRows: 6 }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.preventDefault()
            }}
            onChange={(event) => onChange(event.target.value.replace(/\s*\n\s*/g, ' ') || null)}
          />
        )
      return <Input {...shared} value={text} onChange={(event) => onChange(event.target.value || null)} />
    case 'long':
      return (
        <Input.TextArea
          {...shared}
          value={text}
          autoSize={inCell ? { minRows: 1, maxRows: 6 } : { minRows: 3, maxRows: 14 }}
          onChange={(event) => onChange(event.target.value || null)}
        />
      )
    case 'date':
      return (
        <Input
          {...shared}
          type="date"
          className="control-date"
          value={text}
          onChange={(event) => onChange(event.target.value || null)}
        />
      )
    case 'number':
      return (
        <Suspense fallback={<Input {...waiting} className="control-number" />}>
          <InputNumber
            {...shared}
            className="control-number"
            controls={false}
            value={typeof value === 'number' ? value : null}
            {...(control.whole ? { precision: 0 } : {})}
            placeholder={
              control.min !== undefined && control.max !== undefined ? `${control.min}–${control.max}` : ''
            }
            onChange={(number) => onChange(typeof number === 'number' ? number : null)}
          />
        </Suspense>
      )
    case 'yes-no':
      return (
        <Radio.Group
          id={id}
          aria-label={label}
          aria-describedby={describedBy}
          value={value === true ? 'yes' : value === false ? 'no' : null}
          options={[
            { value: 'yes', label: t('yes') },
            { value: 'no', label: t('no') },
          ]}
          onChange={(event) => onChange(event.target.value === 'yes')}
        />
      )
    case 'choice':
      // A few choices are seen at one look; many are put away.
      return !inCell && control.values.length <= 5 && totalLength(control.values.map(words)) <= 60 ? (
        <Radio.Group
          id={id}
          aria-label={label}
          aria-describedby={describedBy}
          value={text || null}
          options={control.values.map((code) => ({ value: code, label: words(code) }))}
          onChange={(event) => onChange(String(event.target.value))}
        />
      ) : (
        <Suspense fallback={<Input {...waiting} />}>
          <Select
            {...shared}
            aria-label={label}
            allowClear
            value={text || null}
            placeholder={t('choose')}
            options={control.values.map((code) => ({ value: code, label: words(code) }))}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(code: unknown) => onChange(typeof code === 'string' ? code : null)}
          />
        </Suspense>
      )
    case 'choices':
      return (
        <Checkbox.Group
          className="control-choices"
          value={list}
          options={control.values.map((code) => ({ value: code, label: words(code) }))}
          onChange={(codes) => onChange(codes)}
        />
      )
    case 'texts':
      return (
        <Suspense fallback={<Input {...waiting} />}>
          <Select
            {...shared}
            aria-label={label}
            mode="tags"
            value={list}
            tokenSeparators={['、', '；', ';', '\n']}
            placeholder={t('addText')}
            options={[]}
            onChange={(texts: unknown) => onChange(Array.isArray(texts) ? texts.map(String) : [])}
          />
        </Suspense>
      )
    case 'party':
    case 'parties':
      return (
        <Suspense fallback={<Input {...waiting} />}>
          <PartyPicker
            id={id}
            label={label}
            as="id"
            many={control.kind === 'parties'}
            kind={control.of}
            organisationKind={control.organisationKind}
            names={context.names}
            value={control.kind === 'parties' ? list : text ? [text] : []}
            invalid={invalid}
            describedBy={describedBy}
            onChange={(ids) => onChange(control.kind === 'parties' ? ids : (ids[0] ?? null))}
          />
        </Suspense>
      )
    case 'file':
    case 'files':
      return (
        <FileControl
          id={id}
          label={label}
          many={control.kind === 'files'}
          value={control.kind === 'files' ? list : text ? [text] : []}
          context={context}
          describedBy={describedBy}
          onChange={(digests) => onChange(control.kind === 'files' ? digests : (digests[0] ?? null))}
        />
      )
    case 'table':
      return <TableControl {...props} Cell={FieldControl} />
    case 'other':
      return (
        <div id={id} tabIndex={-1}>
          <DataValue field={field} value={value} context={context} />
        </div>
      )
  }
}

function totalLength(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + word.length, 0)
}

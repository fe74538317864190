import type { MethodKind } from '#domain/evaluation'
import { evaluationMethodTexts } from '../../../text/evaluation-methods.ts'
import { useText } from '../../../text/index.ts'
import type { Texts, Translate } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { MethodNote, methodName } from './method-note.tsx'
import { beginMethod, fieldsOf, methodsOf, withParameter } from './method-parameters.ts'
import type { MethodOf, ParameterField } from './method-parameters.ts'
import { NumberField } from '../../../ui/number-field.tsx'
import { useSchemeChoices } from './scheme-editor.ts'

/** A method with its parameters, to be chosen; `inherited`: nothing of its own, the words say what holds instead. */
export function MethodField<K extends MethodKind>({
  kind,
  value,
  inherited,
  only,
  label,
  onMethod,
}: {
  readonly kind: K
  readonly value: MethodOf[K] | null
  readonly inherited?: string
  /** Fewer methods than there are. */
  readonly only?: readonly MethodOf[K]['method'][]
  readonly label?: string
  readonly onMethod: (next: MethodOf[K] | null, place: string | null) => void
}) {
  const t = useText(evaluationMethodTexts)
  const { groupings, unitNames } = useSchemeChoices()
  /** A grouping or a unit that there is, rather than none. */
  function withFirst(method: MethodOf[K]): MethodOf[K] {
    if ('group' in method) return withParameter(method, 'group', groupings[0]?.code ?? '')
    const [unit = ''] = unitNames.keys()
    return 'unit' in method ? withParameter(method, 'unit', unit) : method
  }
  return (
    <div className="method-field">
      <Choice
        aria-label={label ?? t(`kind.${kind}`)}
        value={value?.method ?? ''}
        onChange={({ target }) => {
          const method = methodsOf(kind).find((one) => one === target.value)
          onMethod(method === undefined ? null : withFirst(beginMethod(kind, method)), null)
        }}
      >
        {inherited === undefined ? null : <option value="">{inherited}</option>}
        {(only ?? methodsOf(kind)).map((method) => (
          <option key={method} value={method}>
            {t(`${methodName(kind, method)}.name`)}
          </option>
        ))}
      </Choice>
      {value === null ? null : (
        <>
          <MethodNote of={methodName(kind, value.method)} />
          <div className="method-parameters">
            {fieldsOf(kind, value).map((field) => (
              <Parameter
                key={field.name}
                field={field}
                value={new Map<string, unknown>(Object.entries(value)).get(field.name)}
                onValue={(next) => onMethod(withParameter(value, field.name, next), field.name)}
              />
            ))}
          </div>
        </>
      )}
    </div>
  )
}

function Parameter({
  field,
  value,
  onValue,
}: {
  readonly field: ParameterField
  readonly value: unknown
  readonly onValue: (value: unknown) => void
}) {
  const t = useText(evaluationMethodTexts)
  const { groupings, unitNames } = useSchemeChoices()
  const label = t(`parameter.${field.name}`)
  switch (field.type) {
    case 'number': {
      const isShare = field.name === 'least' || field.name === 'most'
      return (
        <label className="method-parameter">
          <span>{label}</span>
          <NumberField
            label={label}
            value={typeof value === 'number' ? value : null}
            optional={field.optional === true}
            {...(isShare ? { scale: 100, suffix: '%' } : {})}
            {...(field.optional === true ? { placeholder: openWords(field.name, t) } : {})}
            whole={field.name === 'maximumAge' || field.name === 'mostPoints'}
            onNumber={onValue}
          />
        </label>
      )
    }
    case 'flag':
      return (
        <label className="method-parameter method-flag">
          <input
            type="checkbox"
            checked={value === true}
            onChange={({ target }) => onValue(target.checked)}
          />
          <span>{label}</span>
        </label>
      )
    case 'choice':
      return (
        <label className="method-parameter">
          <span>{label}</span>
          <Choice
            aria-label={label}
            value={typeof value === 'string' ? value : ''}
            onChange={({ target }) => onValue(target.value)}
          >
            {field.options.map((option) => (
              <option key={option} value={option}>
                {t(choiceText(field.name, option))}
              </option>
            ))}
          </Choice>
        </label>
      )
    case 'group':
    case 'unit': {
      const options: readonly { readonly code: string; readonly name: string }[] =
        field.type === 'group' ? groupings : [...unitNames].map(([code, name]) => ({ code, name }))
      const now = typeof value === 'string' ? value : ''
      return (
        <label className="method-parameter">
          <span>{label}</span>
          <Choice aria-label={label} value={now} onChange={({ target }) => onValue(target.value)}>
            {options.some(({ code }) => code === now) ? null : <option value={now}>{now || '—'}</option>}
            {options.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Choice>
        </label>
      )
    }
  }
}

type MethodText = typeof evaluationMethodTexts extends Texts<infer K> ? K : never

function choiceText(name: string, option: string): MethodText {
  return `choice.${name}.${option}` as MethodText
}

function openWords(name: string, t: Translate<MethodText>): string {
  return t(name === 'maximumAge' || name === 'mostPoints' ? 'noLimit' : 'eachOwn')
}

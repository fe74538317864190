import Input from 'antd/es/input/Input'
import TextArea from 'antd/es/input/TextArea'
import type { FactDefinition } from '#domain/rules'
import { enterpriseFactTexts } from '../../text/enterprises-facts.ts'
import { useText } from '../../text/index.ts'
import { Choice } from '../choice.tsx'
import type { FieldProps } from '../field.tsx'
import { useSay } from '../say.ts'
import '../choice.css'
import './fact-control.css'

/** A control for a value of a fact: what it shows and takes is a text, see `readEntry`. */
export function FactControl({
  type,
  words,
  field,
  typed,
  autoFocus = false,
  onTyped,
}: {
  readonly type: FactDefinition['type']
  readonly words: readonly { readonly code: string; readonly title: FactDefinition['title'] }[]
  readonly field: FieldProps & { readonly 'aria-label'?: string }
  readonly typed: string
  readonly autoFocus?: boolean
  readonly onTyped: (typed: string) => void
}) {
  const t = useText(enterpriseFactTexts)
  const say = useSay()
  const { status: _status, ...plain } = field
  if (type === 'boolean')
    return (
      <Choice {...plain} autoFocus={autoFocus} value={typed} onChange={({ target }) => onTyped(target.value)}>
        <option value="">—</option>
        <option value="yes">{t('yes')}</option>
        <option value="no">{t('no')}</option>
      </Choice>
    )
  if (type === 'date')
    return (
      <input
        {...plain}
        type="date"
        className="choice day-input"
        autoFocus={autoFocus}
        value={typed}
        onChange={({ target }) => onTyped(target.value)}
      />
    )
  if (type === 'text' && words.length > 0)
    return (
      <Choice {...plain} autoFocus={autoFocus} value={typed} onChange={({ target }) => onTyped(target.value)}>
        <option value="">—</option>
        {words.map(({ code, title }) => (
          <option key={code} value={code}>
            {say(title)}
          </option>
        ))}
      </Choice>
    )
  if (type === 'texts' && words.length > 0) {
    const chosen = new Set(typed.split('\n').filter((each) => each !== ''))
    return (
      <div
        id={plain.id}
        role="group"
        aria-label={plain['aria-label']}
        aria-describedby={plain['aria-describedby']}
        className="fact-words"
      >
        {words.map(({ code, title }) => (
          <label key={code}>
            <input
              type="checkbox"
              checked={chosen.has(code)}
              onChange={({ target }) =>
                onTyped(
                  target.checked
                    ? [...chosen, code].join('\n')
                    : [...chosen].filter((each) => each !== code).join('\n'),
                )
              }
            />{' '}
            {say(title)}
          </label>
        ))}
      </div>
    )
  }
  if (type === 'texts')
    return (
      <TextArea
        {...field}
        value={typed}
        placeholder={t('textsHint')}
        autoFocus={autoFocus}
        autoSize={{ minRows: 2, maxRows: 8 }}
        onChange={({ target }) => onTyped(target.value)}
      />
    )
  return (
    <Input
      {...field}
      value={typed}
      maxLength={500}
      autoFocus={autoFocus}
      inputMode={type === 'number' ? 'decimal' : 'text'}
      onChange={({ target }) => onTyped(target.value)}
    />
  )
}

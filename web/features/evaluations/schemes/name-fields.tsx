import Input from 'antd/es/input/Input'
import type { BilingualText } from '#domain/kernel'
import { evaluationSchemeTexts } from '../../../text/evaluation-schemes.ts'
import { useText } from '../../../text/index.ts'

/** Code and name in both languages, in a row. */
export function NameFields({
  code,
  name,
  onCode,
  onName,
}: {
  readonly code: string
  readonly name: BilingualText
  readonly onCode: (code: string) => void
  readonly onName: (name: BilingualText) => void
}) {
  const t = useText(evaluationSchemeTexts)
  const fields = [
    { label: t('code'), value: code, width: 120, onText: onCode },
    { label: t('nameZh'), value: name.zh, width: 220, onText: (zh: string) => onName({ ...name, zh }) },
    { label: t('nodeEn'), value: name.en, width: 220, onText: (en: string) => onName({ ...name, en }) },
  ]
  return (
    <span className="name-fields">
      {fields.map(({ label, value, width, onText }) => (
        <Input
          key={label}
          aria-label={label}
          placeholder={label}
          aria-invalid={value === ''}
          status={value === '' ? 'error' : ''}
          value={value}
          style={{ width }}
          onChange={({ target }) => onText(target.value)}
        />
      ))}
    </span>
  )
}

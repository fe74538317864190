import Password from 'antd/es/input/Password'
import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import { accessTexts } from '../text/access.ts'
import { useText } from '../text/index.ts'
import type { FieldProps } from './field.tsx'

/** A password with its eye, which says when Caps Lock is on. */
export function PasswordInput({
  field,
  value,
  onChange,
  autoComplete,
  autoFocus = false,
}: {
  readonly field: FieldProps
  readonly value: string
  readonly onChange: (value: string) => void
  readonly autoComplete: 'current-password' | 'new-password'
  readonly autoFocus?: boolean
}) {
  const t = useText(accessTexts)
  const [capsLock, setCapsLock] = useState(false)
  const watch = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'))
  return (
    <>
      <Password
        {...field}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={watch}
        onKeyUp={watch}
        onBlur={() => setCapsLock(false)}
        autoComplete={autoComplete}
        autoFocus={autoFocus}
        maxLength={200}
      />
      <div role="status" className={capsLock ? 'field-hint mark-warn' : 'unseen'}>
        {capsLock ? (
          <>
            <span aria-hidden="true">▲</span> {t('capsLock')}
          </>
        ) : null}
      </div>
    </>
  )
}

import Input from 'antd/es/input/Input'
import { useState } from 'react'

/**
 * A number as somebody types it. What is no number yet is kept as typed and marked, and changes nothing; leaving the field
 * shows again what counts. `optional`: empty is null.
 */
export function NumberField({
  value,
  onNumber,
  label,
  id,
  optional = false,
  scale = 1,
  suffix,
  placeholder,
  width = 92,
  least,
  most,
  whole = false,
  disabled = false,
}: {
  readonly value: number | null
  readonly onNumber: (value: number | null) => void
  readonly label: string
  readonly id?: string
  readonly optional?: boolean
  /** 100 shows a share as a percentage. */
  readonly scale?: number
  readonly suffix?: string
  readonly placeholder?: string
  readonly width?: number
  readonly least?: number
  readonly most?: number
  readonly whole?: boolean
  readonly disabled?: boolean
}) {
  const [typed, setTyped] = useState<string | null>(null)
  const shown = typed ?? (value === null ? '' : String(rounded(value * scale)))
  const wrong = typed !== null && readNumber(typed, { optional, scale, least, most, whole }) === undefined
  return (
    <Input
      {...(id === undefined ? {} : { id })}
      aria-label={label}
      aria-invalid={wrong}
      status={wrong ? 'error' : ''}
      value={shown}
      inputMode="decimal"
      disabled={disabled}
      style={{ width }}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(suffix === undefined ? {} : { suffix })}
      onChange={({ target }) => {
        setTyped(target.value)
        const read = readNumber(target.value, { optional, scale, least, most, whole })
        if (read !== undefined) onNumber(read)
      }}
      onBlur={() => setTyped(null)}
    />
  )
}

/** Undefined: no number, or not one that is allowed. Full-width digits and signs are taken as typed by a Chinese input method. */
export function readNumber(
  text: string,
  bounds: {
    readonly optional?: boolean
    readonly scale?: number
    readonly least?: number | undefined
    readonly most?: number | undefined
    readonly whole?: boolean
  } = {},
): number | null | undefined {
  const plain = text
    .trim()
    .normalize('NFKC')
    .replace(/[,%\s]/gu, '')
    .replace('−', '-')
  if (plain === '') return bounds.optional === true ? null : undefined
  if (!/^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(plain)) return undefined
  const value = rounded(Number(plain) / (bounds.scale ?? 1))
  if (!Number.isFinite(value)) return undefined
  if (bounds.whole === true && !Number.isInteger(value)) return undefined
  if (bounds.least !== undefined && value < bounds.least) return undefined
  if (bounds.most !== undefined && value > bounds.most) return undefined
  return value
}

/** 0.07 × 100 is 7. */
function rounded(value: number): number {
  return Number(value.toPrecision(14))
}

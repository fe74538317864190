import type { RecordField, RecordKind, RecordValue } from '#contract/enterprises'

export type RecordEntries = Readonly<Record<string, string>>
export type EntryFault = 'missing' | 'number'

/** What was typed in a field, as it is sent: null where it is empty. */
export function readField(
  { type }: Pick<RecordField, 'type'>,
  typed: string | undefined,
): RecordValue | undefined {
  const text = (typed ?? '').trim()
  if (text === '') return null
  if (type === 'boolean') return text === 'yes'
  if (type !== 'number') return text
  const plain = text.replace(/[,，\s]/gu, '')
  return /^[+-]?\d+(?:\.\d+)?$/u.test(plain) ? Number(plain) : undefined
}

/** By field: what is wrong. Confidential fields that are filled and not shown need nothing. */
export function faultsOf(
  kind: Pick<RecordKind, 'fields'>,
  entries: RecordEntries,
  hidden: readonly string[],
): Readonly<Record<string, EntryFault>> {
  const faults: Record<string, EntryFault> = {}
  for (const field of kind.fields) {
    const value = readField(field, entries[field.code])
    if (value === undefined) faults[field.code] = 'number'
    else if (value === null && field.required && !hidden.includes(field.code)) faults[field.code] = 'missing'
  }
  return faults
}

/** All fields as they are sent; what the reader does not see is left out, and stays. */
export function fieldsOf(
  kind: Pick<RecordKind, 'fields'>,
  entries: RecordEntries,
  hidden: readonly string[],
): Record<string, RecordValue> {
  return Object.fromEntries(
    kind.fields
      .filter(({ code }) => !hidden.includes(code))
      .flatMap((field) => {
        const value = readField(field, entries[field.code])
        return value === undefined || value === null ? [] : [[field.code, value] as const]
      }),
  )
}

export function entriesOf(fields: Readonly<Record<string, RecordValue>>): RecordEntries {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([code, value]) =>
      value === null ? [] : [[code, typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)]],
    ),
  )
}

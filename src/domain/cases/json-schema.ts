import type { Json } from '#domain/kernel'

type Schema = Readonly<Record<string, Json>>

export function isSchema(value: Json | undefined): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The type without the `null` that may stand beside it. */
export function typeOf(schema: Schema): string {
  const type = Array.isArray(schema['type']) ? (schema['type'] as readonly Json[])[0] : schema['type']
  return typeof type === 'string' ? type : ''
}

import { METHOD_CATALOGUE, fillScheme } from '#domain/evaluation'
import type { Scheme } from '#domain/evaluation'

/**
 * A definition as an editor can hold it: everything that a short draft leaves out is filled in, what is wrong in it stays and is
 * said as an issue. Null only where it is no scheme at all, so that nothing could be shown of it.
 */
export function readDraft(definition: unknown): Scheme | null {
  const whole = fillScheme(definition)
  return isSchemeLike(whole) ? whole : null
}

type Fields = Readonly<Record<string, unknown>>

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): boolean {
  return isFields(value) && typeof value['zh'] === 'string' && typeof value['en'] === 'string'
}

function isMethod(kind: keyof typeof METHOD_CATALOGUE, value: unknown): boolean {
  return (
    isFields(value) &&
    typeof value['method'] === 'string' &&
    Object.hasOwn(METHOD_CATALOGUE[kind], value['method'])
  )
}

function isNode(value: unknown): boolean {
  if (!isFields(value)) return false
  const { code, name, parent, weight, input } = value
  return (
    typeof code === 'string' &&
    isText(name) &&
    (parent === null || typeof parent === 'string') &&
    typeof weight === 'number' &&
    (input === null || (isFields(input) && typeof input['column'] === 'string')) &&
    (value['weighting'] === null || isMethod('weighting', value['weighting'])) &&
    (value['aggregation'] === null || isMethod('aggregation', value['aggregation']))
  )
}

/** What pages read without asking. Finer faults are left to `parseScheme`, which names them. */
function isSchemeLike(value: unknown): value is Scheme {
  if (!isFields(value)) return false
  const listOf = (key: string, holds: (one: unknown) => boolean): boolean => {
    const list = value[key]
    return Array.isArray(list) && list.every((one: unknown) => holds(one))
  }
  const { grading, ranking } = value
  return (
    isText(value['name']) &&
    listOf('nodes', isNode) &&
    listOf('gates', isFields) &&
    listOf('adjustments', isFields) &&
    listOf('sources', isFields) &&
    listOf('unknowns', isText) &&
    (['imputation', 'treatment', 'normalisation', 'weighting', 'aggregation'] as const).every((kind) =>
      isMethod(kind, value[kind]),
    ) &&
    isFields(ranking) &&
    Array.isArray(ranking['breakers']) &&
    (grading === null || (isFields(grading) && Array.isArray(grading['grades'])))
  )
}

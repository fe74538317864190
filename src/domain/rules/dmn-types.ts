/** Types of a model: item definitions as FEEL types, and values made to fit them (DMN 1.5 clauses 7.3.3 and 10.3.2.9.4). */
import { passesTests } from './evaluate.ts'
import type { ItemDefinition, UnaryTests } from './dmn-model.ts'
import { parseFeel } from './parse-feel.ts'
import { readTemporal } from './read-temporal.ts'
import { type FeelRun, FeelScope } from './scope.ts'
import { typeNameOf } from './type-names.ts'
import { coerced } from './types.ts'
import { ANY, type FeelType, type FeelValue, isContext, isList } from './values.ts'

/** Finds the type that a `typeRef` names; null where there is none of that name. */
export type TypeLookup = (name: string) => FeelType | null

/** The type of an item definition. `note` is told of tests that cannot be read; they then allow everything. */
export function typeOfItem(
  item: ItemDefinition,
  lookup: TypeLookup,
  names: Iterable<string>,
  note: (text: string) => void,
): FeelType {
  const element = constrainedBy(item.allowedValues, elementType(item, lookup, names, note), names, note)
  const whole: FeelType = item.isCollection ? { kind: 'list', of: element } : element
  return constrainedBy(item.typeConstraint, whole, names, note)
}

function elementType(
  item: ItemDefinition,
  lookup: TypeLookup,
  names: Iterable<string>,
  note: (text: string) => void,
): FeelType {
  if (item.functionItem !== null)
    return {
      kind: 'function',
      parameters: item.functionItem.parameters.map(({ typeRef }) =>
        typeRef === null ? ANY : (lookup(typeRef) ?? ANY),
      ),
      result:
        item.functionItem.outputTypeRef === null ? ANY : (lookup(item.functionItem.outputTypeRef) ?? ANY),
    }
  if (item.components.length > 0)
    return {
      kind: 'context',
      entries: new Map(
        item.components.map((component) => [component.name, typeOfItem(component, lookup, names, note)]),
      ),
    }
  return item.typeRef === null ? ANY : (lookup(item.typeRef) ?? ANY)
}

function constrainedBy(
  tests: UnaryTests | null,
  base: FeelType,
  names: Iterable<string>,
  note: (text: string) => void,
): FeelType {
  if (tests === null || tests.text.trim() === '') return base
  const parsed = parseFeel(tests.text, names, 'unary-tests')
  if (!parsed.ok) {
    note(tests.text)
    return base
  }
  return {
    kind: 'constrained',
    base,
    allows: (value, run) => passesTests(parsed.value, value, new FeelScope(run, new Map())) === true,
  }
}

/**
 * The value where a type is wanted, with allowed values checked at every depth; null with a note where it does not fit. Null
 * fits every type: a value may be missing.
 */
export function fitted(value: FeelValue, type: FeelType, run: FeelRun, name: string): FeelValue {
  if (value === null) return null
  const fit = coerced(value, type)
  if (fit === undefined) return run.nothing('wrong_type', { name, type: typeNameOf(value) })
  return isAllowed(fit, type, run) ? fit : run.nothing('not_allowed', { name })
}

/** Whether allowed values hold, of a value that is of the type otherwise. */
export function isAllowed(value: FeelValue, type: FeelType, run: FeelRun): boolean {
  if (value === null) return true
  if (type.kind === 'constrained') return isAllowed(value, type.base, run) && type.allows(value, run)
  if (type.kind === 'list') return !isList(value) || value.every((item) => isAllowed(item, type.of, run))
  if (type.kind !== 'context' || !isContext(value)) return true
  return [...type.entries].every(([name, entry]) => isAllowed(value.get(name) ?? null, entry, run))
}

/**
 * What comes from outside, made ready for its type: components that are not given are null; where `texts` may stand for them,
 * dates, times and durations are read from their ISO form.
 */
export function received(value: FeelValue, type: FeelType, texts: boolean): FeelValue {
  if (type.kind === 'constrained') return received(value, type.base, texts)
  if (type.kind === 'list')
    return isList(value)
      ? value.map((item) => received(item, type.of, texts))
      : received(value, type.of, texts)
  if (type.kind === 'context') {
    if (isList(value) && value.length === 1) return received(value[0] ?? null, type, texts)
    if (!isContext(value)) return value
    const entries = new Map(value)
    for (const [name, entry] of type.entries)
      entries.set(name, received(value.get(name) ?? null, entry, texts))
    return entries
  }
  if (!texts || typeof value !== 'string' || !TEMPORAL.has(type.kind)) return value
  const temporal = readTemporal(value)
  return temporal !== null && coerced(temporal, type) !== undefined ? temporal : value
}

const TEMPORAL: ReadonlySet<string> = new Set([
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
])

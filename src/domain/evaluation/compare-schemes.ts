import type { Json } from '#domain/kernel'
import type { Scheme } from './scheme.ts'

/** One thing in which two versions of a scheme differ. */
export interface SchemeDifference {
  readonly subject: 'scheme' | 'node' | 'gate' | 'adjustment' | 'grade'
  /** Null for the scheme itself. */
  readonly code: string | null
  readonly change: 'added' | 'removed' | 'moved' | 'changed'
  /** `weight`, `input.direction`, `name.zh` …; null where the whole was added or removed. */
  readonly property: string | null
  /** Null on the side where there is none. */
  readonly from: Json
  readonly to: Json
  /** False: a name, a note, a source; the same data give the same scores, ranks and grades. */
  readonly counts: boolean
}

/**
 * 方案两版的差异, thing by thing: first the scheme as a whole, then nodes, gates, points and grades in the order of the newer
 * version, what it no longer has at the end of each. Things are the same where their codes are. The order of nodes, gates and
 * points says nothing; that of grades does. Version and format are not compared.
 */
export function compareSchemes(before: Scheme, after: Scheme): readonly SchemeDifference[] {
  return [
    ...compareWhole(before, after),
    ...compareLists('node', before.nodes, after.nodes),
    ...compareLists('gate', before.gates, after.gates),
    ...compareLists('adjustment', before.adjustments, after.adjustments),
    ...compareLists('grade', before.grading?.grades ?? [], after.grading?.grades ?? []),
  ]
}

type Thing = { readonly [key: string]: Json }

function compareWhole(before: Scheme, after: Scheme): SchemeDifference[] {
  const whole = ({ grading, ...scheme }: Scheme): Thing => {
    const rest: Record<string, Json> = {}
    for (const [key, value] of Object.entries({ ...scheme })) if (!APART.has(key)) rest[key] = toJson(value)
    if (grading === null) return { ...rest, grading: null }
    const { method, within, grades } = grading
    return { ...rest, grading: { method, within, order: grades.map(({ code }) => code) } }
  }
  return compareThings('scheme', null, whole(before), whole(after))
}

const APART: ReadonlySet<string> = new Set(['format', 'version', 'nodes', 'gates', 'adjustments'])

function compareLists(
  subject: Exclude<SchemeDifference['subject'], 'scheme'>,
  before: readonly { readonly code: string }[],
  after: readonly { readonly code: string }[],
): SchemeDifference[] {
  const old = new Map(before.map((one) => [one.code, one]))
  const kept = new Set(after.map(({ code }) => code))
  const whole = { subject, property: null, counts: true }
  return [
    ...after.flatMap((one): SchemeDifference[] => {
      const was = old.get(one.code)
      return was === undefined
        ? [{ ...whole, code: one.code, change: 'added', from: null, to: toJson(one) }]
        : compareThings(subject, one.code, toThing(was), toThing(one))
    }),
    ...before.flatMap((one): SchemeDifference[] =>
      kept.has(one.code)
        ? []
        : [{ ...whole, code: one.code, change: 'removed', from: toJson(one), to: null }],
    ),
  ]
}

function compareThings(
  subject: SchemeDifference['subject'],
  code: string | null,
  before: Thing,
  after: Thing,
): SchemeDifference[] {
  return changesOf(before, after, []).map(({ path, from, to }) => ({
    subject,
    code,
    change: subject === 'node' && path[0] === 'parent' ? 'moved' : 'changed',
    property: path.join('.'),
    from,
    to,
    counts: counts(path),
  }))
}

interface Change {
  readonly path: readonly string[]
  readonly from: Json
  readonly to: Json
}

/** Down to the single property; a method that became another one is said as a whole, its figures belong to it. */
function changesOf(before: Thing, after: Thing, path: readonly string[]): Change[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys].flatMap((key): Change[] => {
    const from = before[key] ?? null
    const to = after[key] ?? null
    const here = [...path, key]
    if (isThing(from) && isThing(to) && from['method'] === to['method']) return changesOf(from, to, here)
    return isSame(from, to) ? [] : [{ path: here, from, to }]
  })
}

/** What people read, and what only the platform asks (where a figure comes from is part of the data, not of the arithmetic). */
const SILENT: ReadonlySet<string> = new Set([
  'code',
  'name',
  'about',
  'standing',
  'sources',
  'unknowns',
  'units',
  'rhythm',
  'note',
  'weightRange',
  'uncertainty',
])
const SILENT_INPUT: ReadonlySet<string> = new Set(['unit', 'indicator'])

function counts([first = '', second = '']: readonly string[]): boolean {
  return !(SILENT.has(first) || (first === 'input' && SILENT_INPUT.has(second)))
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

function isThing(value: Json): value is Thing {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Keys may stand in another order. */
function isSame(a: Json, b: Json): boolean {
  if (isList(a) && isList(b))
    return a.length === b.length && a.every((value, index) => isSame(value, b[index] ?? null))
  if (!isThing(a) || !isThing(b)) return Object.is(a, b)
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every((key) => isSame(a[key] ?? null, b[key] ?? null))
}

function toThing(value: object): Thing {
  const json = toJson(value)
  return isThing(json) ? json : {}
}

/** Schemes came from JSON; this only says so to the compiler, and leaves out what JSON does not carry. */
function toJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return value
  if (Array.isArray(value)) return value.map(toJson)
  if (typeof value !== 'object') return null
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toJson(part)]))
}

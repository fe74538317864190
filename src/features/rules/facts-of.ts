import { dayNumber } from '#domain/kernel'
import type { FactSheet, FactSource, FactValue, KnownFact } from '#domain/rules'
import { addMonths } from './add-months.ts'
import type { BoundFact, FilingBinding, RecordBinding } from './fact-binding.ts'

/** Everything that facts of one enterprise are taken from, as it holds on the day of judgement. */
export interface EnterpriseSources {
  readonly id: string
  readonly register: Readonly<Record<string, string | boolean | null>> | null
  /** `FORM YEAR` → cells of the final filing; a cell that is missing or estimated is not in it. */
  readonly filings: ReadonlyMap<string, ReadonlyMap<string, number | string>>
  readonly records: readonly SourceRecord[]
  readonly declarations: readonly SourceDeclaration[]
}
export interface SourceRecord {
  readonly id: string
  readonly kind: string
  readonly status: string
  /** First day; null where nobody knows. */
  readonly from: string | null
  /** First day on which it no longer holds. */
  readonly to: string | null
  readonly fields: Readonly<Record<string, unknown>>
}
export interface SourceDeclaration {
  readonly id: string
  readonly fact: string
  readonly value: unknown
  readonly from: string
  readonly to: string
  readonly state: 'declared' | 'confirmed'
  readonly at: string
}

/**
 * The observed facts of one enterprise on a day. What no filing, register or record knows may be said by the enterprise; formulas
 * are left to the rule engine. Only records that nobody refused count, each with its standing in the source.
 */
export function factsOf(facts: readonly BoundFact[], sources: EnterpriseSources, on: string): FactSheet {
  const known = new Map<string, KnownFact>()
  const said = new Map(sources.declarations.map((one) => [one.fact, one]))
  for (const fact of facts) {
    if (fact.from.kind === 'formula') continue
    const found = bound(fact, sources, on) ?? declared(fact, said.get(fact.code))
    if (found !== null) known.set(fact.code, found)
  }
  return known
}

function bound(fact: BoundFact, sources: EnterpriseSources, on: string): KnownFact | null {
  switch (fact.from.kind) {
    case 'filing':
      return fromFiling(fact, fact.from, sources, on)
    case 'register': {
      const value = fitting(fact, sources.register?.[fact.from.field] ?? null)
      return value === null
        ? null
        : { value, source: { kind: 'register', place: { field: fact.from.field } } }
    }
    case 'records':
      return fromRecords(fact, fact.from, sources.records, on)
    case 'declared':
    case 'formula':
      return null
  }
}

function fromFiling(
  fact: BoundFact,
  { form, cell, yearsBack, factor }: FilingBinding,
  sources: EnterpriseSources,
  on: string,
): KnownFact | null {
  const period = String(Number(on.slice(0, 4)) - yearsBack)
  const filed = sources.filings.get(`${form} ${period}`)?.get(cell)
  if (filed === undefined) return null
  const source: FactSource = { kind: 'filing', place: { form, period, cell, filed } }
  if (typeof filed === 'string') {
    const value = fitting(fact, filed)
    return value === null ? null : { value, source }
  }
  if (fact.type === 'boolean') return { value: filed === 1, source }
  return fact.type === 'number' ? { value: scaled(filed, factor), source } : null
}

/** 12,345 千元 times 0.1 is 1,234.5 万元, not 1,234.5000000000002: rounded where a double begins to guess. */
function scaled(filed: number, factor: number): number {
  return factor === 1 ? filed : Number((filed * factor).toPrecision(15))
}

function fromRecords(
  fact: BoundFact,
  binding: RecordBinding,
  records: readonly SourceRecord[],
  on: string,
): KnownFact | null {
  const ofKind = records.filter(({ kind, status }) => kind === binding.record && COUNTED.has(status))
  const since =
    binding.withinYears === undefined ? null : addMonths(on, -Math.round(binding.withinYears * 12))
  const counted = ofKind.filter(
    ({ from, to, fields }) =>
      (from === null || from <= on) &&
      (!binding.valid || to === null || to > on) &&
      (since === null || (from !== null && from > since)) &&
      Object.entries(binding.where).every(([field, wanted]) =>
        (Array.isArray(wanted) ? wanted : [wanted]).some((one) => one === fields[field]),
      ),
  )
  const source: FactSource = {
    kind: 'record',
    place: {
      record: binding.record,
      ids: counted.map(({ id }) => id).slice(0, 50),
      declared: counted.filter(({ status }) => status === 'declared').length,
    },
  }
  const value = gathered(fact, binding, counted, ofKind.length > 0)
  return value === null ? null : { value, source }
}

/** `declared` counts, and its source says so; money is paid on confirmed facts only. */
const COUNTED: ReadonlySet<string> = new Set(['declared', 'confirmed'])

/**
 * Of records, none is an answer for codes and for yes or no only where the enterprise has records at all: an empty file says
 * nothing. Codes of public registers (qualifications) are complete by themselves.
 */
function gathered(
  fact: BoundFact,
  { give, of, record }: RecordBinding,
  counted: readonly SourceRecord[],
  hasKind: boolean,
): FactValue | null {
  const complete = PUBLIC_KINDS.has(record)
  const fieldOf = (one: SourceRecord) => (of === undefined ? undefined : one.fields[of])
  switch (give) {
    case 'codes': {
      const codes = counted.map(fieldOf).filter((code) => typeof code === 'string')
      return hasKind || complete ? [...new Set(codes)].sort() : null
    }
    case 'any':
      return counted.length > 0 ? true : hasKind || complete ? false : null
    case 'count':
      return hasKind || complete ? counted.length : null
    case 'sum': {
      if (!hasKind && !complete) return null
      let sum = 0
      for (const one of counted) {
        const part = fieldOf(one)
        if (typeof part === 'number') sum += part
      }
      return Number(sum.toPrecision(15))
    }
    case 'latest': {
      const latest = counted.toSorted((a, b) => (a.from ?? '').localeCompare(b.from ?? '')).at(-1)
      return latest === undefined ? null : fitting(fact, fieldOf(latest))
    }
  }
}

/** Registers that are kept whole by who issues them: what is not in them is not. */
const PUBLIC_KINDS: ReadonlySet<string> = new Set(['qualification', 'violation', 'listing', 'honour'])

function declared(fact: BoundFact, said: SourceDeclaration | undefined): KnownFact | null {
  if (said === undefined) return null
  const value = fitting(fact, said.value)
  if (value === null) return null
  return { value, source: { kind: 'declaration', place: { id: said.id, state: said.state, at: said.at } } }
}

/** The value if it is of the fact's type, else null: a stored value may be older than the fact's definition. */
export function fitting(fact: Pick<BoundFact, 'type'>, value: unknown): FactValue | null {
  switch (fact.type) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : null
    case 'boolean':
      return typeof value === 'boolean' ? value : null
    case 'text':
      return typeof value === 'string' && value !== '' ? value : null
    case 'date':
      return typeof value === 'string' && dayNumber(value) !== null ? value : null
    case 'texts':
      return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : null
  }
}

import type { SimulationView, PolicyDifference } from '#contract/policies'
import { SimulatedSide } from '#contract/policies'
import type { z } from 'zod'
import type { PolicyDefinition } from '#domain/matching'
import type { BilingualText } from '#domain/kernel'
import { valueOn } from '../../../ui/rules/rule-names.ts'
import type { NumberName } from './moved-numbers.ts'

/** A side as it was asked for; the definition is what was judged. */
export interface AskedSide {
  readonly versionId: string | null
  readonly definition: PolicyDefinition
  readonly parameters: z.infer<typeof SimulatedSide>['parameters']
}

/** The server wrote both sides, checked, and always with their definitions. */
export function sidesOf({ request }: Pick<SimulationView, 'request'>): {
  readonly base: AskedSide
  readonly changed: AskedSide
} {
  return { base: sideOf(request.base), changed: sideOf(request.changed) }
}

function sideOf(side: unknown): AskedSide {
  const { versionId, definition, parameters } = SimulatedSide.parse(side)
  return { versionId, definition: definition as typeof definition & PolicyDefinition, parameters }
}

const FIELDS = [
  'when',
  'amount',
  'ceiling',
  'title',
  'clause',
  'off',
  'status',
  'valid',
  'windows',
  'budget',
  'benefit',
  'tables',
  'parks',
  'scope',
  'evidence',
  'tests',
  'eligibility',
  'summary',
  'clauses',
  'themes',
] as const
export type FieldName = (typeof FIELDS)[number] | 'other'

/** What a difference is of: within a rule by its last part, of the rest by the most telling part of its path. */
export function fieldOf({ path, node }: Pick<PolicyDifference, 'path' | 'node'>): FieldName {
  const parts = path.filter((part) => typeof part === 'string')
  const known = (part: string | undefined) => FIELDS.find((field) => field === part)
  if (node !== null) return known(parts.at(-1)) ?? 'eligibility'
  const [first, second] = parts
  return (first === 'benefit' ? known(second) : undefined) ?? known(first) ?? 'other'
}

/** A value of a definition in few words; null: nothing. */
export function plainValue(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value === 'object' && 'when' in value && typeof value.when === 'string') return value.when
  return JSON.stringify(value)
}

/** What a parameter is on one side: what was set for it, or the value of the day. */
export function parameterOn(
  code: string,
  side: AskedSide,
  parameters: readonly {
    readonly code: string
    readonly values: readonly { readonly from: string; readonly to: string | null; readonly value: unknown }[]
  }[],
  on: string,
): unknown {
  const set = side.parameters.find((each) => each.code === code)
  if (set !== undefined) return set.value
  return valueOn(parameters.find((each) => each.code === code)?.values ?? [], on)?.value ?? null
}

/** The shortest name of a number, for titles: the fact it is compared with, or whose it is. */
export function shortName(name: NumberName): BilingualText | null {
  return name.fact ?? name.title
}

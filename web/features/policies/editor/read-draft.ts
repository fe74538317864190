import { emptyPolicy, type PolicyDefinition } from '#domain/matching'
import type { PolicyJson, PolicyView } from '#contract/policies'

type Plain = Readonly<Record<string, unknown>>

function plain(value: unknown): Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {}
}

/**
 * The definition to edit. A draft that does not have the shape of a policy yet is taken field by field: a field of another kind than
 * it should be is begun anew, everything else stays as it was saved.
 */
export function readDraft(view: {
  readonly definition: PolicyDefinition | null
  readonly draft: unknown
  readonly row: Pick<PolicyView['row'], 'code' | 'valid'>
}): PolicyDefinition {
  if (view.definition !== null) return view.definition
  const empty = emptyPolicy(view.row.code, view.row.valid.from)
  return likeIt(empty, view.draft) as PolicyDefinition
}

/** Fields that are null or a value of this kind. */
const NULLABLE: Readonly<Record<string, 'string' | 'number' | 'list'>> = {
  parks: 'list',
  nearLimit: 'number',
  amount: 'string',
  ceiling: 'number',
  to: 'string',
}

function likeIt(model: unknown, given: unknown): unknown {
  if (Array.isArray(model)) return Array.isArray(given) ? given : model
  if (typeof model !== 'object' || model === null) return typeof given === typeof model ? given : model
  const fields = plain(given)
  return Object.fromEntries(
    Object.entries(model).map(([name, inner]) => {
      const own = fields[name]
      if (own === undefined) return [name, inner]
      // A rule is read whole or begun anew: half a tree is none.
      if (name === 'eligibility') return [name, isTree(own) ? own : inner]
      const kind = NULLABLE[name]
      if (kind !== undefined && inner === null) return [name, isOf(own, kind) ? own : null]
      return [name, likeIt(inner, own)]
    }),
  )
}

function isOf(value: unknown, kind: 'string' | 'number' | 'list'): boolean {
  return kind === 'list' ? Array.isArray(value) : typeof value === kind
}

const GROUPS = ['all', 'any', 'at-least']
function isTree(value: unknown): boolean {
  const node = plain(value)
  if (typeof node['id'] !== 'string') return false
  if (node['kind'] === 'condition')
    return typeof node['when'] === 'string' && typeof plain(node['title'])['zh'] === 'string'
  if (node['kind'] === 'not') return isTree(node['of'])
  return GROUPS.includes(String(node['kind'])) && Array.isArray(node['of']) && node['of'].every(isTree)
}

export function sameDefinition(one: PolicyDefinition, other: PolicyDefinition): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}

/** As it travels: what is undefined in an object does not. */
export function jsonOf(definition: PolicyDefinition): PolicyJson {
  return JSON.parse(JSON.stringify(definition)) as PolicyJson
}

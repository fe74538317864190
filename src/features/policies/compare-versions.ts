import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { ParamsOf, QueryOf, ResponseOf } from '../route-contract.ts'
import type { PolicyDifference } from './contract.ts'
import type * as contract from './contract.ts'
import { loadVersion, versionRow, wireJson } from './store.ts'

export function comparePolicyVersions(
  ctx: Context,
  { policyId }: ParamsOf<typeof contract.comparePolicyVersions>,
  { from, to }: QueryOf<typeof contract.comparePolicyVersions>,
): Promise<ResponseOf<typeof contract.comparePolicyVersions>> {
  return ctx.read(async (tx) => {
    const [before, after] = [await loadVersion(tx, from), await loadVersion(tx, to)]
    if (before.policyId !== policyId || after.policyId !== policyId) refuse('policies.not_found')
    return {
      from: versionRow(ctx, before),
      to: versionRow(ctx, after),
      differences: differencesOf(before.definition, after.definition),
    }
  })
}

/** What is more is cut: nobody reads it, and a whole document rewritten is said by its first hundreds. */
const MOST = 500

/**
 * What two definitions differ in: fields by their paths, nodes of the rule by their ids (so that a condition that only moved is said
 * to have moved), rows of tables by their place. Both may be unfinished drafts.
 */
export function differencesOf(before: unknown, after: unknown): PolicyDifference[] {
  const { eligibility: ruleBefore, ...restBefore } = record(before)
  const { eligibility: ruleAfter, ...restAfter } = record(after)
  return [...fieldDifferences(restBefore, restAfter, []), ...nodeDifferences(ruleBefore, ruleAfter)].slice(
    0,
    MOST,
  )
}

type Path = PolicyDifference['path']
type Plain = Readonly<Record<string, unknown>>

function record(value: unknown): Plain {
  return isPlain(value) ? value : {}
}
function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Lists whose parts have a name: compared by it instead of by place. */
function nameOf(value: unknown): string | null {
  const it = record(value)
  const name = it['code'] ?? it['id'] ?? it['year'] ?? it['title']
  return typeof name === 'string' || typeof name === 'number' ? String(name) : null
}

function fieldDifferences(before: unknown, after: unknown, path: Path): PolicyDifference[] {
  if (isPlain(before) && isPlain(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return keys.flatMap((key) => fieldDifferences(before[key], after[key], [...path, key]))
  }
  if (Array.isArray(before) && Array.isArray(after)) return listDifferences(before, after, path)
  return same(before, after) ? [] : [fieldDifference(before, after, path)]
}

function fieldDifference(before: unknown, after: unknown, path: Path): PolicyDifference {
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
  return { kind, path, node: null, before: wireJson(before), after: wireJson(after) }
}

function listDifferences(before: readonly unknown[], after: readonly unknown[], path: Path) {
  const [old, now] = [before.map(nameOf), after.map(nameOf)]
  const named =
    [...old, ...now].every((name) => name !== null) &&
    new Set(old).size === old.length &&
    new Set(now).size === now.length
  if (!named) {
    if (same(before, after)) return []
    // Words (themes, parks, groups) as sets: which came and which went.
    if ([...before, ...after].every((one) => typeof one === 'string'))
      return [
        ...before
          .filter((one) => !after.includes(one))
          .map((one) => fieldDifference(one, undefined, [...path, before.indexOf(one)])),
        ...after
          .filter((one) => !before.includes(one))
          .map((one) => fieldDifference(undefined, one, [...path, after.indexOf(one)])),
      ]
    const length = Math.max(before.length, after.length)
    return Array.from({ length }, (_, at) => at).flatMap((at) =>
      fieldDifferences(before[at], after[at], [...path, at]),
    )
  }
  return [...new Set([...old, ...now])].flatMap((name) => {
    const [was, is] = [old.indexOf(name), now.indexOf(name)]
    return fieldDifferences(before[was], after[is], [...path, name ?? ''])
  })
}

interface PlacedNode {
  readonly id: string
  readonly parent: string | null
  readonly path: Path
  readonly fields: Plain
  readonly title: { zh: string; en: string } | null
}

/** Nodes by id, each with its own fields and under whom it stands. */
function nodesOf(root: unknown): Map<string, PlacedNode> {
  const found = new Map<string, PlacedNode>()
  const visit = (node: unknown, parent: string | null, path: Path): void => {
    if (!isPlain(node)) return
    const { of, ...fields } = node
    const id = typeof fields['id'] === 'string' ? fields['id'] : `#${path.join('.')}`
    const title = record(fields['title'])
    found.set(id, {
      id,
      parent,
      path,
      fields,
      title:
        typeof title['zh'] === 'string' && typeof title['en'] === 'string'
          ? { zh: title['zh'], en: title['en'] }
          : null,
    })
    if (Array.isArray(of)) for (const [at, child] of of.entries()) visit(child, id, [...path, 'of', at])
    else visit(of, id, [...path, 'of'])
  }
  visit(root, null, ['eligibility'])
  return found
}

function nodeDifferences(before: unknown, after: unknown): PolicyDifference[] {
  const [old, now] = [nodesOf(before), nodesOf(after)]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((id): PolicyDifference[] => {
    const [was, is] = [old.get(id), now.get(id)]
    const node = { id, title: is?.title ?? was?.title ?? null }
    if (was === undefined && is !== undefined)
      return [{ kind: 'added', path: is.path, node, before: null, after: wireJson(is.fields) }]
    if (is === undefined && was !== undefined)
      return [{ kind: 'removed', path: was.path, node, before: wireJson(was.fields), after: null }]
    if (is === undefined || was === undefined) return []
    const moved: PolicyDifference[] =
      was.parent === is.parent
        ? []
        : [{ kind: 'moved', path: is.path, node, before: was.parent, after: is.parent }]
    return [...moved, ...fieldDifferences(was.fields, is.fields, is.path).map((one) => ({ ...one, node }))]
  })
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(wireJson(a)) === JSON.stringify(wireJson(b))
}

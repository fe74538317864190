/**
 * Two versions of a rule, its parameters and tables against each other, for a page that shows what changed. Nodes of a rule are the
 * same where their ids are; rows of a table, which have none, where their cells are, in the longest common order.
 */
import { type Json, canonicalJson } from '#domain/kernel'
import type { RuleParameter } from './fact.ts'
import type { RuleNode, RuleTable } from './rule-book.ts'

export interface FieldChange {
  readonly field: string
  readonly from: Json
  readonly to: Json
}

export interface NodeDifference {
  readonly id: string
  /** changed and moved may both be said of one node. */
  readonly kinds: readonly ('added' | 'removed' | 'moved' | 'changed' | 'same')[]
  /** In the version where it stands; of a removed node in the old one. */
  readonly depth: number
  readonly before: RuleNode | null
  readonly after: RuleNode | null
  /** Ids of the nodes above; null: at the root. */
  readonly parentBefore: string | null
  readonly parentAfter: string | null
  readonly changes: readonly FieldChange[]
}

interface Placed {
  readonly node: RuleNode
  readonly parent: string | null
  readonly depth: number
  readonly position: number
}

/** In the order of the new version; removed nodes stand after what stood before them in the old one. */
export function compareRules(before: RuleNode, after: RuleNode): readonly NodeDifference[] {
  const [old, now] = [placesOf(before), placesOf(after)]
  const moved = movedWithin(old, now)
  const differences: NodeDifference[] = []
  for (const [id, place] of now) {
    const was = old.get(id)
    if (was === undefined) {
      differences.push({
        id,
        kinds: ['added'],
        depth: place.depth,
        before: null,
        after: place.node,
        parentBefore: null,
        parentAfter: place.parent,
        changes: [],
      })
      continue
    }
    const changes = fieldChanges(fieldsOf(was.node), fieldsOf(place.node))
    const kinds = [
      ...(was.parent !== place.parent || moved.has(id) ? ['moved' as const] : []),
      ...(changes.length > 0 ? ['changed' as const] : []),
    ]
    differences.push({
      id,
      kinds: kinds.length === 0 ? ['same'] : kinds,
      depth: place.depth,
      before: was.node,
      after: place.node,
      parentBefore: was.parent,
      parentAfter: place.parent,
      changes,
    })
  }
  const order = [...old.keys()]
  for (const [index, id] of order.entries()) {
    const was = old.get(id)
    if (was === undefined || now.has(id)) continue
    const previous = order[index - 1]
    const at = previous === undefined ? -1 : differences.findIndex((entry) => entry.id === previous)
    differences.splice(at + 1, 0, {
      id,
      kinds: ['removed'],
      depth: was.depth,
      before: was.node,
      after: null,
      parentBefore: was.parent,
      parentAfter: null,
      changes: [],
    })
  }
  return differences
}

function placesOf(root: RuleNode): Map<string, Placed> {
  const places = new Map<string, Placed>()
  const visit = (node: RuleNode, parent: string | null, depth: number, position: number): void => {
    // Of an id that stands twice the first counts: the check of the book names the second.
    if (!places.has(node.id)) places.set(node.id, { node, parent, depth, position })
    if (node.kind === 'condition') return
    const children = node.kind === 'not' ? [node.of] : node.of
    children.forEach((child, index) => visit(child, node.id, depth + 1, index))
  }
  visit(root, null, 0, 0)
  return places
}

/** Nodes that changed places under the same parent: as few as possible, the others being in their old order. */
function movedWithin(
  old: ReadonlyMap<string, Placed>,
  now: ReadonlyMap<string, Placed>,
): ReadonlySet<string> {
  const children = new Map<string, { id: string; position: number }[]>()
  for (const [id, { parent }] of now) {
    const was = old.get(id)
    if (parent === null || was?.parent !== parent) continue
    children.set(parent, [...(children.get(parent) ?? []), { id, position: was.position }])
  }
  const moved = new Set<string>()
  for (const siblings of children.values()) {
    const kept = longestRising(siblings.map(({ position }) => position))
    siblings.forEach(({ id }, index) => {
      if (!kept.has(index)) moved.add(id)
    })
  }
  return moved
}

/** Indexes of a longest rising part of a list. */
function longestRising(values: readonly number[]): ReadonlySet<number> {
  const best = values.map(() => ({ length: 1, before: -1 }))
  for (const [index, value] of values.entries())
    for (let earlier = 0; earlier < index; earlier += 1) {
      const [own, other] = [best[index], best[earlier]]
      if (
        own !== undefined &&
        other !== undefined &&
        (values[earlier] ?? 0) < value &&
        other.length + 1 > own.length
      )
        best[index] = { length: other.length + 1, before: earlier }
    }
  let end = best.reduce((top, { length }, index) => (length > (best[top]?.length ?? 0) ? index : top), 0)
  const kept = new Set<number>()
  while (end >= 0 && end < values.length) {
    kept.add(end)
    end = best[end]?.before ?? -1
  }
  return kept
}

function fieldsOf(node: RuleNode): Readonly<Record<string, Json>> {
  const shared = { kind: node.kind, title: node.title === null ? null : { ...node.title } }
  if (node.kind === 'condition') {
    const { when, clause, status, off } = node
    return { ...shared, when, clause: clause === null ? null : { ...clause }, status, off }
  }
  return node.kind === 'at-least' ? { ...shared, count: node.count } : shared
}

function fieldChanges(
  before: Readonly<Record<string, Json>>,
  after: Readonly<Record<string, Json>>,
): readonly FieldChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((field) => {
    const [from, to] = [before[field] ?? null, after[field] ?? null]
    return canonicalJson(from) === canonicalJson(to) ? [] : [{ field, from, to }]
  })
}

export interface PartDifference {
  readonly code: string
  readonly kind: 'added' | 'removed' | 'changed'
  readonly changes: readonly FieldChange[]
  /** Rows of a table, spells of a parameter. */
  readonly entries: readonly EntryDifference[]
}

export interface EntryDifference {
  readonly kind: 'added' | 'removed' | 'changed'
  /** From 0, in the old and the new version. */
  readonly before: number | null
  readonly after: number | null
  readonly changes: readonly FieldChange[]
}

/** Parameters by code; their spells by the day on which they begin. */
export function compareParameters(
  before: readonly RuleParameter[],
  after: readonly RuleParameter[],
): readonly PartDifference[] {
  return compareParts(before, after, (was, now) => ({
    changes: fieldChanges(
      { title: { ...was.title }, type: was.type, unit: was.unit },
      { title: { ...now.title }, type: now.type, unit: now.unit },
    ),
    entries: spellDifferences(was, now),
  }))
}

function spellDifferences(was: RuleParameter, now: RuleParameter): EntryDifference[] {
  const fields = ({ values }: RuleParameter, index: number): Readonly<Record<string, Json>> => {
    const spell = values[index]
    if (spell === undefined) return {}
    return {
      from: spell.from,
      to: spell.to,
      value: typeof spell.value === 'object' ? [...spell.value] : spell.value,
      clause: { ...spell.clause },
    }
  }
  const differences = now.values.flatMap(({ from }, index): EntryDifference[] => {
    const old = was.values.findIndex((spell) => spell.from === from)
    if (old < 0) return [{ kind: 'added', before: null, after: index, changes: [] }]
    const changes = fieldChanges(fields(was, old), fields(now, index))
    return changes.length === 0 ? [] : [{ kind: 'changed', before: old, after: index, changes }]
  })
  const removed = was.values.flatMap(({ from }, index): EntryDifference[] =>
    now.values.some((spell) => spell.from === from)
      ? []
      : [{ kind: 'removed', before: index, after: null, changes: [] }],
  )
  return [...differences, ...removed]
}

/** Tables by code; rows in their longest common order, those between put against each other as changed. */
export function compareTables(
  before: readonly RuleTable[],
  after: readonly RuleTable[],
): readonly PartDifference[] {
  return compareParts(before, after, (was, now) => ({
    changes: fieldChanges(tableFields(was), tableFields(now)),
    entries: rowDifferences(was, now),
  }))
}

function tableFields(table: RuleTable): Readonly<Record<string, Json>> {
  return {
    title: { ...table.title },
    inputs: table.inputs.map((input) => ({ ...input, title: { ...input.title } })),
    outputs: table.outputs.map((output) => ({ ...output, title: { ...output.title } })),
    hit: table.hit,
    otherwise: table.otherwise === null ? null : [...table.otherwise],
  }
}

function rowFields(table: RuleTable, index: number): Readonly<Record<string, Json>> {
  const row = table.rows[index]
  if (row === undefined) return {}
  return {
    ...Object.fromEntries(
      row.tests.map((test, column) => [table.inputs[column]?.title.zh ?? `${column}`, test]),
    ),
    ...Object.fromEntries(
      row.outputs.map((cell, column) => [table.outputs[column]?.code ?? `${column}`, cell]),
    ),
    note: row.note,
    clause: row.clause === null ? null : { ...row.clause },
  }
}

function rowDifferences(was: RuleTable, now: RuleTable): EntryDifference[] {
  const keys = (table: RuleTable): string[] =>
    table.rows.map((_, index) => canonicalJson(rowFields(table, index)))
  const [old, next] = [keys(was), keys(now)]
  const differences: EntryDifference[] = []
  let [left, right] = [0, 0]
  for (const [oldIndex, nextIndex] of [...commonOrder(old, next), [old.length, next.length] as const]) {
    while (left < oldIndex || right < nextIndex) {
      const [before, after] = [left < oldIndex ? left++ : null, right < nextIndex ? right++ : null]
      const kind = before === null ? 'added' : after === null ? 'removed' : 'changed'
      const changes =
        before === null || after === null ? [] : fieldChanges(rowFields(was, before), rowFields(now, after))
      differences.push({ kind, before, after, changes })
    }
    left = oldIndex + 1
    right = nextIndex + 1
  }
  return differences
}

/** Pairs of indexes of a longest common part of two lists, in order. */
function commonOrder(
  left: readonly string[],
  right: readonly string[],
): readonly (readonly [number, number])[] {
  const lengths = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0))
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0
  for (let i = left.length - 1; i >= 0; i -= 1)
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const row = lengths[i]
      if (row !== undefined)
        row[j] = left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  const pairs: [number, number][] = []
  let [i, j] = [0, 0]
  while (i < left.length && j < right.length)
    if (left[i] === right[j]) pairs.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1
    else j += 1
  return pairs
}

function compareParts<T extends { readonly code: string }>(
  before: readonly T[],
  after: readonly T[],
  compare: (was: T, now: T) => Pick<PartDifference, 'changes' | 'entries'>,
): readonly PartDifference[] {
  const old = new Map(before.map((part) => [part.code, part]))
  const codes = new Set(after.map(({ code }) => code))
  return [
    ...after.flatMap((now): PartDifference[] => {
      const was = old.get(now.code)
      if (was === undefined) return [{ code: now.code, kind: 'added', changes: [], entries: [] }]
      const difference = compare(was, now)
      if (difference.changes.length === 0 && difference.entries.length === 0) return []
      return [{ code: now.code, kind: 'changed', ...difference }]
    }),
    ...before.flatMap(({ code }): PartDifference[] =>
      codes.has(code) ? [] : [{ code, kind: 'removed', changes: [], entries: [] }],
    ),
  ]
}

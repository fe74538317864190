/** Changes to the tree of a scheme: a scheme in, the next one out. What cannot be done leaves it as it is. */
import type { NodeInput, Scheme, SchemeNode, WeightingMethod } from '#domain/evaluation'
import { childrenOf, codesUnder, nodeOf } from './scheme-tree.ts'

export function changeNode(scheme: Scheme, code: string, part: Partial<SchemeNode>): Scheme {
  return {
    ...scheme,
    nodes: scheme.nodes.map((node) => (node.code === code ? { ...node, ...part } : node)),
  }
}

export function changeInput(scheme: Scheme, code: string, part: Partial<NodeInput>): Scheme {
  return {
    ...scheme,
    nodes: scheme.nodes.map((node) =>
      node.code === code && node.input !== null ? { ...node, input: { ...node.input, ...part } } : node,
    ),
  }
}

/** A new code wherever the old one was used: by children, ties, judgements, experts. */
export function renameNode(scheme: Scheme, from: string, to: string): Scheme {
  if (from === to || nodeOf(scheme, to) !== undefined) return scheme
  const renamed = (code: string) => (code === from ? to : code)
  return {
    ...scheme,
    nodes: scheme.nodes.map((node) => ({
      ...node,
      code: renamed(node.code),
      parent: node.parent === null ? null : renamed(node.parent),
      weighting: node.weighting === null ? null : renamedWeighting(node.weighting, renamed),
    })),
    weighting: renamedWeighting(scheme.weighting, renamed),
    ranking: { ...scheme.ranking, breakers: scheme.ranking.breakers.map(renamed) },
  }
}

function renamedWeighting(way: WeightingMethod, renamed: (code: string) => string): WeightingMethod {
  const keys = <V>(of: Readonly<Record<string, V>>, value: (one: V) => V = (one) => one): Record<string, V> =>
    Object.fromEntries(Object.entries(of).map(([key, one]) => [renamed(key), value(one)]))
  switch (way.method) {
    case 'ahp':
      return {
        ...way,
        judgements: keys(way.judgements, (one) => ({ ...one, children: one.children.map(renamed) })),
      }
    case 'optimised':
      return { ...way, importance: keys(way.importance) }
    case 'delphi':
      return {
        ...way,
        rounds: way.rounds.map(({ weights }) => ({
          weights: Object.fromEntries(Object.entries(weights).map(([expert, of]) => [expert, keys(of)])),
        })),
      }
    case 'given':
    case 'equal':
    case 'entropy':
    case 'critic':
    case 'pca':
    case 'benefit-of-doubt':
      return way
  }
}

/** A code that is free: the wished one, or with a number behind it. */
export function freeCode(scheme: Scheme, wished: string): string {
  const taken = new Set(scheme.nodes.map(({ code }) => code))
  if (!taken.has(wished)) return wished
  for (let n = 2; ; n++) if (!taken.has(`${wished}-${n}`)) return `${wished}-${n}`
}

/** Codes of the sort that a scheme has already: A → B, A3 → A4, 2.7 → 2.8. */
export function nextCode(scheme: Scheme, parent: string): string {
  const last = childrenOf(scheme, parent).at(-1)?.code
  if (last === undefined) return freeCode(scheme, parent === 'total' ? 'A' : `${parent}1`)
  const number = /^(.*?)(\d+)$/u.exec(last)
  if (number !== null) return freeCode(scheme, `${number[1] ?? ''}${Number(number[2]) + 1}`)
  if (/^[A-Y]$/u.test(last)) return freeCode(scheme, String.fromCharCode(last.charCodeAt(0) + 1))
  return freeCode(scheme, last)
}

export function emptyNode(code: string, parent: string | null): SchemeNode {
  return {
    code,
    name: { zh: '', en: '' },
    parent,
    weight: 10,
    weightRange: null,
    input: null,
    aggregation: null,
    availability: null,
    weighting: null,
    standing: 'assumed',
    note: null,
  }
}

/** As the last child of its parent. */
export function addNode(scheme: Scheme, node: SchemeNode): Scheme {
  return { ...scheme, nodes: [...scheme.nodes, node] }
}

/** With all below it, and out of what spoke of it. */
export function removeNode(scheme: Scheme, code: string): Scheme {
  if (nodeOf(scheme, code)?.parent === null) return scheme
  const gone = codesUnder(scheme, code)
  return {
    ...scheme,
    nodes: scheme.nodes.filter((node) => !gone.has(node.code)),
    ranking: { ...scheme.ranking, breakers: scheme.ranking.breakers.filter((one) => !gone.has(one)) },
  }
}

/** Before the sibling above it, or behind the one below. */
export function shiftNode(scheme: Scheme, code: string, step: -1 | 1): Scheme {
  const node = nodeOf(scheme, code)
  if (node === undefined || node.parent === null) return scheme
  const siblings = childrenOf(scheme, node.parent)
  const other = siblings[siblings.indexOf(node) + step]
  if (other === undefined) return scheme
  return {
    ...scheme,
    nodes: scheme.nodes.map((one) => (one === node ? other : one === other ? node : one)),
  }
}

/** Under another heading, as its last child. Never under itself, nor under an indicator. */
export function moveNode(scheme: Scheme, code: string, parent: string): Scheme {
  const node = nodeOf(scheme, code)
  const to = nodeOf(scheme, parent)
  if (node === undefined || node.parent === null || node.parent === parent) return scheme
  if (to === undefined || to.input !== null || codesUnder(scheme, code).has(parent)) return scheme
  return {
    ...scheme,
    nodes: [...scheme.nodes.filter((one) => one !== node), { ...node, parent }],
  }
}

/** Down into the heading above it among its siblings. */
export function indentNode(scheme: Scheme, code: string): Scheme {
  const node = nodeOf(scheme, code)
  if (node === undefined || node.parent === null) return scheme
  const siblings = childrenOf(scheme, node.parent)
  const into = siblings.slice(0, siblings.indexOf(node)).findLast(({ input }) => input === null)
  return into === undefined ? scheme : moveNode(scheme, code, into.code)
}

/** Up beside its parent, right behind it. */
export function outdentNode(scheme: Scheme, code: string): Scheme {
  const node = nodeOf(scheme, code)
  const parent = nodeOf(scheme, node?.parent ?? null)
  if (node === undefined || parent === undefined || parent.parent === null) return scheme
  const grandparent = parent.parent
  return {
    ...scheme,
    nodes: scheme.nodes.flatMap((one) =>
      one === node ? [] : one === parent ? [one, { ...node, parent: grandparent }] : [one],
    ),
  }
}

/** Children's weights in proportion, adding to exactly 100 with at most four decimals. */
export function scaleWeights(scheme: Scheme, heading: string): Scheme {
  const children = childrenOf(scheme, heading)
  return writeShares(
    scheme,
    children,
    children.map(({ weight }) => Math.max(0, weight)),
  )
}

export function equalWeights(scheme: Scheme, heading: string): Scheme {
  const children = childrenOf(scheme, heading)
  return writeShares(
    scheme,
    children,
    children.map(() => 1),
  )
}

/** Shares that a method found become the weights as written, and the heading weighs by them from now on. */
export function adoptShares(
  scheme: Scheme,
  heading: string,
  shareOf: (code: string) => number | null,
): Scheme {
  const children = childrenOf(scheme, heading)
  const written = writeShares(
    scheme,
    children,
    children.map(({ code }) => shareOf(code) ?? 0),
  )
  const own = scheme.weighting.method === 'given' ? null : ({ method: 'given' } as const)
  return changeNode(written, heading, { weighting: own })
}

const WHOLE = 1_000_000

/** In ten-thousandths of a hundred; what rounding leaves over goes to those that lost most by it. */
function writeShares(scheme: Scheme, children: readonly SchemeNode[], parts: readonly number[]): Scheme {
  const sum = parts.reduce((total, part) => total + part, 0)
  if (!(sum > 0) || !Number.isFinite(sum)) return scheme
  const exact = parts.map((part) => (part / sum) * WHOLE)
  const whole = exact.map(Math.floor)
  const order = exact
    .map((value, index) => ({ index, lost: value - Math.floor(value) }))
    .sort((a, b) => b.lost - a.lost || a.index - b.index)
  let left = WHOLE - whole.reduce((total, value) => total + value, 0)
  for (const { index } of order) {
    if (left <= 0) break
    whole[index] = (whole[index] ?? 0) + 1
    left -= 1
  }
  const weights = new Map(children.map(({ code }, index) => [code, (whole[index] ?? 0) / 10_000]))
  return {
    ...scheme,
    nodes: scheme.nodes.map((node) => ({ ...node, weight: weights.get(node.code) ?? node.weight })),
  }
}

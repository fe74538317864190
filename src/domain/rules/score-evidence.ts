/**
 * Which unknown facts can settle a comparison of a score with a number: not all of them, for points are a range while facts are
 * unknown, and `>= 60` is decided as soon as the whole range agrees. Each set of open items is tried at its best (or worst)
 * with the others left open; beyond `MOST_ITEMS` of them all unknown facts are asked for.
 */
import type { Needs } from './cheapest-sets.ts'
import { scoreOf } from './judge.ts'
import type { FactSheet } from './fact.ts'
import type { LeafReason } from './reasons.ts'
import type { CompiledRuleBook } from './rule-expression.ts'
import type { ComparisonSign, FeelNode } from './syntax.ts'
import type { ScoreTrace } from './verdict.ts'

const MOST_ITEMS = 12

const TURNED: Readonly<Record<ComparisonSign, ComparisonSign>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

/** Null: the comparison is of another kind. `wanted`: what the comparison should come to. */
export function scoreNeeds(
  leaf: LeafReason,
  wanted: boolean,
  compiled: CompiledRuleBook,
  sheet: FactSheet,
  unknownIn: (node: FeelNode) => readonly string[],
): Needs<string> | null {
  const { node, trace } = leaf
  if (node.kind !== 'compare' || trace === null) return null
  const [left, right] = [scoreNamed(node.left, compiled), scoreNamed(node.right, compiled)]
  const named = left ?? right
  const limit = left === null ? trace.left.value : trace.right?.value
  if (named === null || typeof limit !== 'number') return null
  const sign = left === null ? TURNED[node.sign] : node.sign
  if (sign === '=' || sign === '!=') return null
  // At least: the items are tried at their most; at most: at their least.
  const rising = (sign === '>' || sign === '>=') === wanted
  const score = scoreOf(compiled, named.score, sheet)
  const open = score.items.filter(
    (item) => !item.off && item.low < item.high && (named.group === null || item.group === named.group),
  )
  if (open.length > MOST_ITEMS) return null
  const sets: Needs<string>[] = []
  for (let mask = 1; mask < 1 << open.length; mask += 1) {
    const chosen = new Set(open.filter((_, index) => (mask >> index) & 1).map(({ id }) => id))
    const total = totalOf(score, named.group, (item) => chosen.has(item.id) === rising)
    if (fits(total, sign, limit) !== wanted) continue
    const definition = compiled.scores.get(named.score)
    const facts = (definition?.items ?? []).flatMap(({ item }) => {
      const parsed = chosen.has(item.id) ? compiled.names.parse(item.points) : null
      return parsed?.ok === true ? unknownIn(parsed.value.root) : []
    })
    if (facts.length > 0) sets.push({ kind: 'leaf', things: [...new Set(facts)] })
  }
  return { kind: 'gate', count: 1, of: sets }
}

function scoreNamed(
  node: FeelNode,
  { scores }: CompiledRuleBook,
): { readonly score: string; readonly group: string | null } | null {
  if (node.kind === 'name' && scores.has(node.name)) return { score: node.name, group: null }
  if (node.kind === 'path' && node.target.kind === 'name' && scores.has(node.target.name))
    return { score: node.target.name, group: node.name }
  return null
}

/** With each item at its most or its least. */
function totalOf(
  score: ScoreTrace,
  only: string | null,
  most: (item: ScoreTrace['items'][number]) => boolean,
): number {
  const sums = score.groups
    .filter(({ group }) => only === null || group === only)
    .map(({ group, maximum }) => {
      const items = score.items.filter((item) => item.group === group && !item.off)
      const sum = items.reduce((points, item) => points + (most(item) ? item.high : item.low), 0)
      return Math.min(sum, maximum)
    })
  const total = sums.reduce((points, sum) => points + sum, 0)
  return only === null ? Math.min(total, score.maximum) : total
}

function fits(points: number, sign: '<' | '<=' | '>' | '>=', limit: number): boolean {
  if (sign === '<') return points < limit
  if (sign === '<=') return points <= limit
  return sign === '>' ? points > limit : points >= limit
}

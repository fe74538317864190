import type { Issue } from '#domain/kernel'
import { checkNodes } from './check-nodes.ts'
import { checkRules } from './check-rules.ts'
import { checkTree } from './check-tree.ts'
import { checkWeighting } from './check-weighting.ts'
import type { Scheme } from './scheme.ts'

/** What the shape of a scheme cannot say: each thing that is wrong, by name. Empty: it can be compiled. */
export function checkScheme(scheme: Scheme): readonly Issue[] {
  const tree = checkTree(scheme)
  // Without a tree nobody knows whose weights belong together.
  const weighting = tree.some(({ code }) => !WEIGHTS.has(code)) ? [] : checkWeighting(scheme)
  return [...tree, ...weighting, ...checkNodes(scheme), ...checkRules(scheme)]
}

const WEIGHTS: ReadonlySet<string> = new Set([
  'evaluation.weight_negative',
  'evaluation.weights_zero',
  'evaluation.weights_too_large',
])

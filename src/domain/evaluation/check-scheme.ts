import type { Issue } from '#domain/kernel'
import { checkTree } from './check-tree.ts'
import type { Scheme } from './scheme.ts'

/** What the shape of a scheme cannot say: each thing that is wrong, by name. Empty: it can be compiled. */
export function checkScheme(scheme: Scheme): readonly Issue[] {
  return checkTree(scheme)
}

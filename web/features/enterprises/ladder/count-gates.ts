import type { NodeTrace } from '#domain/rules'

/** How many of the conditions right below the root are met; what is switched off does not count. */
export function countGates(root: NodeTrace): { readonly passed: number; readonly all: number } {
  const gates = (root.of.length > 0 ? root.of : [root]).filter(({ off }) => !off)
  return { passed: gates.filter(({ answer }) => answer === 'yes').length, all: gates.length }
}

import type { ProcedureDefinition, Route } from './definition.ts'

export interface PlacedExpression {
  readonly text: string
  /** Chooses a way: a guard or the `when` of a route. Others give values. */
  readonly isGuard: boolean
}

/** Expressions on which the course of a case depends, each once. */
export function everyExpression(definition: ProcedureDefinition): readonly PlacedExpression[] {
  const found = new Map<string, boolean>()
  const add = (text: string | undefined, isGuard: boolean) => {
    if (text !== undefined) found.set(text, (found.get(text) ?? false) || isGuard)
  }
  const route = (to: Route) => {
    if (typeof to !== 'string') for (const { when } of to) add(when, true)
  }
  const all = (expressions: Readonly<Record<string, string>> | undefined) => {
    for (const text of Object.values(expressions ?? {})) add(text, false)
  }
  for (const node of Object.values(definition.nodes)) {
    if (node.kind === 'step') {
      for (const action of Object.values(node.actions)) {
        add(action.guard, true)
        all(action.set)
        route(action.to)
      }
    } else if (node.kind !== 'end') route(node.to)
    if (node.kind === 'choice') all(node.set)
    if (node.kind === 'subcase') all(node.data)
  }
  for (const { when } of Object.values(definition.bars ?? {})) add(when, true)
  return [...found].map(([text, isGuard]) => ({ text, isGuard }))
}

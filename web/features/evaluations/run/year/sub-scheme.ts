import { compileScheme } from '#domain/evaluation'
import type { CompiledNode, CompiledScheme, Scheme } from '#domain/evaluation'

/** A heading and what is below it as a scheme of its own, so that an index can be made of it alone; null where it cannot stand alone. */
export function subScheme(scheme: Scheme, heading: CompiledNode): CompiledScheme | null {
  if (heading.parent === null) {
    const whole = compileScheme(scheme)
    return whole.ok ? whole.value : null
  }
  const kept = new Set<string>()
  const waiting: CompiledNode[] = [heading]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    kept.add(next.code)
    waiting.push(...next.children)
  }
  const compiled = compileScheme({
    ...scheme,
    nodes: scheme.nodes
      .filter(({ code }) => kept.has(code))
      .map((node) => (node.code === heading.code ? { ...node, parent: null } : node)),
    // What speaks of other nodes has no place in the part.
    weighting: { method: 'given' },
    ranking: { ...scheme.ranking, breakers: scheme.ranking.breakers.filter((code) => kept.has(code)) },
  })
  return compiled.ok ? compiled.value : null
}

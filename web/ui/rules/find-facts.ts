import type { FactDefinition } from '#domain/rules'

type Named = Pick<FactDefinition, 'code' | 'title'>

/** Facts by name in either language or by pinyin initials; those that begin with what was typed come first. */
export function findFacts<Fact extends Named>(
  facts: readonly Fact[],
  typed: string,
  initials: Readonly<Record<string, string>>,
): readonly Fact[] {
  const words = typed.trim().toLowerCase()
  if (words === '') return facts
  const places = facts.flatMap((fact) => {
    const names = [fact.code, fact.title.zh, fact.title.en, initials[fact.code] ?? '']
    const at = Math.min(
      ...names
        .map((name) => name.toLowerCase().indexOf(words))
        .map((place) => (place < 0 ? Infinity : place)),
    )
    return at === Infinity ? [] : [{ fact, at }]
  })
  return places.sort((one, other) => Math.min(1, one.at) - Math.min(1, other.at)).map(({ fact }) => fact)
}

import { parseFeel, type FeelDialect } from '#domain/rules'

type Tree = Readonly<Record<string, unknown>>

/**
 * An expression in which some names are other ones. Only names that are read as names change: the same letters within a text or in a
 * longer name stay, and so does a name that a loop or a function of the expression declares itself. What cannot be read is left.
 */
export function renameInExpression(
  text: string,
  renames: ReadonlyMap<string, string>,
  names: readonly string[],
  dialect: FeelDialect = 'expression',
): string {
  if (![...renames.keys()].some((name) => text.includes(name))) return text
  const parsed = parseFeel(text, names, dialect)
  if (!parsed.ok) return text
  const places: { readonly from: number; readonly to: number; readonly name: string }[] = []
  collect(parsed.value.root, renames, new Set(), places)
  return places
    .sort((a, b) => b.from - a.from)
    .reduce((changed, { from, to, name }) => changed.slice(0, from) + name + changed.slice(to), text)
}

function collect(
  value: unknown,
  renames: ReadonlyMap<string, string>,
  own: ReadonlySet<string>,
  places: { from: number; to: number; name: string }[],
): void {
  if (Array.isArray(value)) {
    for (const part of value) collect(part, renames, own, places)
    return
  }
  if (typeof value !== 'object' || value === null) return
  const node = value as Tree
  if (node.kind === 'name' && typeof node.name === 'string') {
    const name = own.has(node.name) ? undefined : renames.get(node.name)
    if (name !== undefined) places.push({ from: Number(node.from), to: Number(node.to), name })
    return
  }
  const declared = [...namesOf(node.iterations), ...namesOf(node.kind === 'function' ? node.parameters : [])]
  const within = declared.length === 0 ? own : new Set([...own, ...declared])
  for (const part of Object.values(node)) collect(part, renames, within, places)
}

function namesOf(list: unknown): string[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((entry: unknown) => {
    const name = typeof entry === 'object' && entry !== null && 'name' in entry ? entry.name : null
    return typeof name === 'string' ? [name] : []
  })
}

const TEXT = /"(?:[^"\\]|\\.)*"/gu
const WORD = /[\p{L}\p{M}\p{N}_]/u

/** Those of the names that stand in an expression, in its order; what stands within texts does not count. */
export function namesIn(expression: string, names: readonly string[]): string[] {
  const bare = expression.replace(TEXT, (text) => ' '.repeat(text.length))
  const found = names.flatMap((name) => {
    const at = placeOf(bare, name)
    return at < 0 ? [] : [{ name, at }]
  })
  return found.sort((one, other) => one.at - other.at).map(({ name }) => name)
}

/** Where a name stands by itself and not as a part of a longer one; −1: nowhere. */
function placeOf(expression: string, name: string): number {
  if (name === '') return -1
  for (let at = expression.indexOf(name); at >= 0; at = expression.indexOf(name, at + 1)) {
    const before = expression[at - 1] ?? ' '
    const after = expression[at + name.length] ?? ' '
    if (!WORD.test(before) && !WORD.test(after)) return at
  }
  return -1
}

/** The texts in an expression: `"high-tech"`. */
export function textsIn(expression: string): string[] {
  return [...new Set([...expression.matchAll(TEXT)].map(([text]) => text.slice(1, -1)))]
}

/** The value of a parameter that holds on a day; `to` is the first day on which it no longer does. */
export function valueOn<Value extends { readonly from: string; readonly to: string | null }>(
  values: readonly Value[],
  on: string,
): Value | null {
  return values.findLast(({ from, to }) => from <= on && (to === null || on < to)) ?? null
}

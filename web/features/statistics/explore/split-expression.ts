export type ExpressionPart =
  | { readonly kind: 'cell'; readonly text: string; readonly form: string; readonly field: string }
  | { readonly kind: 'function'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }

const PARTS = /"[^"]*"|([A-Z][A-Z0-9-]*)!([A-Za-z0-9_]+)|([A-Za-z]+)(?=\()/gu

/** The text of an indicator in parts: cells, names of functions, and what is between them. Their texts together are the whole. */
export function splitExpression(expression: string): readonly ExpressionPart[] {
  const parts: ExpressionPart[] = []
  let end = 0
  for (const match of expression.matchAll(PARTS)) {
    const [text, form, field, name] = match
    if (form === undefined && name === undefined) continue
    if (match.index > end) parts.push({ kind: 'text', text: expression.slice(end, match.index) })
    if (form !== undefined && field !== undefined) parts.push({ kind: 'cell', text, form, field })
    else parts.push({ kind: 'function', text })
    end = match.index + text.length
  }
  if (end < expression.length) parts.push({ kind: 'text', text: expression.slice(end) })
  return parts
}

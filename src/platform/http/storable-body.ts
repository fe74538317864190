import type { Issue } from '#domain/kernel'

/** Deeper than anything that people or programs send; what walks a body by recursion stands far more. */
const DEEPEST = 200

/**
 * Why a parsed JSON body cannot be worked with: no database keeps NUL or half of a surrogate pair in JSON, in values and keys alike,
 * and what is nested thousands deep ends whatever walks it. Null for every body that is meant.
 */
export function unstorableBody(body: unknown): Issue | null {
  const waiting: { readonly value: unknown; readonly depth: number }[] = [{ value: body, depth: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next
    if (typeof value === 'string' && !isStorable(value)) return UNSTORABLE_INPUT
    if (!isJsonTree(value)) continue
    if (depth === DEEPEST) return TOO_DEEP
    if (Array.isArray(value)) for (const part of value) waiting.push({ value: part, depth: depth + 1 })
    else
      for (const [key, part] of Object.entries(value)) {
        if (!isStorable(key)) return UNSTORABLE_INPUT
        waiting.push({ value: part, depth: depth + 1 })
      }
  }
  return null
}

/** Nobody types these. */
export const UNSTORABLE_INPUT: Issue = {
  code: 'http.unreadable_request',
  params: { message: 'The input holds the character NUL or half of a surrogate pair' },
}
const TOO_DEEP: Issue = {
  code: 'http.unreadable_request',
  params: { message: `The input is nested more than ${DEEPEST} deep` },
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}

/** Not the streams and buffers of uploads. */
function isJsonTree(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return Array.isArray(value) || prototype === Object.prototype || prototype === null
}
